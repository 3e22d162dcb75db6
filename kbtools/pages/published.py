"""The book as others may see it: without what its authors hid or what tells of their machines."""

from collections.abc import Sequence
from dataclasses import replace

from kbtools.hidden import seen, spanning
from kbtools.model import (
    MATHEMATICS,
    Block,
    BlockKind,
    Book,
    Drop,
    DropReason,
    Highlight,
    Item,
    Reading,
    Session,
)
from kbtools.pages.private import private
from kbtools.text import Lines


def published(book: Book) -> Book:
    """The same book; each reading drops what was hidden, with its lines and without its text."""
    readings = tuple(_reading(reading) for reading in book.readings)
    hidden = {one.source.id: [drop.lines for drop in one.drops if _is_hidden(drop)] for one in readings}
    sessions = {
        source: _session(session, hidden.get(source, [])) for source, session in book.sessions.items()
    }
    return private(replace(book, readings=readings, sessions=sessions))


def _is_hidden(drop: Drop) -> bool:
    return drop.reason is DropReason.HIDDEN


def _session(session: Session, hidden: Sequence[Lines]) -> Session:
    shown = tuple(
        snippet
        for snippet in session.snippets
        if snippet.language.lower() not in MATHEMATICS
        and not any(lines.covers(snippet.lines) for lines in hidden)
    )
    return replace(session, snippets=shown)


def _reading(reading: Reading) -> Reading:
    across = tuple(spanning(reading))
    items, hidden = [], [*across]
    for item in reading.items:
        if any(lines.covers(item.lines) for lines in across):
            continue
        body, found = _body(item, across)
        hidden += found
        items.append(_item(item, body, across))
    if not hidden:
        return reading
    drops = tuple(Drop(lines, DropReason.HIDDEN, "") for lines in sorted(set(hidden)))
    return replace(reading, items=tuple(items), drops=(*reading.drops, *drops))


def _item(item: Item, body: tuple[Block, ...], spanning: Sequence[Lines]) -> Item:
    if isinstance(item, Highlight):
        return replace(item, body=body, comment=seen(item.comment).text)
    hidden = any(item.lines.start in lines and item.lines.start != lines.start for lines in spanning)
    return replace(item, body=body, title="", number="") if hidden else replace(item, body=body)


def _body(item: Item, spanning: Sequence[Lines]) -> tuple[tuple[Block, ...], list[Lines]]:
    """The blocks with what is seen of each, and the lines of what is not."""
    kept, hidden = [], []
    for block in item.body:
        cut = _cut(block, spanning)
        if cut is None or cut.kind is not BlockKind.PROSE:
            kept += [cut] if cut else []
            continue
        shown = seen(cut.text)
        hidden += [_in_source(cut, lines) for lines in shown.hidden]
        if shown.text.strip() or not shown.hidden:
            kept.append(replace(cut, text=shown.text))
    return tuple(kept), hidden


def _in_source(block: Block, lines: Lines) -> Lines:
    # A comment kept as JSON stands on fewer lines than it has.
    first = block.first_line - 1
    return Lines(*(min(first + line, block.lines.end) for line in (lines.start, lines.end)))


def _cut(block: Block, spanning: Sequence[Lines]) -> Block | None:
    """What of a block stands outside of such asides; None for nothing."""
    left: Block | None = block
    for lines in spanning:
        if left is not None and lines.overlaps(left.lines):
            left = _outside(left, lines)
    return left


def _outside(block: Block, lines: Lines) -> Block | None:
    if block.kind is not BlockKind.PROSE:
        return None
    rows = block.text.split("\n")
    if lines.start > block.lines.start:
        return replace(block, text="\n".join(rows[: lines.start - block.first_line]))
    rest = "\n".join(rows[lines.end - block.first_line :]).partition("%%")[2]
    below = lines.end <= block.lines.end and rest.strip()
    return replace(block, text=rest, text_line=lines.end) if below else None
