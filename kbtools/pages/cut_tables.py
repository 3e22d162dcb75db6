"""Tables that a page break of a PDF cut in two are one table again."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kbtools.model import Block, BlockKind
from kbtools.text import Lines, split_lines, squash

_NUMBER = re.compile(r"[-+]?[\d.,]+%?")


def whole_tables(blocks: Sequence[Block], held: Sequence[Lines] = ()) -> list[Block]:
    """The blocks, every table with the rows that go on in the next block; a head said again is said once.

    Args:
        blocks: In source order.
        held: Lines of snippets, whose tables stay as they are.
    """
    whole: list[Block] = []
    for block in blocks:
        before = whole[-1] if whole else None
        free = not any(lines.overlaps(block.lines) for lines in held)
        rows = _rest(before, block) if before and free else None
        if before is None or rows is None:
            whole.append(block)
        else:
            whole[-1] = replace(before, text="\n".join((before.text, *rows)))
    return whole


def _rest(before: Block, block: Block) -> list[str] | None:
    """The rows of a table that go on in the one before; None for a table of its own."""
    if not before.kind is block.kind is BlockKind.TABLE:
        return None
    first, rows = split_lines(before.text), split_lines(block.text)
    if len({row.count("\t") for row in (*first, *rows) if row.strip()}) != 1:
        return None
    if squash(rows[0]) == squash(first[0]):
        return rows[1:]
    return rows if _numbers(rows[0]) > 0 == _numbers(first[0]) and _numbers(first[-1]) else None


def _numbers(row: str) -> int:
    return sum(bool(_NUMBER.fullmatch(cell.strip())) for cell in row.split("\t"))
