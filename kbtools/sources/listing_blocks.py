"""Unfenced code to blocks: prompts of cells are structure, what is output by itself stands by itself."""

from collections.abc import Collection, Sequence
from itertools import groupby

from kbtools.model import Block, BlockKind
from kbtools.sources.python_line import is_cell
from kbtools.text import Lines

PROMPT = "prompt"
VALUE = "value"


def listing_kind(line: str) -> str:
    """What a line of a listing is by itself: the prompt of a cell, or code and output."""
    return PROMPT if is_cell(line) else BlockKind.LISTING


def mark_values(lines: Sequence[str], kinds: list[str]) -> None:
    """Mark the listing under the prompt of a value: `Out[2]:`, or `[2]:` for the second time."""
    last = ""
    in_value = False
    for index, kind in enumerate(kinds):
        if kind == PROMPT:
            prompt = lines[index].strip()
            in_value = prompt.startswith("Out") or (prompt == last and not prompt.startswith("In"))
            last = prompt
        elif kind == BlockKind.LISTING and in_value:
            kinds[index] = VALUE
        elif kind:
            in_value = False


def listing_block(text: str, lines: Lines, *, output: bool) -> Block:
    """The block of a run of listing; what is nothing but output is a fence that says so."""
    if output:
        return Block(BlockKind.FENCE, text, lines, "output", lines.start)
    return Block(BlockKind.LISTING, text, lines)


def listing_blocks(
    lines: Sequence[str], output: Collection[int], run: range, first: int
) -> tuple[list[Block], list[Lines]]:
    """The blocks of a run of listing, and the prompts in it.

    Args:
        lines: The text that the run is part of.
        output: Indices of what is output by itself.
        run: Indices of the listing.
        first: 1-based source line of `lines[0]`.
    """
    kinds = [listing_kind(lines[index]) if lines[index].strip() else "" for index in run]
    mark_values([lines[index] for index in run], kinds)
    for at in range(1, len(kinds)):
        kinds[at] = kinds[at] or kinds[at - 1]
    blocks: list[Block] = []
    prompts: list[Lines] = []
    for kind, group in groupby(zip(kinds, run, strict=True), key=lambda pair: pair[0]):
        written = [index for _, index in group if lines[index].strip()]
        if not written:
            continue
        place = Lines(written[0] + first, written[-1] + first)
        if kind == PROMPT:
            prompts.append(place)
            continue
        text = "\n".join(lines[written[0] : written[-1] + 1])
        blocks.append(listing_block(text, place, output=kind == VALUE or set(written) <= set(output)))
    return blocks, prompts
