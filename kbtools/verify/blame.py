"""Why a name is missing or stale: the snippet that should have defined it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kbtools.model import Layout
from kbtools.verify.names import names_left
from kbtools.verify.outcome import Outcome
from kbtools.verify.plan import Plan
from kbtools.verify.supplied import SUPPLIED


@dataclass(frozen=True, slots=True)
class Blame:
    """A name that is not what its author meant it to be."""

    name: str
    definer: int | None
    """Index of the snippet above that should have defined it; None when there is none."""
    later: int | None = None
    """Index of the first snippet below that defines it; None when there is none, or when one above does."""
    verb: str = "defined"
    """What the snippet above should have done with the name."""


def missing(plan: Plan, outcomes: Mapping[int, Outcome], index: int, name: str) -> Blame:
    """Who should have defined a name that the snippet at `index` did not find."""
    definers = [above for above in range(index) if name in plan.names[above].gives]
    failed = [above for above in definers if _owes(plan, outcomes, above, name)]
    below = range(index + 1, len(plan.names))
    later = next((each for each in below if name in plan.names[each].gives), None)
    return Blame(name, failed[-1], None) if failed else Blame(name, None, later)


def stale(plan: Plan, outcomes: Mapping[int, Outcome], index: int) -> Blame | None:
    """The first name the snippet takes whose latest definition above failed; None when all came about."""
    supplied = dict(SUPPLIED)
    for name in sorted(plan.names[index].takes - supplied.keys()):
        definers = [above for above in range(index) if name in plan.names[above].gives]
        if definers and _owes(plan, outcomes, definers[-1], name):
            return Blame(name, definers[-1])
    return None


def unchanged(plan: Plan, failed: Collection[int], index: int) -> Blame | None:
    """The first name the snippet takes that a failed snippet above should have changed since it was bound."""
    supplied = dict(SUPPLIED)
    for name in sorted(plan.names[index].takes - supplied.keys()):
        definers = [above for above in range(index) if name in plan.names[above].gives]
        since = range(definers[-1] + 1 if definers else 0, index)
        culprit = next((each for each in since if each in failed and name in plan.names[each].changes), None)
        if culprit is not None:
            return Blame(name, culprit, verb="changed")
    return None


def _owes(plan: Plan, outcomes: Mapping[int, Outcome], index: int, name: str) -> bool:
    """Whether a snippet that gives a name ended before the name was all that it should be."""
    outcome = outcomes.get(plan.place(index))
    if outcome is None or outcome.failure is None:
        return outcome is None
    if name not in outcome.bound:
        return True
    layout = plan.session.snippets[index].layouts[outcome.layout]
    left = names_left(layout.code, _row(layout, outcome.failure.line))
    return name in left.gives | left.changes


def _row(layout: Layout, line: int | None) -> int:
    """The 1-based row of a layout's code that stands in a source line; 1 where none is known to."""
    if line is None:
        return 1
    if layout.line_map:
        return layout.line_map.index(line) + 1 if line in layout.line_map else 1
    return max(1, line - layout.line + 1)
