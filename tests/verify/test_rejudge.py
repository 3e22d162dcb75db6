"""Verdicts found by other rules are judged anew from what is stored; only what they change runs again."""

import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from kbtools.model import Checked, Results, Session, Snippet, SnippetId, Verdict
from kbtools.verify import RunOptions, current, keys, run
from kbtools.verify.keys import rules, same_source
from kbtools.verify.rejudge import rejudged

Make = Callable[..., Session]
OPTIONS = RunOptions(timeout=20)


@pytest.fixture(scope="module")
def note(session: Make, snippet: Callable[..., Snippet]) -> Session:
    """A snippet of every verdict that a comparison gives, and of some that none does."""
    return session(
        "note",
        ("print(1 + 1)", "2"),
        ("print(0.25)", "0.250"),
        ("print(6 * 7)", "41"),
        "kept = 3",
        ("1 / 0", "ZeroDivisionError: division by zero"),
        snippet("import random\nprint(random.random())", recorded="0.5", random=True),
    )


@pytest.fixture(scope="module")
def stored(note: Session) -> Results:
    """What a run of it gave, under the rules of another day."""
    found, _ = run([note], OPTIONS, Results())
    rows = {
        name: replace(row, key=f"{row.key.partition('.')[0]}.00000000") for name, row in found.checked.items()
    }
    return replace(found, checked=rows)


def no_worker(*_: object) -> None:
    """Stands where something would run."""
    raise AssertionError("nothing is to be run")


def test_the_same_verdicts_need_no_run(
    note: Session, stored: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is found again from its stored output, and has today's key from then on."""
    monkeypatch.setattr(sys.modules[run.__module__], "Runner", no_worker)

    found, _ = run([note], OPTIONS, stored)

    wanted = keys(note)
    assert found.checked == {name: replace(row, key=wanted[name]) for name, row in stored.checked.items()}
    assert {row.verdict for row in found.checked.values()} == {
        Verdict.VERIFIED, Verdict.DRIFTED, Verdict.RAN, Verdict.VERIFIED_SHAPE,
    }  # fmt: skip


def test_pages_go_on_to_show_what_is_stored(note: Session, stored: Results) -> None:
    """Until the next verification: nothing in the source has changed."""
    assert current([note], stored) == stored.checked


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("note/1", {"reason": "They look alike."}),
        ("note/1", {"verdict": Verdict.DRIFTED, "grade": None}),
        ("note/2", {"verdict": Verdict.VERIFIED, "got": "42\n"}),
        ("note/5", {"got": "a word\n"}),
    ],
)
def test_what_the_rules_of_today_see_otherwise_runs_again(
    name: str, change: dict[str, object], note: Session, stored: Results
) -> None:
    """Its verdict is left out, the others stay."""
    row = replace(stored.checked[SnippetId(name)], **change)  # type: ignore[arg-type]  # fields by name
    other = replace(stored, checked={**stored.checked, row.snippet: row})

    assert stored.checked.keys() - rejudged([note], other).checked.keys() == {row.snippet}


def test_a_lost_layout_that_came_to_nothing_runs_again(
    session: Make, snippet: Callable[..., Snippet]
) -> None:
    """Another of its layouts may come true by the rules of today."""
    lost = session("lost", snippet("print(1)", "print(2)", recorded="3"))
    name, key = next(iter(keys(lost).items()))
    row = Checked(name, f"{key.partition('.')[0]}.00000000", Verdict.DRIFTED, "", layout=0, got="1\n")

    assert rejudged([lost], Results({name: row})).checked == {}


def test_a_verdict_of_another_text_is_left_to_the_run(note: Session, stored: Results) -> None:
    """It is no matter of rules."""
    rows = {name: replace(row, key=f"other.{rules()}") for name, row in stored.checked.items()}

    assert rejudged([note], replace(stored, checked=rows)).checked == rows
    assert not any(same_source(key, rows[name].key) for name, key in keys(note).items())
