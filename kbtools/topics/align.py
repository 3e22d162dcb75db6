"""The items of one document are placed together: its order is evidence, and jumps have a price."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Scores = Mapping[int, float]
"""Topic, by its index in reading order, to points."""

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
    forward: float
    back: float
    by_distance: float

    def __call__(self, start: int, end: int, gap: float | None) -> float:
        """The price of a move; where the gap is known, that of the difference to it."""
        distance = self.ranks[end] - self.ranks[start]
        if distance < 0:
            return self.back + self.by_distance * math.log1p(-distance)
        step = 0.0 if start == end else self.forward
        if gap is None:
            return step + self.by_distance * math.log1p(distance)
        return step + self.by_distance * abs(math.log((1 + distance) / (1 + gap)))


def align(
    rows: Sequence[Scores], leaves: Sequence[int], prices: Prices, gaps: Sequence[float | None]
) -> list[Aligned]:
    """The best way through the document, by Viterbi's algorithm over the topics worth a look at each item.

    `gaps` has, an item, the distance to the item before it; `leaves` the topics without children by rank.
    """
    if not rows or not prices.ranks:
        return []
    best: dict[int, float] = {}
    steps: list[Mapping[int, int]] = []
    sums: list[Scores] = []
    for row, gap, coming in zip(rows, gaps, _coming(rows), strict=True):
        possible = {*_possible(row, best, leaves, prices.ranks), *coming} or {0}
        reached = _reached(best, possible, prices, gap)
        points = {topic: value + row.get(topic, 0.0) for topic, (_, value) in reached.items()}
        best = {topic: points[topic] for topic in _first(points, _KEPT)}
        steps.append({topic: start for topic, (start, _) in reached.items()})
        sums.append(points)
    path = [max(best, key=lambda topic: (best[topic], -topic))]
    for starts in reversed(steps[1:]):
        path.append(starts[path[-1]])
    return _on_the_way(rows, sums, path[::-1], prices, gaps)


def _possible(row: Scores, best: Scores, leaves: Sequence[int], ranks: Sequence[int]) -> set[int]:
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
    best: Scores, possible: set[int], prices: Prices, gap: float | None
) -> dict[int, tuple[int, float]]:
    """The best topic to come from and the value there, for every topic that is possible now."""
    if not best:
        return {topic: (topic, 0.0) for topic in possible}
    starts, reached = list(best), {}
    for topic in sorted(possible):
        values = [points - prices(start, topic, gap) for start, points in best.items()]
        value = max(values)
        reached[topic] = (starts[values.index(value)], value)
    return reached


def _on_the_way(
    rows: Sequence[Scores],
    sums: Sequence[Scores],
    path: Sequence[int],
    prices: Prices,
    gaps: Sequence[float | None],
) -> list[Aligned]:
    """Every choice beside what else was possible: with the best way through the document that leads there."""
    found: list[Aligned] = []
    after: dict[int, float] = {}
    gap: float | None = None
    for index in range(len(path) - 1, -1, -1):
        tried = {path[index]: None, **dict.fromkeys(_first(sums[index], _TRIED))}
        onward = {topic: _onward(topic, after, prices, gap) for topic in tried}
        found.append(Aligned(path[index], {topic: sums[index][topic] + onward[topic] for topic in tried}))
        row, gap = rows[index], gaps[index]
        after = {topic: row.get(topic, 0.0) + value for topic, value in onward.items()}
    return found[::-1]


def _onward(topic: int, after: Scores, prices: Prices, gap: float | None) -> float:
    """The most that the rest of the document can give behind a topic."""
    return max([value - prices(topic, end, gap) for end, value in after.items()], default=0.0)
