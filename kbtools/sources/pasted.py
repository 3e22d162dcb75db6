"""The reader of text pasted from a web page: no marks at all, so lines tell by their form."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import PurePosixPath

from kbtools.model import Block, BlockKind, Drop, DropReason, Reading, Source
from kbtools.sources.code_boxes import boxed_listing
from kbtools.sources.cuts import cut, formula_cutter
from kbtools.sources.headings import Heading, heading
from kbtools.sources.listing_blocks import PROMPT, VALUE, listing_block, listing_kind, mark_values
from kbtools.sources.nesting import nest_by_level
from kbtools.sources.notes import assemble
from kbtools.sources.page_layout import page_lines
from kbtools.sources.pasted_headings import heading_levels
from kbtools.sources.site_chrome import chrome
from kbtools.text import Lines, fold_radicals, split_lines

NAME = "pasted"
_HEADING = "heading"


def claims(text: str) -> bool:  # noqa: ARG001 - the last reader takes whatever is left
    """True: every text can be read as pasted text."""
    return True


def read(source: Source) -> Reading:
    """The notes of a pasted page, without what the site put around them."""
    lines = split_lines(source.text)
    boxed = boxed_listing(lines)
    boxes = dict.fromkeys(boxed.boxes, DropReason.SITE_CHROME)
    dropped = {**chrome(lines, boxed.listing), **page_lines(lines), **boxes}
    listing = {index for index in boxed.listing if index not in dropped}
    levels = heading_levels(lines, listing, dropped)
    kinds = [_kind(index, lines, listing, dropped.get(index), index in levels) for index in range(len(lines))]
    mark_values(lines, kinds)
    cutter = formula_cutter(
        [line for line, kind in zip(lines, kinds, strict=True) if kind == BlockKind.PLAIN]
    )
    pieces: list[Heading | Block] = []
    drops: list[Drop] = []
    structure: list[Lines] = []
    for kind, group in groupby(range(len(lines)), key=lambda index: _group(index, kinds)):
        indices = [index for index in group if lines[index].strip()]
        if not indices:
            continue
        run = Lines(indices[0] + 1, indices[-1] + 1)
        text = "\n".join(lines[run.start - 1 : run.end])
        if isinstance(kind, DropReason):
            drops.append(Drop(run, kind, text))
        elif kind == PROMPT:
            structure.append(run)
        elif kind in {VALUE, BlockKind.LISTING}:
            output = kind == VALUE or boxed.output.issuperset(indices)
            pieces.append(listing_block(text, run, output=output))
        elif isinstance(kind, BlockKind):
            kept, copied = cut(lines[run.start - 1 : run.end], run.start, cutter)
            drops += copied
            pieces.append(Block(kind, fold_radicals("\n".join(kept)), run))
        else:
            pieces.append(heading(text, levels[indices[0]], run))
    return replace(_reading(source, pieces, drops), structure=tuple(structure))


def _kind(
    index: int,
    lines: Sequence[str],
    listing: set[int],
    reason: DropReason | None,
    is_heading: bool,  # noqa: FBT001 - a fact of the line
) -> str:
    """What a line is; empty for an empty line outside a listing."""
    if reason:
        return reason
    if index in listing:
        return listing_kind(lines[index])
    if not lines[index].strip():
        return ""
    return _HEADING if is_heading else BlockKind.PLAIN


def _group(index: int, kinds: list[str]) -> object:
    """What a line is grouped by: an empty line goes with what stands above it, every heading is alone."""
    if not kinds[index]:
        kinds[index] = (
            kinds[index - 1] if index and not kinds[index - 1].startswith(_HEADING) else BlockKind.PLAIN
        )
    return f"{_HEADING} {index}" if kinds[index] == _HEADING else kinds[index]


def _reading(source: Source, pieces: Sequence[Heading | Block], drops: Sequence[Drop]) -> Reading:
    nested = {
        one.lines: one for one in nest_by_level([piece for piece in pieces if isinstance(piece, Heading)])
    }
    whole = [nested[piece.lines] if isinstance(piece, Heading) else piece for piece in pieces]
    titles = (piece.title for piece in pieces if isinstance(piece, Heading))
    title = next(titles, "") or PurePosixPath(source.name).stem
    items, problems = assemble(source, title, whole)
    return Reading(source, NAME, title, items, tuple(drops), problems=tuple(problems))
