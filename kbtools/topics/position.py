"""How far apart the highlights of one document stand, in topics: a place is evidence too."""

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from kbtools.model import Highlight, Item, Unit

_ENOUGH_ITEMS, _ENOUGH_TOPICS = 5, 3
# Fewer highlights, or highlights of fewer topics, do not tell how long a topic is.
_UNSTEADY, _STEADY = 0.7, 1.3
# Points of a step that is off by a factor of e, at least and at most.
_WHOLE_DOCUMENT = frozenset({Unit.PDF_OFFSET, Unit.PAGE, Unit.LOCATION, Unit.SECONDS})


def reading_order(item: Highlight) -> tuple[str, str, int, int]:
    """Documents one after the other, each from its beginning; without a place the source's own order."""
    if item.place is None:
        return ("", "", 0, item.lines.start)
    return (item.place.document, item.place.chapter, item.place.start, item.lines.start)


def gaps(items: Sequence[Item], ranks: Sequence[int], said: Sequence[float]) -> list[float | None]:
    """The distance of every item to the one before it, in topics; empty where that cannot be told.

    `ranks` are those of the topics that the items seem to belong to, and `said` what each says for its own:
    they tell how long a topic is.
    """
    starts = [_start(item) for item in items]
    known = [start for start in starts if start is not None]
    topics = max(ranks, default=0) - min(ranks, default=0)
    if len(known) < max(_ENOUGH_ITEMS, len(items)) or topics < _ENOUGH_TOPICS or known[-1] <= known[0]:
        return []
    heard = [(start, rank) for start, rank, points in zip(known, ranks, said, strict=True) if points > 0]
    length = _length(heard) or (known[-1] - known[0]) / topics
    return [None, *((end - start) / length for start, end in pairwise(known))]


def _length(heard: Sequence[tuple[int, int]]) -> float | None:
    """How long a topic is by most pairs of places that are half of all apart; None where none ascends.

    One passage that seems to stand far away says nothing of the others, as it would of the whole.
    """
    half = len(heard) // 2
    pairs = zip(heard, heard[half:], strict=False) if half else ()
    lengths = [(end - start) / (after - before) for (start, before), (end, after) in pairs if after > before]
    return median(lengths) or None if len(lengths) >= _ENOUGH_TOPICS else None


def pace(apart: Sequence[float | None], ranks: Sequence[int]) -> float:
    """How much a step tells that is longer or shorter than its distance: more in a steadier document.

    `apart` are the distances that `gaps` gives, `ranks` those of the topics that the items seem to belong to.
    """
    steps = [end - start for start, end in pairwise(ranks)]
    off = [
        abs(math.log((1 + step) / (1 + gap)))
        for step, gap in zip(steps, apart[1:], strict=True)
        if gap is not None and step >= 0
    ]
    usual = sum(off) / len(off) if off else 1.0
    return min(_STEADY, max(_UNSTEADY, 1 / max(usual, 1 / _STEADY)))


def _start(item: Item) -> int | None:
    place = item.place if isinstance(item, Highlight) else None
    return place.start if place and place.unit in _WHOLE_DOCUMENT else None
