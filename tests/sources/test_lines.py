"""Whole documents: each line of `cases/lines/` says before its bar what a reader makes of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kbtools.model import Block, BlockKind, Note, Reading, Source, SourceId
from kbtools.sources import read
from kbtools.text import Lines, split_lines

LINES = Path(__file__).parent / "cases" / "lines"
BAR = "¦"
NAMES = {
    BlockKind.PROSE: "prose",
    BlockKind.PLAIN: "prose",
    BlockKind.TABLE: "table",
    BlockKind.LISTING: "code",
    BlockKind.FENCE: "code",
}
"""What a line of a block is called; a heading is `heading` with its depth, a drop has its reason."""


@pytest.mark.parametrize("name", sorted(path.name for path in LINES.iterdir()))
def test_every_line_is_what_its_author_meant(name: str) -> None:
    """Headings at their depth, prose, code, tables, structure and drops, none of them mistaken."""
    rows = [row.partition(BAR) for row in split_lines((LINES / name).read_text(encoding="utf-8"))]
    text = "\n".join(written for _, _, written in rows)
    said = dict(_fates(read(Source(SourceId("case"), name, text))))
    expected = {
        number: label.strip() for number, (label, _, written) in enumerate(rows, 1) if written.strip()
    }

    found = {number: said.get(number, "nothing") for number in expected}
    wrong = {n: (expected[n], found[n], rows[n - 1][2]) for n in expected if found[n] != expected[n]}
    assert wrong == {}


def _fates(reading: Reading) -> Iterator[tuple[int, str]]:
    """The lines of a source with what they are, the last word first to last."""
    yield from ((number, "structure") for lines in reading.structure for number in _numbers(lines))
    yield from ((number, drop.reason) for drop in reading.drops for number in _numbers(drop.lines))
    for item in reading.items:
        for block in item.body:
            yield from _block(block)
        if isinstance(item, Note) and item.level:
            yield item.lines.start, f"heading {len(item.headings)}"


def _block(block: Block) -> Iterator[tuple[int, str]]:
    inner = Lines(block.first_line, block.first_line + block.text.count("\n"))
    yield from ((number, "structure") for number in _numbers(block.lines) if number not in inner)
    yield from ((number, NAMES[block.kind]) for number in _numbers(inner) if number in block.lines)


def _numbers(lines: Lines) -> range:
    return range(lines.start, lines.end + 1)
