"""Where every item is shown, and why: the evidence of each, and the order of the document it stands in."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kbtools.model import Highlight, Item, ItemId, Note, Placement, Reading, TopicSlug
from kbtools.topics.align import Aligned, Prices, Scores, align, in_its_order
from kbtools.topics.atlas import Atlas
from kbtools.topics.decide import Considered, decide
from kbtools.topics.editions import mostly, numbered_alike, renumbered
from kbtools.topics.evidence import Evidence, Known, collect
from kbtools.topics.furniture import marks
from kbtools.topics.gather import gathered, under_title
from kbtools.topics.inherit import inherit, with_words_below
from kbtools.topics.own_words import own_words
from kbtools.topics.position import gaps, pace, reading_order
from kbtools.topics.words import Space, Words, space, terms

_SURE = 0.7
# Notes placed with this confidence say what their topic is about.
_QUOTE, _AROUND, _COMMENT = 2.0, 1.0, 0.5
_NOTES = {"forward": 0.5, "back": 1.5, "by_distance": 0.4}
_HIGHLIGHTS = {"forward": 0.3, "back": 1.5, "by_distance": 0.7}
_MEASURED_BACK, _ROUNDS = 3.0, 2
# Where the distance of highlights in their document is known, they go on at its pace, which shows better
# where they stand better.


Counts = Mapping[ItemId, Mapping[str, float]]
"""The terms of items."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What does not change from item to item."""

    atlas: Atlas
    leaves: tuple[int, ...]
    rulings: Mapping[ItemId, TopicSlug]
    spoken: Space
    """What the outline itself says of its topics."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the items of some sources stand, and what the topics are about there."""

    placements: Mapping[ItemId, Placement]
    words: Mapping[TopicSlug, Mapping[str, float]]
    """The terms that are most a topic's own among its items, with how often they stand there."""


def ground(book: Atlas, rulings: Mapping[ItemId, TopicSlug]) -> Ground:
    """What all sources of a base have in common."""
    leaves = tuple(index for index in range(len(book.topics)) if not book.below(index))
    return Ground(book, leaves, rulings, space(book.spoken, len(book.topics)))


def named_topics(readings: Sequence[Reading], known: Ground) -> dict[ItemId, TopicSlug]:
    """The topics of the sections that are sure of theirs by the outline alone: they say what it is about.

    Every source is looked at by itself.
    """
    counts = _counted(item for reading in readings for item in reading.items if isinstance(item, Note))
    placed = _placed(readings, known, known.spoken, counts, notes_only=True)
    return {
        item: row.topic for item, row in placed.items() if row.topic is not None and row.confidence >= _SURE
    }


@dataclass(frozen=True, slots=True)
class Learnt:
    """What sources that learn from one another know of topics."""

    words: Space
    counts: Counts
    """The terms of their sections."""


def learn(readings: Sequence[Reading], known: Ground, named: Mapping[ItemId, TopicSlug]) -> Learnt:
    """What the sections say of the topics that their headings name helps to place what names none."""
    counts = _counted(item for reading in readings for item in reading.items if isinstance(item, Note))
    learnt = chain(known.atlas.spoken, _taught(readings, named, counts, known.atlas))
    return Learnt(space(learnt, len(known.atlas.topics)), counts)


def place_board(readings: Sequence[Reading], known: Ground, learnt: Learnt, most_words: int) -> Placed:
    """A placement for every item of sources that stand side by side; nothing is left out."""
    items = [item for reading in readings for item in reading.items]
    counts = {item.id: learnt.counts.get(item.id) or _counts(item) for item in items}
    placements = _placed(readings, known, learnt.words, counts)
    return Placed(placements, own_words(_under(placements, counts), most_words))


def _counted(items: Iterable[Item]) -> Counts:
    return {item.id: _counts(item) for item in items}


def _under(
    placed: Mapping[ItemId, Placement], counts: Counts
) -> Iterator[tuple[TopicSlug, Mapping[str, float]]]:
    """The terms of every item that has a topic."""
    return ((row.topic, counts[item]) for item, row in placed.items() if row.topic is not None)


def _placed(
    readings: Sequence[Reading], known: Ground, words: Space, counts: Counts, *, notes_only: bool = False
) -> dict[ItemId, Placement]:
    placed: dict[ItemId, Placement] = {}
    for reading in readings:
        notes = under_title([item for item in reading.items if isinstance(item, Note)])
        placed |= _sections(notes, reading, known, words, counts)
        marked = [item for item in reading.items if isinstance(item, Highlight)]
        for document in [] if notes_only else _documents(marked):
            placed |= _highlights(document, reading, known, words, counts)
    return placed


