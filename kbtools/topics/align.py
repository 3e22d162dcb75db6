"""The items of one document are placed together: its order is evidence, and jumps have a price."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

Scores = Mapping[int, float]
"""Topic, by its index in reading order, to points."""

_CLEAR, _ENOUGH, _ASCENDING, _JUMPING = 1.5, 8, 0.65, 0.3
# Points that say clearly where an item belongs; how many pairs of such items tell whether a document has the
# order of the outline; what share of them then ascends; and what is left of the prices where it has not.
_MIDDLE = 0.5
# Where in a topic a passage is thought to stand when nothing before it tells: halfway.
_BEST, _CARRIED, _AHEAD, _COMING, _KEPT, _TRIED = 8, 4, 5, 2, 8, 6
# Topics an item itself speaks for, those that the item before had, those that come next, and all that are
# followed further: the others are not worth their price. They bound the time an item takes, whatever the size
# of the outline.


@dataclass(frozen=True, slots=True)
class Aligned:
    """Where one item of a document belongs."""

    topic: int
    values: Scores
    """Topics that were possible, with the points of the whole document if the item stood there."""


@dataclass(frozen=True, slots=True)
class Prices:
    """What moves cost, in points."""

    ranks: Sequence[int]
    """Of every topic: how many topics without children stand before it."""
    back: float
    by_distance: float
    forward: float = 0.0
    """Of a step ahead whose length is not known."""

    def __call__(self, start: int, end: int, gap: float | None, inside: float) -> float:
        """The price of a move; where the gap is known, that of the difference to it.

        `inside` is how far in its topic the item before stands, from 0 to 1.
        """
        distance = self.ranks[end] - self.ranks[start]
        if distance < 0:
            return self.back + self.by_distance * math.log1p(-distance)
        if gap is None:
            step = 0.0 if start == end else self.forward
            return step + self.by_distance * math.log1p(distance)
        usual = inside + gap
        return self.by_distance * abs(math.log((1 + _nearest(distance, usual)) / (1 + usual)))

    def inside(self, start: int, end: int, gap: float | None, inside: float) -> float:
        """How far in its topic an item stands that is so far behind one that is so far in its own."""
        distance = self.ranks[end] - self.ranks[start]
        if gap is None or distance < 0:
            return _MIDDLE
        return _nearest(distance, inside + gap) - distance


def _nearest(distance: int, usual: float) -> float:
    """The place in a topic that many topics ahead that is nearest to the usual one."""
    return min(max(usual, distance), distance + 1)


def in_its_order(rows: Sequence[Scores], prices: Prices) -> Prices:
    """The prices of moves in a document that follows the outline, or in one that jumps about in it.

    What its items themselves say most of tells which it is.
    """
    ranks = [prices.ranks[_first(row, 1)[0]] for row in rows if max(row.values(), default=0.0) >= _CLEAR]
    far = sorted({len(ranks) // 4, len(ranks) // 3, len(ranks) // 2} - {0, 1})
    # A lecture's slides jump about in its chapter, and a chapter may stand before an earlier one.
    if _ascends(ranks, [1]) or _ascends(ranks, far):
        return prices
    return replace(prices, back=prices.back * _JUMPING, by_distance=prices.by_distance * _JUMPING)


def _ascends(ranks: Sequence[int], apart: Iterable[int]) -> bool:
    """Whether most items so far apart ascend; of too few it is taken for granted."""
    pairs = (pair for distance in apart for pair in zip(ranks, ranks[distance:], strict=False))
    moves = [end - start for start, end in pairs if start != end]
    return len(moves) < _ENOUGH or sum(move > 0 for move in moves) > _ASCENDING * len(moves)


@dataclass(frozen=True, slots=True)
class _Way:
    """The best way to a topic."""

    start: int
    """The topic of the item before."""
    points: float
    inside: float
    """How far in the topic the item stands, from 0 to 1."""


def align(
    rows: Sequence[Scores], leaves: Sequence[int], prices: Prices, gaps: Sequence[float | None]
) -> list[Aligned]:
    """The best way through the document, by Viterbi's algorithm over the topics worth a look at each item.

    `gaps` has, an item, the distance to the item before it; `leaves` the topics without children by rank.
    """
    if not rows or not prices.ranks:
        return []
    best: Mapping[int, _Way] = {}
    steps: list[Mapping[int, _Way]] = []
    for row, gap, coming in zip(rows, gaps, _coming(rows), strict=True):
        possible = {*_possible(row, best, leaves, prices.ranks), *coming} or {0}
        reached = _reached(best, possible, prices, gap, row)
        # What the next one speaks for is followed too: it stands ahead only when that is counted.
        best = {topic: reached[topic] for topic in (*_first(_points(reached), _KEPT), *coming)}
        steps.append(reached)
    path = [max(best, key=lambda topic: (best[topic].points, -topic))]
    for step in reversed(steps[1:]):
        path.append(step[path[-1]].start)
    return _on_the_way(rows, steps, path[::-1], prices, gaps)


def _points(ways: Mapping[int, _Way]) -> dict[int, float]:
    return {topic: way.points for topic, way in ways.items()}


def _possible(row: Scores, best: Iterable[int], leaves: Sequence[int], ranks: Sequence[int]) -> set[int]:
    own = _first(row, _BEST)
    carried = list(best)[:_CARRIED]
    possible = {*own, *carried}
    if carried:
        rank = ranks[carried[0]]
        possible.update(leaves[rank : rank + _AHEAD])
    return possible


def _coming(rows: Sequence[Scores]) -> list[list[int]]:
    """What the next item that says something speaks for: an item before it may belong there already."""
    coming: list[list[int]] = []
    following: list[int] = []
    for row in reversed(rows):
        coming.append(following)
        following = _first(row, _COMING) or following
    return coming[::-1]


def _first(points: Scores, count: int) -> list[int]:
    """The topics with most points, the earlier one first where they are equal."""
    return sorted(points, key=lambda topic: (-points[topic], topic))[:count]


def _reached(
    best: Mapping[int, _Way], possible: set[int], prices: Prices, gap: float | None, row: Scores
) -> dict[int, _Way]:
    """The best way to every topic that is possible now."""
    if not best:
        return {topic: _Way(topic, row.get(topic, 0.0), _MIDDLE) for topic in possible}
    starts, reached = list(best), {}
    for topic in sorted(possible):
        values = [way.points - prices(start, topic, gap, way.inside) for start, way in best.items()]
        value = max(values)
        start = starts[values.index(value)]
        inside = prices.inside(start, topic, gap, best[start].inside)
        reached[topic] = _Way(start, value + row.get(topic, 0.0), inside)
    return reached


def _on_the_way(
    rows: Sequence[Scores],
    steps: Sequence[Mapping[int, _Way]],
    path: Sequence[int],
    prices: Prices,
    gaps: Sequence[float | None],
) -> list[Aligned]:
    """Every choice beside what else was possible: with the best way through the document that leads there."""
    found: list[Aligned] = []
    after: dict[int, float] = {}
    gap: float | None = None
    for index in range(len(path) - 1, -1, -1):
        ways = steps[index]
        tried = {path[index]: None, **dict.fromkeys(_first(_points(ways), _TRIED))}
        onward = {topic: _onward(topic, after, prices, gap, ways[topic].inside) for topic in tried}
        found.append(Aligned(path[index], {topic: ways[topic].points + onward[topic] for topic in tried}))
        row, gap = rows[index], gaps[index]
        after = {topic: row.get(topic, 0.0) + value for topic, value in onward.items()}
    return found[::-1]


def _onward(topic: int, after: Scores, prices: Prices, gap: float | None, inside: float) -> float:
    """The most that the rest of the document can give behind a topic."""
    return max([value - prices(topic, end, gap, inside) for end, value in after.items()], default=0.0)
