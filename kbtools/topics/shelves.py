"""Some sources teach, all are placed with what they teach: a base of any size, shelf by shelf.

What one source says of a topic helps to place another one, so that in a single heap one new file could
move any item. In a large base a sample of the sources teaches, by chance of their names: a new file that
does not teach costs the board it stands on, and the others are recalled. One that does costs the whole base
anew; highlights teach nobody.
"""

from collections.abc import Iterator, Mapping, Sequence

from kbtools.model import ItemId, Note, Outline, Placement, Reading, TopicSlug
from kbtools.text import digest
from kbtools.topics.acyclic import no_search_for_cycles
from kbtools.topics.atlas import atlas
from kbtools.topics.glossary import Concept, glossary
from kbtools.topics.own_words import MOST as MOST_WORDS
from kbtools.topics.own_words import own_words
from kbtools.topics.place import Placed, ground
from kbtools.topics.recall import Memory, Recall
from kbtools.topics.remembered import base_key

SCHOOL = 3_000
"""Sections that teach, at most; in a larger base between half as many and so many."""
MOST = 2_500
"""Items of a shelf: what is recalled at one go."""
BOARD = 200
"""Items of a board, about: sources that are placed together."""
_FEW, _WORDS = 10, 12
# So many shelves keep fewer words of a topic each: together they have enough.
_DIGITS = 8
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
    known = ground(atlas(outline, glossary(concepts)), rulings)
    school = list(boards(teachers(readings)))
    recall = Recall(known, base_key(outline, concepts), school, memory)
    placements: dict[ItemId, Placement] = {}
    words: list[tuple[TopicSlug, Mapping[str, float]]] = []
    shelved = list(shelves(readings))
    most = MOST_WORDS if len(shelved) < _FEW else _WORDS
    with no_search_for_cycles():
        for shelf in shelved:
            placed = recall.shelf(list(boards(shelf)), most)
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


def teachers(readings: Sequence[Reading]) -> Sequence[Reading]:
    """The sources whose sections teach, by id: all of them, or of many a half, a quarter and so on.

    Which, is in their ids alone, and the share changes only where the base has grown to twice its size. Where
    chance takes none, the one with the least digest teaches.
    """
    row = [one for one in _row(readings) if any(isinstance(item, Note) for item in one.items)]
    sections = sum(isinstance(item, Note) for one in row for item in one.items)
    halved = max(0, -(-sections // SCHOOL) - 1).bit_length()
    chosen = [one for one in row if not int(digest(one.source.id), 16) % 2**halved]
    return chosen or (row and [min(row, key=lambda one: digest(one.source.id))])


def shelves(readings: Sequence[Reading]) -> Iterator[Sequence[Reading]]:
    """The sources by id, those with neighbouring names together: a folder's files stand side by side."""
    return parted(_row(readings), MOST)


def boards(row: Sequence[Reading]) -> Iterator[Sequence[Reading]]:
    """A row of sources cut behind some of them, by chance of their names: a new one changes its own board."""
    board: list[Reading] = []
    for one in row:
        board.append(one)
        if int(digest(one.source.id, _DIGITS), 16) / 16**_DIGITS < len(one.items) / BOARD:
            yield board
            board = []
    if board:
        yield board


def _row(readings: Sequence[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda one: one.source.id)


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
