"""Headings, blocks and highlights in source order to items with stable ids."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kbtools.model import Block, BlockKind, Highlight, Item, ItemId, Note, Source, SourceId
from kbtools.problems import Code, Problem, Severity
from kbtools.sources.headings import Heading
from kbtools.text import Lines, digest

Piece = Heading | Block | Highlight


def assemble(source: Source, title: str, pieces: Sequence[Piece]) -> tuple[tuple[Item, ...], list[Problem]]:
    """The items of a source and the problems with their ids.

    Args:
        source: Where the pieces stand.
        title: Shown for text above the first heading.
        pieces: In source order, headings with their paths.
    """
    items: list[Item] = []
    heading: Heading | None = None
    for group in _groups(pieces):
        first = group[0]
        if isinstance(first, Heading):
            heading = first
        if isinstance(first, Highlight):
            path = heading.path if heading else ()
            items.append(first if first.headings == path else replace(first, headings=path))
        else:
            items.append(_note(title, heading, group))
    return _with_ids(source, items)


def _groups(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """A highlight alone; a heading with the blocks under it; blocks without a heading together."""
    group: list[Piece] = []
    for piece in pieces:
        starts_anew = not isinstance(piece, Block) or (bool(group) and isinstance(group[0], Highlight))
        if starts_anew and group:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _note(title: str, heading: Heading | None, group: Sequence[Piece]) -> Note:
    body = [piece for piece in group if isinstance(piece, Block)]
    if isinstance(group[0], Heading) and group[0].extra:
        line = group[0].lines.start
        body.insert(0, Block(BlockKind.PROSE, group[0].extra, Lines(line, line)))
    lines = Lines(group[0].lines.start, max(piece.lines.end for piece in group))
    if heading is None:
        return Note(ItemId(""), lines, title, 0, "", (), tuple(body))
    return Note(ItemId(""), lines, heading.title, heading.level, heading.number, heading.path, tuple(body))


def _with_ids(source: Source, items: Sequence[Item]) -> tuple[tuple[Item, ...], list[Problem]]:
    seen: Counter[str] = Counter()
    paths: Counter[tuple[str, ...]] = Counter()
    named: list[Item] = []
    problems = []
    for item in items:
        if isinstance(item, Note):
            paths[item.headings] += 1
            named.append(replace(item, id=note_id(source.id, item.headings, paths[item.headings])))
            continue
        seen[item.id] += 1
        if seen[item.id] > 1:
            problems.append(_duplicate(source, item))
            item = replace(item, id=_free(item.id, seen))  # noqa: PLW2901 - the renamed one goes on
        named.append(item)
    return tuple(named), problems


def _free(name: str, seen: Counter[str]) -> ItemId:
    """The first of `name-2`, `name-3`, … that no other highlight has; now taken."""
    number = seen[name]
    while seen[f"{name}-{number}"]:
        number += 1
    seen[f"{name}-{number}"] += 1
    return ItemId(f"{name}-{number}")


def note_id(source: SourceId, path: Sequence[str], occurrence: int) -> ItemId:
    """The id of the n-th note under the same headings: stable while other parts of the file change."""
    return ItemId("n-" + digest("\n".join((source, *path, str(occurrence))), 10))


def _duplicate(source: Source, item: Highlight) -> Problem:
    what = f"a second highlight has the id ^{item.id}"
    hint = "give one of them a new ^id in the source, or remove the copy, and import it again"
    return Problem(source.name, item.lines.start, Severity.WARNING, Code.ID_DUPLICATE, what, hint)
