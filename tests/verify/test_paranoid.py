"""Five runs of everything: what they agree on, and what is true only most of the time."""

from collections.abc import Callable

import pytest

from kbtools.model import Checked, Grade, Session, SnippetId, Verdict
from kbtools.verify import RunOptions, run_often
from kbtools.verify.paranoid import agreed

NAME = SnippetId("a/0")
GRADES = {Verdict.VERIFIED: Grade.EXACT, Verdict.VERIFIED_SHAPE: Grade.SHAPE}


def _agreed(*verdicts: Verdict) -> Checked:
    return agreed([Checked(NAME, "k", each, "Why.", grade=GRADES.get(each)) for each in verdicts])


@pytest.mark.parametrize("verdict", list(Verdict))
def test_what_all_runs_give_is_the_verdict(verdict: Verdict) -> None:
    """With nothing added."""
    assert _agreed(*[verdict] * 5) == Checked(NAME, "k", verdict, "Why.", grade=GRADES.get(verdict))


@pytest.mark.parametrize(
    ("verdicts", "verdict", "share"),
    [
        ([Verdict.VERIFIED] * 4 + [Verdict.DRIFTED], Verdict.DRIFTED, (4, 5)),
        ([Verdict.VERIFIED] * 2 + [Verdict.VERIFIED_SHAPE] * 3, Verdict.DRIFTED, (2, 5)),
        ([Verdict.VERIFIED_SHAPE] * 3 + [Verdict.DRIFTED] * 2, Verdict.DRIFTED, (3, 5)),
        ([Verdict.VERIFIED] + [Verdict.RAISED] * 4, Verdict.RAISED, (1, 5)),
        ([Verdict.RAN] * 4 + [Verdict.TIMEOUT], Verdict.TIMEOUT, (0, 5)),
    ],
)
def test_one_run_that_differs_takes_the_green_away(
    verdicts: list[Verdict], verdict: Verdict, share: tuple[int, int]
) -> None:
    """The worst verdict counts, and the share is told."""
    row = _agreed(*verdicts)

    assert (row.verdict, row.share, row.grade) == (verdict, share, None)
    assert ("of 5 runs" in row.reason) if share[0] else ("1 of 5 were timeout" in row.reason)


def test_the_least_close_of_several_green_runs_is_the_grade() -> None:
    """Nothing closer than what every run showed is claimed."""
    rows = [Checked(NAME, "k", Verdict.VERIFIED, "", grade=each) for each in (Grade.EXACT, Grade.NUMBERS)]

    assert agreed(rows).grade is Grade.NUMBERS


def test_luck_is_found_by_running(session: Callable[..., Session]) -> None:
    """Order of a set of words, a random draw, and code that is simply right: real processes."""
    notes = session(
        "a",
        ("next(iter({'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'}))", "'a'"),
        ("import random\nrandom.random() < 0.5", "True"),
        ("sorted({3, 1, 2})", "[1, 2, 3]"),
        "1 / 0",
    )

    results, _ = run_often([notes], RunOptions(timeout=20, jobs=1))

    rows = [results.checked[each.id] for each in notes.snippets]
    assert [row.verdict for row in rows] == [
        Verdict.DRIFTED,
        Verdict.DRIFTED,
        Verdict.VERIFIED,
        Verdict.RAISED,
    ]
    assert rows[1].share is not None
    assert 0 < rows[1].share[0] < 5
    assert rows[2].share is None
