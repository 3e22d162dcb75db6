"""What the headings of a heap name: chapters and topics, source by source."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kbtools.model import ItemId, Note, Reading, SourceId
from kbtools.topics.outlines.documents import Titled, about, title_note, titled
from kbtools.topics.outlines.numbering import CHAPTER, INSIDE, TOPIC, depths, title_over_all
from kbtools.topics.outlines.topic_titles import shown


@dataclass(frozen=True, slots=True)
class Headed:
    """A heading that names a topic, or groups some."""

    title: str
    """As a topic would bear it."""
    number: str
    depth: int
    """CHAPTER or TOPIC."""
    item: ItemId
    """The section that stands under it."""
    over_all: bool = False
    """Whether it is the title of the whole source."""


def headed(readings: Sequence[Reading]) -> Mapping[SourceId, tuple[Headed, ...]]:
    """The headings of every source that name something, in its order; a title of the whole stands first."""
    titles = titled(readings)
    return {one.source.id: _told(list(_rows(one, titles.get(one.source.id)))) for one in readings}


def _told(rows: Sequence[Headed]) -> tuple[Headed, ...]:
    """The rows, with numbers at the depths where all have one and no two the same."""
    numbers = Counter((row.depth, row.number) for row in rows)
    odd = {row.depth for row in rows if numbers[row.depth, row.number] > 1 or not row.number}
    if any(row.depth == CHAPTER for row in rows) and not all(
        "." in row.number for row in rows if row.depth == TOPIC
    ):
        odd.add(TOPIC)
    return tuple(replace(row, number="") if row.depth in odd else row for row in rows)


def _rows(reading: Reading, title: Titled | None) -> Iterator[Headed]:
    notes = [item for item in reading.items if isinstance(item, Note)]
    first = title_note(notes)
    if title:
        number, item = (first.number, first.id) if first else ("", notes[0].id)
        yield Headed(title.title, number, CHAPTER if title.is_chapter else TOPIC, item, over_all=True)
    found, over_all = depths(notes), title_over_all(notes)
    highest = min(found, default=INSIDE)
    for note, depth in zip(notes, found, strict=True):
        own = depth if title is None else _below(title, depth, highest)
        if own < INSIDE and note is not first:
            named = about(note.title) if note is over_all else ""
            yield Headed(named or shown(note.title), note.number, own, note.id)


def _below(title: Titled, depth: int, highest: int) -> int:
    """The depth of a heading below the title of its document: one level of topics, or none."""
    return TOPIC if title.is_chapter and depth == highest else INSIDE
