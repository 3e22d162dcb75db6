"""Blocks to regions: everything that may hold code or its output, with the prose between."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kbtools.model import Block, BlockKind, Item, ItemId
from kbtools.snippets.options import Directive, directive
from kbtools.snippets.rows import Row, Rows
from kbtools.text import split_lines

MATHEMATICS = frozenset({"math", "latex", "tex", "katex", "asciimath", "mathjax"})
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


def regions(item: Item) -> Iterator[Region]:
    """The regions of an item in its own order; mathematics is none."""
    gap: list[str] = []
    said = Directive()
    for block in item.body:
        asked = directive(block.text) if block.kind is BlockKind.PROSE else None
        if asked is not None:
            said = asked
        elif block.kind in _CANDIDATES and block.info not in MATHEMATICS:
            yield Region(item.id, block, rows_of(block), tuple(gap), said)
            gap, said = [], Directive()
        elif block.text.strip():
            gap.append(block.text)


def rows_of(block: Block) -> Rows:
    """The lines of a block with their source lines; a comment inside one JSON line keeps to that line."""
    first = block.first_line
    return tuple(
        Row(text, min(first + index, max(block.lines.end, first)))
        for index, text in enumerate(split_lines(block.text))
    )
