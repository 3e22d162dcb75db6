"""Sources that stand side by side learn from one another: a base of any size is placed shelf by shelf.

What one source says of a topic helps to place another one, so that in a single heap one new file could
move any item. A shelf bounds that: a new file costs its shelf, and the others are remembered.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from kbtools.model import ItemId, Outline, Placement, Reading, TopicSlug
from kbtools.text import digest
from kbtools.topics.atlas import atlas
from kbtools.topics.glossary import Concept, glossary
from kbtools.topics.own_words import own_words
from kbtools.topics.place import Placed, place_shelf
from kbtools.topics.remembered import base_key, dumped, loaded, shelf_key

FEWEST, MOST = 2_000, 3_500
"""Items of a shelf, but for the last one: a smaller base is one shelf."""
_ONE_IN = 8
# Of the sources after which a full shelf may end. Which ones is in their ids, so that a new source moves the
# ends of the shelves beside it and of no other.


class Memory(Protocol):
    """Keeps texts by key from one run to the next; to lose one costs time and nothing else."""

    def get(self, key: str) -> str | None:
        """What was kept; None for nothing."""

    def put(self, key: str, text: str) -> None:
        """Keep it."""


def place_all(
    readings: Sequence[Reading],
    outline: Outline,
    rulings: Mapping[ItemId, TopicSlug],
    concepts: Sequence[Concept] = (),
    memory: Memory | None = None,
) -> Placed:
    """A placement for every item, the same with memory or without; an unchanged shelf is recalled."""
    book = atlas(outline, glossary(concepts))
    base = base_key(outline, concepts) if memory is not None else ""
    placements: dict[ItemId, Placement] = {}
    words: list[tuple[TopicSlug, Mapping[str, float]]] = []
    for shelf in shelves(readings):
        own = _of(shelf, rulings)
        key = shelf_key(base, shelf, own) if memory is not None else ""
        placed = loaded(memory.get(key)) if memory is not None else None
        if placed is None:
            placed = place_shelf(shelf, book, own)
            if memory is not None:
                memory.put(key, dumped(placed))
        placements |= placed.placements
        words += placed.words.items()
    return Placed(placements, own_words(words))


def place(
    readings: Sequence[Reading],
    outline: Outline,
    rulings: Mapping[ItemId, TopicSlug],
    concepts: Sequence[Concept] = (),
) -> Mapping[ItemId, Placement]:
    """A placement for every item of every reading; nothing is left out."""
    return place_all(readings, outline, rulings, concepts).placements


def shelves(readings: Sequence[Reading]) -> Iterator[tuple[Reading, ...]]:
    """The sources by id, those with neighbouring names together: a folder's files stand side by side."""
    shelf: list[Reading] = []
    size = 0
    for reading in sorted(readings, key=lambda one: one.source.id):
        shelf.append(reading)
        size += len(reading.items)
        if size >= MOST or (size >= FEWEST and int(digest(reading.source.id), 16) % _ONE_IN == 0):
            yield tuple(shelf)
            shelf, size = [], 0
    if shelf:
        yield tuple(shelf)


def _of(shelf: Sequence[Reading], rulings: Mapping[ItemId, TopicSlug]) -> dict[ItemId, TopicSlug]:
    """The rulings for items of the shelf."""
    if not rulings:
        return {}
    return {item.id: rulings[item.id] for one in shelf for item in one.items if item.id in rulings}
