"""Columns of other environments, and outputs that a person accepted, on the card."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import pytest

from kbtools.model import ACCEPTED, Book, Checked, Grade, Session, SnippetId, Verdict
from kbtools.pages import render
from kbtools.pages.snippet_matrix import differing


class Look(Protocol):
    """What a reader's browser makes of a page."""

    elements: list[tuple[str, dict[str, str | None]]]


OLD = "python-3.11-old"


def _page(book: Book, path: str) -> str:
    return next(page.text for page in render(book) if page.path == path)


def _with_column(book: Book, verdict: Verdict, got: str | None) -> Book:
    name = SnippetId("notes/bbb")
    row = Checked(name, "key", verdict, "It ran.", got=got, layout=0, environment=OLD)
    environments = {**book.environments, OLD: {"python": "3.11.7", "platform": "linux", "pandas": "2.2.3"}}
    return replace(book, others={name: (row,)}, environments=environments)


def test_a_card_has_a_column_for_every_environment(english: Book) -> None:
    """Each with its verdict, what sets it apart, and its output where that differs."""
    text = _page(_with_column(english, Verdict.VERIFIED, "tensor(3.)"), "docs/topics/张量.md")
    columns = text.split('<div class="kb-columns"')[1].split("kb-env")[0]

    assert columns.count('class="kb-column"') == 2
    assert "kb-drifted" in columns.split('class="kb-column"')[1]
    assert "python 3.13.1, torch 2.13.0, no pandas" in columns
    assert "python 3.11.7, no torch, pandas 2.2.3" in columns
    assert "tensor(3.)" in columns.split('class="kb-column"')[2]


def test_one_environment_makes_no_columns(english: Book) -> None:
    """Nothing to compare with."""
    assert "kb-matrix" not in _page(english, "docs/topics/张量.md")


@pytest.mark.parametrize(
    ("environments", "names"),
    [
        ([{"python": "3", "fence": "a"}, {"python": "3", "fence": "b"}], ("python",)),
        ([{"python": "3", "a": "1", "torch": "2"}, {"python": "3", "torch": "1"}], ("torch", "a")),
    ],
)
def test_only_what_differs_names_an_environment(
    environments: list[dict[str, str]], names: tuple[str, ...]
) -> None:
    """Python and torch first; a fence is no version."""
    assert differing(environments) == names


def _accepted(book: Book, *, verdict: Verdict = Verdict.VERIFIED) -> Book:
    """The small book after a person accepted `tensor(2.)` where the note records `tensor(3.)`."""
    (notes,) = book.sessions.values()
    name = SnippetId("notes/bbb")
    layout = replace(notes.snippets[1].layouts[0], recorded="tensor(2.)", repairs=(ACCEPTED,))
    snippets = [
        replace(one, layouts=(layout,), noted="tensor(3.)") if one.id == name else one
        for one in notes.snippets
    ]
    row = Checked(name, "key", verdict, "Why.", grade=Grade.EXACT, layout=0)
    sessions = {notes.source: Session(notes.source, notes.path, tuple(snippets))}
    return replace(book, sessions=sessions, checked={**book.checked, name: row})


def test_an_accepted_output_never_makes_the_note_true(english: Book) -> None:
    """The badge says accepted, both outputs are shown, and the errata page keeps it."""
    book = _accepted(english)
    card = _page(book, "docs/topics/张量.md").split('id="snippet-notes-bbb"')[1].split("kb-snippet kb-")[0]

    assert "kb-accepted" in card
    assert "kb-badge kb-verified" not in card
    assert card.index("Output in the note") < card.index("tensor(3.)") < card.index("that a person accepted")
    assert "Output that a person accepted (the same today)" in card
    assert "output accepted by a person" in card
    assert "tensor(3.)" in _page(book, "docs/errata.md")


def test_an_accepted_output_that_drifts_again_is_drifted(english: Book) -> None:
    """A person's word holds for the output that was seen, not for any later one."""
    card = _page(_accepted(english, verdict=Verdict.DRIFTED), "docs/topics/张量.md")

    assert "kb-snippet kb-drifted" in card
    assert "kb-badge kb-accepted" not in card


def test_columns_convert_with_the_rest(english: Book, look: Callable[[str], Look]) -> None:
    """They become elements of their own, and what follows them does too."""
    page = look(_page(_with_column(english, Verdict.VERIFIED, "tensor(3.)"), "docs/topics/张量.md"))
    classes = [attributes.get("class") for _, attributes in page.elements]

    assert classes.count("kb-column") == 2
    assert "kb-env" in classes[classes.index("kb-column") :]