def _sections(
    notes: Sequence[Note],
    reading: Reading,
    known: Ground,
    words: Space,
    counted: Counts,
) -> dict[ItemId, Placement]:
    """The sections of one source: a heading hands its evidence down, and what stands below speaks for it."""
    counts = with_words_below(notes, counted)
    numbered = numbered_alike(notes, known.atlas)
    chapters = renumbered(notes, known.atlas)
    own = [
        collect(item, _known(known, words, counts[item.id], reading, numbered=numbered, chapters=chapters))
        for item in notes
    ]
    evidence = inherit(notes, gathered(notes, own, known.atlas), known.atlas)
    return _together(notes, evidence, reading, known, Prices(known.atlas.ranks, **_NOTES))


def _highlights(
    items: Sequence[Highlight],
    reading: Reading,
    known: Ground,
    words: Space,
    counted: Counts,
) -> dict[ItemId, Placement]:
    """The highlights of one document, in its order."""
    around = (
        mark for item in items for text in (item.prefix, item.suffix) for mark in marks(text, known.atlas)
    )
    numbered = mostly([mark.agrees for mark in around if mark.agrees is not None], 1)
    evidence = [
        collect(item, _known(known, words, counted[item.id], reading, numbered=numbered)) for item in items
    ]
    evidence = inherit(items, evidence, known.atlas)
    return _together(items, evidence, reading, known, Prices(known.atlas.ranks, **_HIGHLIGHTS))


def _known(
    known: Ground,
    words: Space,
    counts: Mapping[str, float],
    reading: Reading,
    *,
    numbered: bool | None,
    chapters: Mapping[str, str] | None = None,
) -> Known:
    return Known(
        known.atlas, known.rulings, words, counts, reading.source.id, numbered, reading.tags, chapters or {}
    )


def _together(
    items: Sequence[Item],
    evidence: Sequence[Sequence[Evidence]],
    reading: Reading,
    known: Ground,
    prices: Prices,
) -> dict[ItemId, Placement]:
    rows = [_summed(rows) for rows in evidence]
    apart: Sequence[float | None] = [None] * len(items)
    aligned = align(rows, known.leaves, in_its_order(rows, prices), apart)
    for _ in range(_ROUNDS):
        aligned = _at_its_pace(items, rows, aligned, known) or aligned
    considered = Considered(known.atlas, items, evidence, rows, aligned)
    return {row.item: row for row in decide(considered, reading.source.id)}


def _at_its_pace(
    items: Sequence[Item], rows: Sequence[Scores], aligned: Sequence[Aligned], known: Ground
) -> list[Aligned]:
    """The way of a document at the pace that the way so far tells; empty where it tells none."""
    ranks = [known.atlas.ranks[one.topic] for one in aligned]
    said = [row.get(one.topic, 0.0) for row, one in zip(rows, aligned, strict=True)] if aligned else []
    measured = gaps(items, ranks, said)
    if not measured:
        return []
    steady = Prices(known.atlas.ranks, back=_MEASURED_BACK, by_distance=pace(measured, ranks))
    return align(rows, known.leaves, steady, measured)


def _summed(evidence: Iterable[Evidence]) -> dict[int, float]:
    """Points a topic: all that speaks for it, added up."""
    points: dict[int, float] = {}
    for row in evidence:
        points[row.topic] = points.get(row.topic, 0.0) + row.weight
    return points


def _documents(items: Iterable[Highlight]) -> Iterator[list[Highlight]]:
    """The highlights by document, in reading order."""
    documents: dict[str, list[Highlight]] = {}
    for item in sorted(items, key=reading_order):
        documents.setdefault(item.place.document if item.place else "", []).append(item)
    yield from documents.values()


def _taught(
    readings: Sequence[Reading], named: Mapping[ItemId, TopicSlug], counts: Counts, book: Atlas
) -> Iterator[Words]:
    for reading in readings:
        for item in reading.items:
            topic = book.index.get(named[item.id]) if item.id in named else None
            if topic is not None:
                yield Words(topic, counts[item.id], reading.source.id)


def _counts(item: Item) -> Mapping[str, float]:
    """The terms of an item, by how much each part of it says what it is about."""
    if isinstance(item, Note):
        # A heading says what its section is about: its words count twice.
        return terms("\n".join((item.title, item.title, *(block.text for block in item.body))))
    counts: Counter[str] = Counter()
    parts = ((item.quote, _QUOTE), (item.prefix, _AROUND), (item.suffix, _AROUND), (item.comment, _COMMENT))
    for text, weight in parts:
        for term, count in terms(text).items():
            counts[term] += count * weight  # type: ignore[assignment]
    return counts
