"""Headings, blocks and highlights in source order to items with stable ids."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

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
    named = _Names(source)
    items: list[Item] = []
    heading: Heading | None = None
    path: tuple[str, ...] = ()
    group: list[Heading | Block] = []
    for piece in pieces:
        if isinstance(piece, Block):
            group.append(piece)
            continue
        if group:
            items.append(_note(named.note(path), title, heading, group))
            group = []
        if isinstance(piece, Highlight):
            items.append(named.highlight(piece if piece.headings == path else replace(piece, headings=path)))
        else:
            heading, path = piece, piece.path
            group.append(piece)
    if group:
        items.append(_note(named.note(path), title, heading, group))
    return tuple(items), named.problems


def _note(name: ItemId, title: str, heading: Heading | None, group: Sequence[Heading | Block]) -> Note:
    body = [piece for piece in group if isinstance(piece, Block)]
    if isinstance(group[0], Heading) and group[0].extra:
        line = group[0].lines.start
        body.insert(0, Block(BlockKind.PROSE, group[0].extra, Lines(line, line)))
    lines = Lines(group[0].lines.start, max(piece.lines.end for piece in group))
    if heading is None:
        return Note(name, lines, title, 0, "", (), tuple(body))
    return Note(name, lines, heading.title, heading.level, heading.number, heading.path, tuple(body))


@dataclass(slots=True)
class _Names:
    """The ids of a source that are taken."""

    source: Source
    problems: list[Problem] = field(default_factory=list)
    _seen: dict[str, int] = field(default_factory=dict)
    _paths: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def note(self, path: tuple[str, ...]) -> ItemId:
        """The id of the next note under the same headings."""
        self._paths[path] += 1
        return note_id(self.source.id, path, self._paths[path])

    def highlight(self, item: Highlight) -> Highlight:
        """The highlight, under another id when its own is taken."""
        if item.id not in self._seen:
            self._seen[item.id] = 1
            return item
        self.problems.append(_duplicate(self.source, item))
        return replace(item, id=_free(item.id, self._seen))


def _free(name: str, seen: dict[str, int]) -> ItemId:
    """The first of `name-2`, `name-3`, … that no other highlight has; now taken."""
    seen[name] += 1
    number = seen[name]
    while f"{name}-{number}" in seen:
        number += 1
    seen[f"{name}-{number}"] = 1
    return ItemId(f"{name}-{number}")


def note_id(source: SourceId, path: Sequence[str], occurrence: int) -> ItemId:
    """The id of the n-th note under the same headings: stable while other parts of the file change."""
    return ItemId("n-" + digest("\n".join((source, *path, str(occurrence))), 10))


def _duplicate(source: Source, item: Highlight) -> Problem:
    what = f"a second highlight has the id ^{item.id}"
    hint = "give one of them a new ^id in the source, or remove the copy, and import it again"
    return Problem(source.name, item.lines.start, Severity.WARNING, Code.ID_DUPLICATE, what, hint)
