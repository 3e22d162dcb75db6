"""A record that fits only an earlier state of a name rebound since: the state before the rebinding is tried.

Each way back is the session once more, run up to the rebinding and from there on only through the snippets
that did not come true: a fork of the same worker, so it costs what those snippets cost.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from kbtools.model import Checked, SnippetId, Verdict
from kbtools.verify.plan import NONE, Plan

MOST = 6
"""Ways back of one session; the nearest are tried first."""
_UNBOUND = frozenset({Verdict.RAISED, Verdict.BLOCKED, Verdict.TIMEOUT, Verdict.DENIED})
_UNTRUE = frozenset({Verdict.DRIFTED, Verdict.RAISED, Verdict.BLOCKED})
_SAYS_LITTLE = re.compile(r"\s*(?:True|False|None|-?\d+)?\s*")
"""Records that half of all states would reproduce."""


@dataclass(frozen=True, slots=True)
class Return:
    """A way back: the session without what stands between a rebinding and the untrue snippets."""

    plan: Plan
    """What is run of the session."""
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
        return f" It is true of {self.name} as line {at} left it, before line {anew} bound it anew."

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


def _return(plan: Plan, layouts: Mapping[int, int], untrue: list[int], way: tuple[int, int, str]) -> Return:
    origin, rebinding, name = way
    wanted = {name}
    targets = []
    for index in (each for each in untrue if each > rebinding):
        if plan.names[index].takes & wanted:
            targets.append(index)
            wanted |= plan.names[index].gives
    before = tuple(index for index in plan.sent if index < rebinding)
    sent = (*before, *targets)
    names = tuple(each if index in sent else NONE for index, each in enumerate(plan.names))
    kept = {index: layout for index, layout in layouts.items() if index < rebinding}
    return Return(replace(plan, sent=sent, names=names), rebinding, origin, name, kept, tuple(targets))


def _rebindings(plan: Plan, target: int) -> Iterator[tuple[int, int, str]]:
    """Two snippets above one, the later of which binds anew a name that the one takes, with that name."""
    above = [index for index in plan.sent if index < target]
    for name in sorted(plan.names[target].takes):
        binders = [index for index in above if name in plan.names[index].gives]
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
