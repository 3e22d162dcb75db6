"""Prose to blocks: an option for kbtools in a comment is a block of its own."""

import re
import textwrap
from collections.abc import Iterator, Sequence

from kbtools.model import Block, BlockKind
from kbtools.sources.simple_markdown import trimmed
from kbtools.text import Lines, fold_radicals

_START = re.compile(r"[ \t]*<!--\s*kb:")
_LONGEST = 20
"""Lines of such a comment."""


def prose_blocks(lines: Sequence[str], first: int, *, nested: bool) -> list[Block]:
    """The prose of a run of lines; every `<!-- kb: … -->` in it is a block of its own."""
    blocks = []
    for left, right in _around_notes(lines):
        for begin, stop in trimmed(lines, left, right):
            text = "\n".join(lines[begin:stop])
            text = textwrap.dedent(text) if nested or _START.match(text) else text
            blocks.append(Block(BlockKind.PROSE, fold_radicals(text), Lines(begin + first, stop + first - 1)))
    return blocks


def _around_notes(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    left = index = 0
    end = len(lines)
    while index < end:
        if not _START.match(lines[index]):
            index += 1
            continue
        last = min(end, index + _LONGEST)
        stop = next((line for line in range(index, last) if "-->" in lines[line]), index) + 1
        yield left, index
        yield index, stop
        left = index = stop
    yield left, end
