"""Blocks to regions: everything that may hold code or its output, with the prose between."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kbtools.model import MATHEMATICS, Block, BlockKind, Item, ItemId
from kbtools.snippets.indented import cut
from kbtools.snippets.options import Directive, directive
from kbtools.snippets.pairing.found import speaks
from kbtools.snippets.pairing.labels import announces
from kbtools.snippets.rows import Row, Rows, text_of
from kbtools.snippets.said import said_number, said_output
from kbtools.snippets.shapes import is_value_line
from kbtools.text import Lines, split_lines

_WORDS = frozenset({BlockKind.PROSE, BlockKind.PLAIN})
_CANDIDATES = frozenset({BlockKind.FENCE, BlockKind.LISTING, BlockKind.TABLE})


@dataclass(frozen=True, slots=True)
class Region:
    """A block that may hold code or output."""

    item: ItemId
    block: Block
    rows: Rows
    gap: tuple[str, ...]
    """Prose since the region before it in the same item, a text a block."""
    directive: Directive = field(default_factory=Directive)
    said: bool = False
    """Whether it is prose that may be the output of the code above, and is prose again where it is not."""


def regions(item: Item, *, paged: bool = False, last: bool = False) -> Iterator[Region]:
    """The regions of an item in its own order; mathematics is none.

    Args:
        item: What to look through.
        paged: Whether its source has pages, whose numbers may stand below code.
        last: Whether its source ends with it: the last number of all may be that of a page.
    """
    gap: list[str] = []
    said = Directive()
    waits = False  # Whether the last region may have printed what follows it.
    shown = False  # Whether it is a fence of code that shows a value at its end.
    blocks = [part for whole in item.body for part in cut(whole)]
    for number, block in enumerate(blocks, 1):
        if block.kind in _WORDS:
            prose, asked = directive(block.text)
            if asked is not None:
                said, block = asked, replace(block, text=prose)
        if block.kind in _CANDIDATES and block.info not in MATHEMATICS:
            yield Region(item.id, block, rows_of(block), tuple(gap), said)
            gap, said, waits = [], Directive(), True
            shown = block.kind is BlockKind.FENCE and _shows(block.text)
        elif block.text.strip():
            rows = rows_of(block)
            output, count = said_output(rows) if waits and block.kind in _WORDS else ((), 0)
            if waits and shown and not output and not gap:
                ends = last and number == len(blocks) and len(rows) == 1
                output, count = said_number(rows, paged=paged or ends)
            if output:
                lines = Lines(min(rows[0].line, output[0].line), output[-1].line)
                yield Region(item.id, replace(block, lines=lines), output, tuple(gap), said=True)
                gap = []
            if rest := text_of(rows[count:]):
                gap.append(rest)
            waits = waits and not output and announces(tuple(gap))


def _shows(code: str) -> bool:
    """Whether code prints or shows a value at its end, and no value already stands there."""
    return bool(speaks(code)) and not is_value_line(code.rstrip().rpartition("\n")[2])


def rows_of(block: Block) -> Rows:
    """The lines of a block with their source lines; a comment inside one JSON line keeps to that line."""
    first = block.first_line
    return tuple(
        Row(text, min(first + index, max(block.lines.end, first)))
        for index, text in enumerate(split_lines(block.text))
    )
