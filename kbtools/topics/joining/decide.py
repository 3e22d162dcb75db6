"""Whether two passages are the same, one a part of the other, or the same told in two ways: exact rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from kbtools.compare import window
from kbtools.model import Contradiction
from kbtools.topics.joining.change import Change, alike, weight
from kbtools.topics.joining.changes import Comparison, compare
from kbtools.topics.joining.contradiction import has_weight, kind, reworded
from kbtools.topics.joining.dispute import dispute
from kbtools.topics.joining.word import Sort, Word

_ENOUGH = 10
# Weight of words in common below which a likeness may be chance.
_ALIKE, _ALIKE_INSIDE, _ALIKE_APART = 0.82, 0.88, 0.9
# The last of passages that contradict: what is told in other words as well is another passage.
_LONG, _LONG_ENGLISH = 40, 80
# Weight from which one slip makes no other passage.
_WHOLE = 0.75
# How long the shorter of two same passages is, measured by the longer; below it is a part.
_MARGIN = 6
_MOST_MORE = 2
_HALF = 0.5
# Of a sentence that stands in another passage, or against it, more than that is said there: `_ALIKE` of what
# differs as a way of telling it, and as much again of what contradicts, leave 0.53 of it.


class Relation(Enum):
    """What one passage is to another."""

    OTHER = 0
    SAME = 1
    INSIDE = 2
    """The first is a part of the second."""
    HOLDS = 3
    """The second is a part of the first."""
    CONFLICT = 4


@dataclass(frozen=True, slots=True)
class Decision:
    """What was found, and for a conflict what the two say otherwise."""

    relation: Relation
    kind: Contradiction | None = None
    first: str = ""
    second: str = ""


OTHER = Decision(Relation.OTHER)


def decide(first: Sequence[Word], second: Sequence[Word]) -> Decision:
    """What the first passage is to the second, by their words."""
    if len(first) > len(second):
        return _turned(decide(second, first))
    if _is_other(first, second):
        return OTHER
    if len(first) < _WHOLE * len(second):
        part = _decide(first, _window(first, second), whole=False)
        near = len(second) <= _MOST_MORE * len(first)
        # Sentences of the longer one may stand between those of the shorter.
        return _decide(first, second, whole=False) if part is OTHER and near else part
    found = _decide(first, second, whole=True)
    if found.relation is Relation.SAME:
        return found
    part = _decide(first, second, whole=False)
    return part if part.relation is Relation.INSIDE else found


def _is_other(first: Sequence[Word], second: Sequence[Word]) -> bool:
    """Whether too few words are in both, wherever they stand: no need to lay one beside the other."""
    there = {word.said for word in second}
    common = sum(word.weight for word in first if word.said in there)
    one_sentence = not any(word.last for word in first[:-1])
    return common < _ENOUGH or (one_sentence and common < _HALF * weight(first))


def _decide(first: Sequence[Word], second: Sequence[Word], *, whole: bool) -> Decision:
    found = compare(first, second, inside=not whole)
    english = _is_english(first)
    kinds = [kind(change, english=english) for change in found.changes]
    others = [
        change for change, one in zip(found.changes, kinds, strict=True) if one is None and not change.respelt
    ]
    if (
        found.limited
        or found.common < _ENOUGH
        or not alike(found.common, others, _ALIKE if whole else _ALIKE_INSIDE)
    ):
        return OTHER
    otherwise = [change for change in others if reworded(change, english=english)]
    long = found.common >= (_LONG_ENGLISH if english else _LONG)
    slip = long and len(otherwise) == 1 and otherwise[0].is_slip
    if _is_moved(found, others) or (otherwise and not slip):
        return OTHER
    critical = [(change, one) for change, one in zip(found.changes, kinds, strict=True) if one is not None]
    if not critical:
        return Decision(Relation.SAME if whole else Relation.INSIDE)
    careless = not any(all(change.sides) for change in others) and alike(found.common, others, _ALIKE_APART)
    vaguer = any(change.vaguer for change, _ in critical)
    told = dispute(critical, first, found.common, alone=not others) if careless and not vaguer else None
    return Decision(Relation.CONFLICT, *told) if told else OTHER


def _is_moved(found: Comparison, others: Sequence[Change]) -> bool:
    """Whether a word of weight stands in another place."""
    return any(
        has_weight(word) and word.said in found.moved
        for change in others
        for word in (*change.first, *change.second)
    )


def _is_english(words: Sequence[Word]) -> bool:
    """Whether a passage is told in Latin words: there one of them is no name."""
    return sum(word.sort is Sort.NAME for word in words) > sum(word.sort is Sort.HAN for word in words)


def _turned(decision: Decision) -> Decision:
    relation = {Relation.INSIDE: Relation.HOLDS, Relation.HOLDS: Relation.INSIDE}
    return Decision(
        relation.get(decision.relation, decision.relation), decision.kind, decision.second, decision.first
    )


def _window(short: Sequence[Word], long: Sequence[Word]) -> Sequence[Word]:
    """The run of the longer passage that is most like the shorter one, with a little around it."""
    start, end = window(*([word.said for word in one] for one in (short, long)))
    return long[max(0, start - _MARGIN) : end + _MARGIN]
