"""Dropped lines that a person wants to see all the same, brought back as items."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from kbtools.model import Block, BlockKind, Drop, Item, ItemId, Note, Reading
from kbtools.problems import Code, Problem, Severity
from kbtools.sources.listing import listing_lines
from kbtools.sources.markdown_blocks import walk
from kbtools.text import Lines, digest, fold_radicals, split_lines

Kept = Mapping[int, str]
"""1-based line of a source, as it was when a person kept it, to the beginning of its text."""
BEGINNING = 60
"""Characters of a line that are enough to find it again when the lines above it change."""


def beginning(line: str) -> str:
    """What a kept line is known by."""
    return line.strip()[:BEGINNING].rstrip()


def keep(reading: Reading, kept: Kept) -> Reading:
    """The reading with the kept lines among its items instead of its drops.

    A line that the source no longer has comes as a problem.
    """
    if not kept:
        return reading
    texts = split_lines(reading.source.text)
    places = _places(texts)
    found = {line: _line(places.get(text, ()), line) for line, text in kept.items()}
    dropped = {line for drop in reading.drops if drop.columns is None for line in _range(drop.lines)}
    lines = {line for line in found.values() if line in dropped}
    return replace(
        reading,
        items=tuple(_items(reading, texts, lines)),
        drops=tuple(_drops(reading, texts, lines)),
        problems=(*reading.problems, *(_lost(reading, kept[one]) for one, at in found.items() if not at)),
    )


def _range(lines: Lines) -> range:
    return range(lines.start, lines.end + 1)


def _places(texts: Sequence[str]) -> Mapping[str, Sequence[int]]:
    """The 1-based lines that begin alike, by how they begin."""
    places: dict[str, list[int]] = {}
    for number, text in enumerate(texts, 1):
        if text.strip():
            places.setdefault(beginning(text), []).append(number)
    return places


def _line(same: Sequence[int], line: int) -> int:
    """Where a kept line stands now: the nearest one of its text; 0 for nowhere."""
    return min(same, key=lambda number: abs(number - line), default=0)


def _drops(reading: Reading, texts: Sequence[str], lines: Collection[int]) -> Iterator[Drop]:
    for drop in reading.drops:
        if drop.columns is not None or not any(line in lines for line in _range(drop.lines)):
            yield drop
            continue
        for run in _runs(line for line in _range(drop.lines) if line not in lines):
            text = "\n".join(texts[run.start - 1 : run.end])
            if text.strip():
                yield replace(drop, lines=run, text=text)


def _runs(numbers: Iterator[int]) -> Iterator[Lines]:
    """Runs of lines that follow each other."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [line for _, line in group]
        yield Lines(run[0], run[-1])


def _items(reading: Reading, texts: Sequence[str], lines: Collection[int]) -> Iterator[Item]:
    """The items with the kept blocks in the section they stand in, in one of their own behind a highlight."""
    fresh = [block for run in _runs(iter(sorted(lines))) for block in _blocks(reading, texts, run)]
    starts = [item.lines.start for item in reading.items]
    by_item: dict[int, list[Block]] = {}
    for block in fresh:
        by_item.setdefault(bisect_right(starts, block.lines.start) - 1, []).append(block)
    if -1 in by_item:
        yield _section(reading, (), by_item[-1])
    for index, item in enumerate(reading.items):
        own = by_item.get(index, [])
        if not isinstance(item, Note):
            yield item
            if own:
                yield _section(reading, item.headings, own)
            continue
        body = sorted((*item.body, *own), key=lambda block: block.lines)
        end = max([item.lines.end, *(block.lines.end for block in own)])
        yield replace(item, body=tuple(body), lines=Lines(item.lines.start, end)) if own else item


def _section(reading: Reading, headings: tuple[str, ...], body: Sequence[Block]) -> Note:
    name = digest("\n".join((reading.source.id, "kept", *(block.text for block in body))), 10)
    lines = Lines(body[0].lines.start, body[-1].lines.end)
    return Note(ItemId(f"n-{name}"), lines, reading.title, 0, "", headings, tuple(body))


def _blocks(reading: Reading, texts: Sequence[str], run: Lines) -> Iterator[Block]:
    """The blocks of some kept lines, told as the reader of the source tells them."""
    inside = texts[run.start - 1 : run.end]
    if not any(block.kind is BlockKind.PLAIN for item in reading.items for block in item.body):
        walked = walk(inside, run.start, headings=False)
        yield from (piece for piece in walked.pieces if isinstance(piece, Block))
        return
    code = listing_lines(inside)
    kinds = [BlockKind.LISTING if index in code else BlockKind.PLAIN for index in range(len(inside))]
    for kind, group in groupby(range(len(inside)), key=lambda index: kinds[index]):
        indices = [index for index in group if inside[index].strip()]
        if indices:
            text = "\n".join(inside[indices[0] : indices[-1] + 1])
            lines = Lines(run.start + indices[0], run.start + indices[-1])
            yield Block(kind, text if kind is BlockKind.LISTING else fold_radicals(text), lines)


def _lost(reading: Reading, text: str) -> Problem:
    what = f"a line that was kept is no longer in this source: “{text}”"
    hint = "remove it under `kept:` in docs/topics.yml, or keep its new text with `kbtools keep FILE:LINE`"
    return Problem(reading.source.name, 0, Severity.WARNING, Code.KEPT_LOST, what, hint)
