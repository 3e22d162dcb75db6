"""How far apart the highlights of one document stand, in topics: a place is evidence too."""

from collections.abc import Sequence
from itertools import pairwise

from kbtools.model import Highlight, Item, Unit

_ENOUGH_ITEMS, _ENOUGH_TOPICS = 5, 3
# Fewer highlights, or highlights of fewer topics, do not tell how long a topic is.
_WHOLE_DOCUMENT = frozenset({Unit.PDF_OFFSET, Unit.PAGE, Unit.LOCATION, Unit.SECONDS})


def reading_order(item: Highlight) -> tuple[str, str, int, int]:
    """Documents one after the other, each from its beginning; without a place the source's own order."""
    if item.place is None:
        return ("", "", 0, item.lines.start)
    return (item.place.document, item.place.chapter, item.place.start, item.lines.start)


def gaps(items: Sequence[Item], ranks: Sequence[int]) -> list[float | None]:
    """The distance of every item to the one before it, in topics; empty where that cannot be told.

    `ranks` are those of the topics that the items seem to belong to: they tell how long a topic is.
    """
    starts = [_start(item) for item in items]
    known = [start for start in starts if start is not None]
    topics = max(ranks, default=0) - min(ranks, default=0)
    if len(known) < max(_ENOUGH_ITEMS, len(items)) or topics < _ENOUGH_TOPICS or known[-1] <= known[0]:
        return []
    length = (known[-1] - known[0]) / topics
    return [None, *((end - start) / length for start, end in pairwise(known))]


def _start(item: Item) -> int | None:
    place = item.place if isinstance(item, Highlight) else None
    return place.start if place and place.unit in _WHOLE_DOCUMENT else None
