"""The rows of `kbtools topics --json`: one a highlight, one a heading, each with an id of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kbtools.model import BlockKind, Book, DropReason, Highlight, Item, ItemId, Note, Reading
from kbtools.text import split_lines

_HEADING = re.compile(r"#{1,6}[ \t]+(\S.*)")


def rows(reading: Reading, book: Book) -> Iterator[dict[str, object]]:
    """A row an item, and one for every heading that only says its section's again, as slides do."""
    for item in reading.items:
        row = _row(item, reading, book)
        yield row
        reason = f"it goes with the heading in line {item.lines.start}"
        for again in _said_again(item, reading) if isinstance(item, Note) else ():
            yield {
                **row,
                "id": again.id,
                "line": again.line,
                "title_or_quote": again.title,
                "reasons": [reason],
            }


def ids(book: Book) -> dict[str, ItemId]:
    """The id of every row with the item that it stands for."""
    named = {str(item.id): item.id for reading in book.readings for item in reading.items}
    for reading in book.readings:
        for item in reading.items:
            for again in _said_again(item, reading) if isinstance(item, Note) else ():
                named.setdefault(again.id, item.id)
    return named


@dataclass(frozen=True, slots=True)
class _Again:
    """A heading that begins no section of its own."""

    id: str
    """That of the section with a dot and which heading of it this is: the second has 2."""
    line: int
    title: str


def _said_again(note: Note, reading: Reading) -> Iterator[_Again]:
    """The headings inside a section that only say its own again, in their order."""
    written, count = split_lines(reading.source.text), 1
    for line in sorted(set(_places(note, reading)) - {note.lines.start}):
        heading = _HEADING.match(written[line - 1])
        if heading:
            count += 1
            yield _Again(f"{note.id}.{count}", line, heading[1])


def _places(note: Note, reading: Reading) -> Iterator[int]:
    """Lines where a heading may stand that begins no section: left out as said before, or shown as text."""
    for drop in reading.drops:
        if drop.reason is DropReason.DUPLICATE_OF and drop.lines.start in note.lines:
            yield drop.lines.start
    yield from (block.lines.start for block in note.body if block.kind is BlockKind.PROSE)


def _row(item: Item, reading: Reading, book: Book) -> dict[str, object]:
    placed = book.placements[item.id]
    titles = {topic.slug: topic.title for topic in book.outline.walk()}
    return {
        "source": reading.source.id,
        "line": item.lines.start,
        "id": item.id,
        "kind": "highlight" if isinstance(item, Highlight) else "note",
        "title_or_quote": said_by(item),
        "topic": placed.topic,
        "topic_title": titles.get(placed.topic) if placed.topic else None,
        "confidence": placed.confidence,
        "reasons": list(placed.reasons),
        "guesses": [
            {"topic": one.topic, "title": titles.get(one.topic), "confidence": one.confidence}
            for one in placed.guesses
        ],
    }


def said_by(item: Item) -> str:
    """What names an item to a person: its title, or its quote; the comment of a highlight without one."""
    return (item.quote or item.comment) if isinstance(item, Highlight) else item.title
