"""A lost layout that its own snippet does not decide: what is recorded further down may."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kbtools.verify.outcome import Course, Outcome
from kbtools.verify.plan import Plan

MOST = 24
"""Layouts of one snippet that are followed to the end of the session; more are left undecided."""
ROUNDS = 4
"""Undecided snippets of one session that are followed, one after the other."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A session to be run once more with one more layout taken."""

    plan: Plan
    index: int
    """Of the snippet whose layout is tried."""
    layouts: Mapping[int, int]
    """All layouts taken, by index of the snippet, the one on trial included."""


def trials(plan: Plan, course: Course, hopeless: frozenset[int]) -> list[Trial]:
    """One trial for each way the first undecided snippet can behave; none when nothing below could tell."""
    undecided = [plan.sent[place] for place in sorted(course.undecided) if plan.sent[place] not in hopeless]
    if not undecided or course.end != "done" or not _recorded_below(plan, undecided[0]):
        return []
    index = undecided[0]
    ways = list(_ways(course.undecided[plan.place(index)]))
    before = {plan.sent[place]: each.layout for place, each in course.outcomes.items()}
    settled = {above: layout for above, layout in before.items() if above < index}
    return [Trial(plan, index, {**settled, index: way}) for way in ways] if len(ways) <= MOST else []


def _ways(tried: Sequence[Outcome | None]) -> Iterator[int]:
    """The likeliest layout of each way to behave, without those that fail at once."""
    seen = set()
    for outcome in tried:
        if outcome and outcome.failure is None and (outcome.output, outcome.digest) not in seen:
            seen.add((outcome.output, outcome.digest))
            yield outcome.layout


def _recorded_below(plan: Plan, index: int) -> bool:
    snippets = plan.session.snippets
    return any(snippets[below].recorded for below in plan.sent if below > index)


def best(scores: Sequence[int], without: int) -> int | None:
    """Position of the likeliest trial with the most true records; None when taking none gives as many."""
    top = max(scores, default=without)
    return scores.index(top) if top > without else None


def relabelled(course: Course, plan: Plan, layouts: Mapping[int, int]) -> Course:
    """The course of a session that was sent with some layouts taken, by their own numbers again."""
    outcomes = {
        place: replace(outcome, layout=layouts.get(plan.sent[place], outcome.layout))
        for place, outcome in course.outcomes.items()
    }
    return replace(course, outcomes=outcomes)
