"""When a stored verdict still holds."""

from collections.abc import Callable
from dataclasses import replace

from kbtools.model import Checked, Results, Session, Snippet, SnippetId, Verdict
from kbtools.verify import current, keys

Make = Callable[..., Session]


def test_a_change_reaches_the_snippets_below_it_only(session: Make) -> None:
    """They share its namespace; those above do not."""
    before = keys(session("note", "a = 1", "b = 2", "c = 3"))
    after = keys(session("note", "a = 1", "b = 9", "c = 3"))

    assert [before[name] == after[name] for name in before] == [True, False, False]


def test_text_above_a_snippet_does_not_change_its_key(session: Make) -> None:
    """Lines are no part of it."""
    note = session("note", "a = 1")
    moved = replace(note.snippets[0], layouts=(replace(note.snippets[0].layouts[0], line=99),))

    assert keys(note) == keys(replace(note, snippets=(moved,)))


def test_recorded_output_and_options_are_part_of_the_key(
    session: Make, snippet: Callable[..., Snippet]
) -> None:
    """Both decide on the verdict."""
    name = SnippetId("note/0")
    notes = [
        session("note", cell) for cell in ("1", ("1", "1"), snippet("1", random=True), snippet("1", "1 "))
    ]

    assert len({keys(note)[name] for note in notes}) == len(notes)


def test_current_gives_the_verdicts_that_hold(session: Make) -> None:
    """Of a changed snippet and of one that is gone there is none."""
    note = session("note", "a = 1", "b = 2")
    stored = {name: Checked(name, key, Verdict.RAN, "") for name, key in keys(note).items()}
    gone = Checked(SnippetId("gone/0"), "k", Verdict.RAN, "")

    held = current([session("note", "a = 1", "b = 3")], Results({**stored, gone.snippet: gone}))

    assert list(held) == ["note/0"]
