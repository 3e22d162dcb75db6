"""Whether two passages are the same, one a part of the other, or the same told in two ways: exact rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from kbtools.compare import runs, window
from kbtools.model import Contradiction
from kbtools.topics.join_words import Sort, Word

_ENOUGH, _ENOUGH_TO_DIFFER = 10, 14
# Weight of words in common below which a likeness may be chance.
_ALIKE, _ALIKE_INSIDE = 0.82, 0.88
_ALIKE_APART = 0.9
# Of passages that contradict: what is told in other words as well is another passage.
_LONG = 40
# Weight from which one word told otherwise makes no other passage.
_WHOLE = 0.75
# How long the shorter of two same passages is, measured by the longer; below it is a part.
_MARGIN = 6
_MOST_APART = 2
_SMALL = frozenset(
    "的地得了着过我你您他她它们这那有是会将把被让给可以能够也都就还又再则即便而且和与及或并但却如果因若当时候所其之于在从对为等"
    "一些个种样么什怎此该本要来去后前里上下中时样时称叫作做看视成到用使令需应"
)
# Characters of small words, one of which may stand for another.
_PAIRS = (
    *("行列", "大小", "上下", "左右", "前后", "先后", "正负", "正反", "前反", "加减", "加乘", "乘除", "增减"),
    *("升降", "多少", "高低", "首末", "首尾", "初末", "真假", "入出", "内外", "奇偶", "同异", "长短", "快慢"),
    *("开关", "横纵", "宽高"),
)
_OPPOSITES = frozenset(frozenset(pair) for pair in _PAIRS)
_KINDS = {
    Sort.NUMBER: Contradiction.NUMBER,
    Sort.SIGN: Contradiction.SIGN,
    Sort.IDENTIFIER: Contradiction.IDENTIFIER,
    Sort.NEGATION: Contradiction.NEGATION,
    Sort.NAME: Contradiction.IDENTIFIER,
    Sort.HAN: Contradiction.WORD,
}


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


@dataclass(frozen=True, slots=True)
class _Change:
    """A place where two passages differ: the words of each."""

    first: Sequence[Word]
    second: Sequence[Word]

    @property
    def weight(self) -> int:
        return sum(word.weight for word in (*self.first, *self.second))


def decide(first: Sequence[Word], second: Sequence[Word]) -> Decision:
    """What the first passage is to the second, by their words."""
    if len(first) > len(second):
        return _turned(decide(second, first))
    whole = len(first) >= _WHOLE * len(second)
    near = second if whole else _window(first, second)
    changes, common = _changes(first, near, inside=not whole)
    if common < _ENOUGH:
        return OTHER
    critical = [change for change in changes if _kind(change) is not None]
    others = [change for change in changes if change not in critical]
    rest = sum(change.weight for change in others)
    if 2 * common < (_ALIKE if whole else _ALIKE_INSIDE) * (2 * common + rest):
        return OTHER
    said = frozenset(word.said for word in first) & frozenset(word.said for word in near)
    reworded = [change for change in others if _reworded(change, said)]
    if len(reworded) > (common >= _LONG):
        return OTHER
    if not critical:
        return Decision(Relation.SAME if whole else Relation.INSIDE)
    careless = not any(change.first and change.second for change in others) and 2 * common >= _ALIKE_APART * (
        2 * common + rest
    )
    return _conflict(critical, first, common) if careless else OTHER


def _conflict(critical: Sequence[_Change], first: Sequence[Word], common: int) -> Decision:
    """The two told otherwise; or other passages, when too much of what must be the same is not."""
    marked = sum(word.sort >= Sort.NUMBER for word in first)
    apart = sum(change.weight for change in critical)
    many = len(critical) > 1 and (len(critical) > _MOST_APART or 2 * len(critical) > marked)
    if many or common < _ENOUGH_TO_DIFFER or 2 * common < _ALIKE * (2 * common + apart):
        return OTHER
    kind = _kind(critical[0])
    told = ("".join(_shown(change.first) for change in critical[:1]), _shown(critical[0].second))
    return Decision(Relation.CONFLICT, kind, *told)


def _shown(told: Sequence[Word]) -> str:
    """What makes the difference; all of it where no word alone does."""
    parts: list[str] = []
    marked = [word for word in told if word.sort >= Sort.NUMBER]
    for word in marked or told:
        glue = " " if parts and word.sort is not Sort.HAN and parts[-1][-1:].isascii() else ""
        parts.append(glue + word.shown)
    return "".join(parts)


def _turned(decision: Decision) -> Decision:
    relation = {Relation.INSIDE: Relation.HOLDS, Relation.HOLDS: Relation.INSIDE}
    return Decision(
        relation.get(decision.relation, decision.relation), decision.kind, decision.second, decision.first
    )


def _window(short: Sequence[Word], long: Sequence[Word]) -> Sequence[Word]:
    """The run of the longer passage that is most like the shorter one, with a little around it."""
    start, end = window(*([word.said for word in one] for one in (short, long)))
    return long[max(0, start - _MARGIN) : end + _MARGIN]


def _changes(first: Sequence[Word], second: Sequence[Word], *, inside: bool) -> tuple[list[_Change], int]:
    """Where the two differ, and the weight of what they have in common.

    Of a passage that holds another what stands before and behind that does not count.
    """
    found = list(runs(*([word.said for word in one] for one in (first, second))))
    common = sum(word.weight for run in found if run.same for word in first[run.start : run.stop])
    changes = [
        _Change(first[run.start : run.stop], second[run.other_start : run.other_stop])
        for run in found
        if not run.same
    ]
    if inside and found:
        changes = list(_within(changes, head=not found[0].same, tail=not found[-1].same))
    return changes, common


def _within(changes: Sequence[_Change], *, head: bool, tail: bool) -> Iterator[_Change]:
    """The changes; of those at the edges what the shorter passage has."""
    last = len(changes) - 1
    for at, change in enumerate(changes):
        edge = (head and at == 0) or (tail and at == last)
        if not edge:
            yield change
        elif change.first:
            yield _Change(change.first, ())


def _reworded(change: _Change, said: frozenset[str]) -> bool:
    """Whether one word of weight stands for another; a name that both passages have is a translation."""
    if _split(change):
        return False
    sides = [[word.said for word in side if _has_weight(word)] for side in (change.first, change.second)]
    return all(sides) and not any(word in said for side in sides for word in side if word.isascii())


def _split(change: _Change) -> bool:
    """Whether the two differ in nothing but where a word ends."""
    one, other = ("".join(word.said for word in side).casefold() for side in (change.first, change.second))
    return one == other


def _has_weight(word: Word) -> bool:
    return word.sort is Sort.NAME or word.said not in _SMALL


def _kind(change: _Change) -> Contradiction | None:
    """What sort of word makes the two differ in what they say; None for a way of telling it."""
    if _split(change):
        return None
    for word in (*change.first, *change.second):
        if word.sort >= Sort.NUMBER:
            return _KINDS[word.sort]
    names = [{word.said for word in side if word.sort is Sort.NAME} for side in (change.first, change.second)]
    if all(names):
        return Contradiction.IDENTIFIER
    pairs = (frozenset((own.said, other.said)) for own in change.first for other in change.second)
    return Contradiction.WORD if any(pair in _OPPOSITES for pair in pairs) else None
