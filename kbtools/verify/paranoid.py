"""Everything five times over, each time with other hashes, addresses and random values."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kbtools.model import Checked, Grade, Results, Session, Verdict
from kbtools.problems import Problem
from kbtools.verify.options import RunOptions
from kbtools.verify.outcome import StoppedError
from kbtools.verify.run import run
from kbtools.verify.runner import Progress
from kbtools.verify.worse import ORDER

RUNS = 5
STRIDE = 2
"""Distance between the seeds of two runs: each run uses the next one for its own second look."""


def run_often(
    sessions: Sequence[Session], options: RunOptions, progress: Progress | None = None
) -> tuple[Results, tuple[Problem, ...]]:
    """All verdicts after RUNS runs in as many processes; nothing stored saves a run.

    A verdict is green only when all runs gave it. What came true in some of the runs only has the verdict of
    the worst of them, and says in how many it came true.

    Raises:
        VerifyError: The Python cannot be started, or the fence is not what `strict` demands.
        StoppedError: The person stopped it; holds nothing.
    """
    passes: list[Results] = []
    problems: dict[Problem, None] = {}
    for number in range(RUNS):
        told = _offset(progress, number)
        try:
            results, said = run(sessions, replace(options, seed=number * STRIDE), Results(), told)
        except StoppedError:
            raise StoppedError(Results()) from None  # One run says nothing of the others.
        passes.append(results)
        problems |= dict.fromkeys(said)
    rows = {name: agreed([each.checked[name] for each in passes]) for name in passes[0].checked}
    figures = {name: png for each in passes for name, png in each.figures.items()}
    return Results(rows, passes[0].environments, figures=figures), tuple(problems)


def _offset(progress: Progress | None, number: int) -> Progress | None:
    if progress is None:
        return None
    return lambda source, done, total: progress(source, number * total + done, RUNS * total)


def agreed(rows: Sequence[Checked]) -> Checked:
    """What several runs of one snippet say together.

    Raises:
        ValueError: there are no rows.
    """
    verdicts = Counter(row.verdict for row in rows)
    if not verdicts:
        raise ValueError("no runs")
    if len(verdicts) == 1:
        return _worst(rows)
    true, total = _true(verdicts), len(rows)
    worst = _worst(rows)
    if worst.verdict.green:  # Random values that were the recorded ones by chance.
        reason = f"Its record came true in {true} of {total} runs only: its values are random."
        return replace(worst, verdict=Verdict.DRIFTED, grade=None, reason=reason, share=(true, total))
    said = (
        f"Its record came true in {true} of {total} runs only." if true else _rarely(worst, verdicts, total)
    )
    return replace(worst, grade=None, reason=f"{said} {worst.reason}", share=(true, total))


def _true(verdicts: Counter[Verdict]) -> int:
    """Runs that showed the record to be true; where values are random, those that gave the recorded ones."""
    shape = verdicts[Verdict.VERIFIED_SHAPE]
    return verdicts[Verdict.VERIFIED] or shape


def _rarely(worst: Checked, verdicts: Counter[Verdict], total: int) -> str:
    return f"Its runs do not agree: {verdicts[worst.verdict]} of {total} were {worst.verdict}."


def _worst(rows: Sequence[Checked]) -> Checked:
    """The row furthest down the order, the first of several; of equal verdicts the one least close."""
    return max(rows, key=lambda row: (ORDER.index(row.verdict) if row.verdict in ORDER else -1, _far(row)))


def _far(row: Checked) -> int:
    return list(Grade).index(row.grade) if row.grade else 0
