"""Sources that stand side by side learn from one another: a base of any size is placed shelf by shelf.

What one source says of a topic helps to place another one, so that in a single heap one new file could
move any item. A shelf bounds that: a new file costs its shelf, and the others are recalled. Of its own shelf
it costs what learns from it: highlights teach nobody, so that they cost the board they stand on.
"""

from collections.abc import Iterator, Mapping, Sequence

from kbtools.model import ItemId, Outline, Placement, Reading, TopicSlug
from kbtools.text import digest
from kbtools.topics.acyclic import no_search_for_cycles
from kbtools.topics.atlas import atlas
from kbtools.topics.glossary import Concept, glossary
from kbtools.topics.own_words import MOST as MOST_WORDS
from kbtools.topics.own_words import own_words
from kbtools.topics.place import Placed, ground
from kbtools.topics.recall import Memory, Recall
from kbtools.topics.remembered import base_key

MOST, MOST_OF_MANY, MANY = 8_000, 2_500, 50_000
"""Items of a shelf, and of one where the base has many.

The more a shelf holds the more its sources learn, which tells where there are few items a topic. That a
shelf takes its time is nothing while the whole base takes little more; of a base of many items, which takes
minutes, a new file may cost a few hundredths."""
BOARD = 300
"""Items of a board: sources that are recalled together."""
_FEW, _WORDS = 10, 12
# So many shelves keep fewer words of a topic each: together they have enough.
_MIDDLE = 0.1
# How far from the middle, in shares of the whole, a row of sources may be parted.


def place_all(
    readings: Sequence[Reading],
    outline: Outline,
    rulings: Mapping[ItemId, TopicSlug],
    concepts: Sequence[Concept] = (),
    memory: Memory | None = None,
) -> Placed:
    """A placement for every item, the same with memory or without; an unchanged shelf is recalled."""
    recall = Recall(ground(atlas(outline, glossary(concepts)), rulings), base_key(outline, concepts), memory)
    placements: dict[ItemId, Placement] = {}
    words: list[tuple[TopicSlug, Mapping[str, float]]] = []
    shelved = list(shelves(readings))
    most = MOST_WORDS if len(shelved) < _FEW else _WORDS
    with no_search_for_cycles():
        for shelf in shelved:
            placed = recall.shelf(list(parted(shelf, BOARD)), most)
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


def shelves(readings: Sequence[Reading]) -> Iterator[Sequence[Reading]]:
    """The sources by id, those with neighbouring names together: a folder's files stand side by side."""
    row = sorted(readings, key=lambda one: one.source.id)
    many = sum(len(one.items) for one in row) > MANY
    return parted(row, MOST_OF_MANY if many else MOST)


def parted(row: Sequence[Reading], most: int) -> Iterator[Sequence[Reading]]:
    """A row of sources parted again and again near the middle, until no part has too many items.

    Where is in the ids of the sources near the middle: a new one moves its own part's ends at most, and
    seldom those.
    """
    ends = _ends(row)
    if not row or ends[-1] <= most or len(row) == 1:
        yield from (row,) if row else ()
        return
    middle = [at for at in range(1, len(row)) if abs(ends[at - 1] / ends[-1] - 0.5) <= _MIDDLE]
    nearest = min(range(1, len(row)), key=lambda at: abs(ends[at - 1] / ends[-1] - 0.5))
    chosen = min(middle, key=lambda at: digest(row[at].source.id), default=nearest)
    yield from parted(row[:chosen], most)
    yield from parted(row[chosen:], most)


def _ends(row: Sequence[Reading]) -> list[int]:
    """How many items stand up to the end of each source."""
    total, ends = 0, []
    for reading in row:
        total += len(reading.items)
        ends.append(total)
    return ends
