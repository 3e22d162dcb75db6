"""Which of several layouts is the author's: what they did decides, never a guess."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kbtools.model import Grade, Snippet
from kbtools.verify.checkers import compare, compare_error, compare_shape
from kbtools.verify.outcome import Outcome

Tried = Sequence[Outcome | None]
Rule = Callable[[Snippet, Tried], int | None]

COMMENTED_SETUP = "commented-setup"
"""The repair that stands last among the layouts and is never taken on its looks."""
_GRADES = tuple(Grade)


def reproduces(snippet: Snippet, tried: Tried) -> int | None:
    """The layout that gives the recorded output most closely; the likelier of two that do."""
    ranked = [(close, outcome.layout) for outcome in tried if (close := grade(snippet, outcome)) and outcome]
    return min(ranked, key=lambda pair: _GRADES.index(pair[0]))[1] if ranked else None


def runs(snippet: Snippet, tried: Tried) -> int | None:
    """The only layout that runs without an error, or any when all that run do the same."""
    clean = [outcome for outcome in tried if outcome and outcome.failure is None]
    return _agreed(clean, lambda each: (each.output, each.digest, _record(snippet, each)))


def fails(_: Snippet, tried: Tried) -> int | None:
    """Where none runs and none broke off: any layout, when all fail for the same reason."""
    whole = [outcome for outcome in tried if outcome is not None]
    if len(whole) < len(tried) or any(outcome.failure is None for outcome in whole):
        return None
    return _agreed(
        whole, lambda each: (each.output, each.failure and (each.failure.type, each.failure.message))
    )


def has_shape(snippet: Snippet, tried: Tried) -> int | None:
    """The only layout whose output has the recorded structure, for values that are random."""
    fitting = [
        each
        for each in tried
        if each and not each.failure and compare_shape(_record(snippet, each), each.output)
    ]
    return fitting[0].layout if len(fitting) == 1 else None


def shows(snippet: Snippet, tried: Tried) -> int | None:
    """Where the text as written prints nothing, the first layout that shows what a record can be held to."""
    layout = _least_repaired(snippet)
    written = None if layout is None else tried[layout]
    if layout is None or written is None or written.failure or written.output.strip():
        return None
    count = len(snippet.layouts[layout].repairs) + 1
    shown = [each for each in tried if each and not each.failure and each.output.strip()]
    asked = [each.layout for each in shown if len(snippet.layouts[each.layout].repairs) == count]
    return asked[0] if asked and _record(snippet, written).strip() else None


def as_written(snippet: Snippet, tried: Tried) -> int | None:
    """The layout that all others only add repairs to, when it runs or takes too long to be tried.

    The author's text needs no guess.
    """
    layout = _least_repaired(snippet)
    outcome = None if layout is None else tried[layout]
    return layout if outcome is None or outcome.failure is None else None


def none_runs(snippet: Snippet, tried: Tried) -> int | None:
    """The same layout where not one of all runs: more repairs would not help."""
    layout = _least_repaired(snippet)
    ends = [outcome is not None and outcome.failure is not None for outcome in tried]
    return layout if all(ends) else None


RULES: tuple[Rule, ...] = (reproduces, has_shape, shows, as_written, runs, fails, none_runs)
"""Asked in this order; the first that names a layout wins."""


def choose(snippet: Snippet, tried: Tried) -> int | None:
    """The index of the layout to take; None when nothing decides.

    Set-up that its author commented out is taken in only where every other layout lacks a name and the
    record comes out with it.
    """
    own = sum(COMMENTED_SETUP not in layout.repairs for layout in snippet.layouts)
    found = reproduces(snippet, tried[:own])
    if found is None and all(_lacks_a_name(each) for each in tried[:own]):
        found = reproduces(snippet, tried)
    if found is not None:
        return found
    snippet, tried = replace(snippet, layouts=snippet.layouts[:own]), tried[:own]
    return next((layout for rule in RULES if (layout := rule(snippet, tried)) is not None), None)


def _lacks_a_name(outcome: Outcome | None) -> bool:
    return outcome is not None and outcome.failure is not None and outcome.failure.name is not None


def grade(snippet: Snippet, outcome: Outcome | None) -> Grade | None:
    """How closely a layout gives what is recorded; None when it does not, or nothing is recorded."""
    if outcome is None or not _record(snippet, outcome).strip():
        return None
    check = compare_error if outcome.failure else compare
    found = check(_record(snippet, outcome), outcome.text)
    return found[0] if found else None


def _record(snippet: Snippet, outcome: Outcome) -> str:
    return snippet.layouts[outcome.layout].recorded or ""


def _least_repaired(snippet: Snippet) -> int | None:
    """Index of the one layout whose repairs begin the repairs of every other; None when no one's do."""
    repairs = [layout.repairs for layout in snippet.layouts]
    least = min(repairs, key=len)
    begins = all(each[: len(least)] == least for each in repairs)
    return repairs.index(least) if begins and repairs.count(least) == 1 else None


def _agreed(outcomes: Sequence[Outcome], what: Callable[[Outcome], object]) -> int | None:
    return outcomes[0].layout if len({what(each) for each in outcomes}) == 1 else None
