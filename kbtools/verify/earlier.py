"""A record that fits only an earlier state of a name rebound since: the state before the rebinding is tried.

The session keeps a fork of itself before each rebinding that a record below may look behind; the snippets
that did not come true run in it. Where there is none (no forks, threads, too little memory), the session runs
once more up to the rebinding and from there on only through those snippets.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from kbtools.model import Checked, SnippetId, Verdict
from kbtools.verify.outcome import Course
from kbtools.verify.plan import NONE, Plan, sent

MOST = 6
"""Ways back of one session; the nearest are tried first."""
_UNBOUND = frozenset({Verdict.RAISED, Verdict.BLOCKED, Verdict.TIMEOUT, Verdict.DENIED})
_UNTRUE = frozenset({Verdict.DRIFTED, Verdict.RAISED, Verdict.BLOCKED})
_SAYS_LITTLE = re.compile(r"\s*(?:True|False|None|-?\d+)?\s*")
"""Records that half of all states would reproduce."""
_MEETS_CHILDREN = re.compile(r"\b(?:fork\w*|wait\w*|psutil|active_children)\b")
"""Code that would find a checkpoint among the children of its process."""


@dataclass(frozen=True, slots=True)
class Return:
    """A way back: the session without what stands between a rebinding and the untrue snippets."""

    whole: Plan
    """All of the session."""
    plan: Plan
    """What is run of it."""
    rebinding: int
    """Index of the snippet that bound the name anew."""
    origin: int
    """Index of the snippet that had bound it before."""
    name: str
    layouts: Mapping[int, int]
    """Layouts that were taken in the first pass, by index of the snippet."""
    targets: tuple[int, ...]
    """Indices of the snippets in question."""

    def state(self) -> str:
        """From which line's state a record is true, in a sentence."""
        at, anew = self.line(self.origin), self.line(self.rebinding)
        if self.name in self.whole.names[self.rebinding].gives:
            return f" It is true of {self.name} as line {at} left it, before line {anew} bound it anew."
        return f" It is true of {self.name} as line {at} left it, before line {anew} changed it."

    def timed(self) -> bool:
        """Whether a snippet in question has a time limit of its own, which no checkpoint keeps."""
        return any(self.whole.session.snippets[index].options.timeout for index in self.targets)

    def order(self) -> dict[str, Any]:
        """What its checkpoint is to run, as the worker gets it."""
        snippets = [(self.whole.place(index), sent(self.plan, index)) for index in self.targets]
        return {"from": self.whole.place(self.rebinding), "snippets": snippets}

    def course(self, main: Course) -> Course | None:
        """What came of the order, as a course of `plan`; None where no checkpoint has run it.

        Args:
            main: The course of the whole session.
        """
        found = main.back.get(self.whole.place(self.rebinding))
        if found is None:
            return None
        places = {self.whole.place(index): self.plan.place(index) for index in self.plan.sent}
        first = self.whole.place(self.rebinding)
        before = {place: each for place, each in main.outcomes.items() if place < first}
        left = {place: each for place, each in main.undecided.items() if place < first}
        return Course(
            before | {places[place]: each for place, each in found.outcomes.items()},
            left | {places[place]: each for place, each in found.undecided.items()},
            places.get(found.last, -1),
            found.end,
        )

    def line(self, index: int) -> int:
        """The 1-based source line of a snippet."""
        snippet = self.plan.session.snippets[index]
        return snippet.layouts[0].line if snippet.layouts else snippet.lines.start


def returns(plan: Plan, done: Mapping[SnippetId, Checked], layouts: Mapping[int, int]) -> list[Return]:
    """The ways back worth trying for a session, nearest first; none when all came true."""
    snippets = plan.session.snippets
    untrue = [index for index in plan.sent if done[snippets[index].id].verdict in _UNTRUE]
    found: dict[int, Return] = {}
    for target in untrue:
        if not _says_enough(snippets[target].recorded):
            continue
        for way in _rebindings(plan, target):
            if done[snippets[way[0]].id].verdict not in _UNBOUND:
                found.setdefault(way[1], _return(plan, layouts, untrue, way))
    nearest = sorted(found.values(), key=lambda way: way.targets[0] - way.rebinding)
    return nearest[:MOST]


def checkpoints(plan: Plan) -> frozenset[int]:
    """Indices of the snippets before which a session should keep its state, the nearest to a record first.

    None where nothing is bound anew, and none where the note's code looks at the children of its process.
    """
    snippets = plan.session.snippets
    distance: dict[int, int] = {}
    for target in plan.sent:
        if _says_enough(snippets[target].recorded):
            for _, rebinding, _ in _rebindings(plan, target):
                distance[rebinding] = min(target - rebinding, distance.get(rebinding, target))
    if any(_MEETS_CHILDREN.search(snippets[index].text) for index in plan.sent):
        return frozenset()
    return frozenset(sorted(distance, key=lambda index: (distance[index], index))[:MOST])


def _return(plan: Plan, layouts: Mapping[int, int], untrue: list[int], way: tuple[int, int, str]) -> Return:
    origin, rebinding, name = way
    wanted = {name}
    targets = []
    for index in (each for each in untrue if each > rebinding):
        if plan.names[index].takes & wanted:
            targets.append(index)
            wanted |= plan.names[index].gives
    before = tuple(index for index in plan.sent if index < rebinding)
    runs = (*before, *targets)
    names = tuple(each if index in runs else NONE for index, each in enumerate(plan.names))
    kept = {index: layout for index, layout in layouts.items() if index < rebinding}
    return Return(plan, replace(plan, sent=runs, names=names), rebinding, origin, name, kept, tuple(targets))


def _rebindings(plan: Plan, target: int) -> Iterator[tuple[int, int, str]]:
    """Two snippets above one, the later of which binds or alters a name that it takes, with that name."""
    above = [index for index in plan.sent if index < target]
    for name in sorted(plan.names[target].takes):
        binders = [index for index in above if name in plan.names[index].gives | plan.names[index].alters]
        yield from ((origin, later, name) for origin, later in pairwise(binders))


def _says_enough(recorded: str | None) -> bool:
    return recorded is not None and _SAYS_LITTLE.fullmatch(recorded) is None


def taken(
    way: Return, checked: Mapping[SnippetId, Checked], before: Mapping[SnippetId, Checked]
) -> dict[SnippetId, Checked]:
    """The verdicts that are true of the earlier state.

    Args:
        way: The way back.
        checked: What came of it.
        before: The verdicts so far; what is true without going back stays.
    """
    ids = [way.plan.session.snippets[index].id for index in way.targets]
    return {
        each: checked[each] for each in ids if checked[each].verdict.green and before[each].verdict in _UNTRUE
    }
