"""Small readings made by hand."""

from collections.abc import Callable, Sequence

import pytest

from kbtools.model import (
    Block,
    BlockKind,
    Highlight,
    Item,
    ItemId,
    Note,
    Reading,
    Source,
    SourceId,
)
from kbtools.text import Lines

Row = tuple[int, str, str] | tuple[int, str, str, str]
"""Level, number, title and, where it matters, the text below."""
Notes = Callable[[str, Sequence[Row]], Reading]
Highlights = Callable[[str, Sequence[Highlight]], Reading]


def note(source: str, index: int, row: Row, path: tuple[str, ...]) -> Note:
    """One section."""
    level, number, title, *rest = row
    lines = Lines(index * 10 + 1, index * 10 + 9)
    body = tuple(Block(BlockKind.PROSE, text, Lines(lines.start + 2, lines.end)) for text in rest)
    return Note(
        ItemId(f"n-{source}-{index}"), lines, title, level, number, (*path, title) if level else (), body
    )


def reading(source: str, items: Sequence[Item]) -> Reading:
    """A reading with these items."""
    return Reading(Source(SourceId(source), f"{source}.md", ""), "test", source, tuple(items))


@pytest.fixture
def notes() -> Notes:
    """Makes a reading of sections, given as rows."""

    def make(source: str, rows: Sequence[Row]) -> Reading:
        items: list[Note] = []
        stack: list[tuple[int, str]] = []
        for index, row in enumerate(rows):
            stack = [entry for entry in stack if entry[0] < row[0]]
            items.append(note(source, index, row, tuple(title for _, title in stack)))
            stack.append((row[0], row[2]))
        return reading(source, items)

    return make


@pytest.fixture
def highlights() -> Highlights:
    """Makes a reading of highlights."""
    return reading
