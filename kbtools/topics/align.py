"""Highlights of one document ascend in it: their topics are chosen together, not one by one."""

from collections.abc import Mapping, Sequence

_FLOOR = 0.02
# A score below which words say nothing; also what a topic without common words gets.
_STAY, _FORWARD, _BACK = 0.0, 0.12, 0.9
# Cost of going on to another topic, in the units of a score's logarithm over ten.


def align(scores: Sequence[Mapping[int, float]], topics: int) -> list[int]:
    """The index of a topic for every highlight, in reading order: good words, few jumps, mostly forward.

    `scores` has, a highlight, the cosine with each topic that shares a word; an empty list for no topics.
    """
    if not topics or not scores:
        return []
    best, back = [_gain(scores[0], topic) for topic in range(topics)], []
    for row in scores[1:]:
        choices = [_step(best, topic) for topic in range(topics)]
        back.append([choice for choice, _ in choices])
        best = [value + _gain(row, topic) for topic, (_, value) in enumerate(choices)]
    path = [max(range(topics), key=best.__getitem__)]
    for choices_of in reversed(back):
        path.append(choices_of[path[-1]])
    return path[::-1]


def _gain(row: Mapping[int, float], topic: int) -> float:
    """What the words give: the cosine above the floor, weighed against the strongest of the row."""
    top = max(row.values(), default=0.0)
    if top <= _FLOOR:
        return 0.0
    return row.get(topic, 0.0) / max(top, 0.1)


def _step(best: Sequence[float], topic: int) -> tuple[int, float]:
    """The best topic to come from, and its value less the cost of the move."""
    came = max(range(len(best)), key=lambda other: best[other] - _cost(other, topic))
    return came, best[came] - _cost(came, topic)


def _cost(start: int, end: int) -> float:
    if start == end:
        return _STAY
    return _FORWARD if end > start else _BACK
