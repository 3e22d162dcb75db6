"""The blocks of an item with its snippets as cards in their place; nothing of either disappears."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kbtools.model import MATHEMATICS, Block, BlockKind, Snippet, SnippetId
from kbtools.pages.cut_tables import whole_tables
from kbtools.pages.html import paragraphs
from kbtools.pages.markup import code, mathematics, open_prose, plain, prose, tabbed
from kbtools.pages.wikilinks import NOWHERE, Links
from kbtools.text import Lines, split_lines, squash

BLOCK_WRITERS: Mapping[BlockKind, Callable[[Block, Links], str]] = {
    BlockKind.PROSE: lambda block, links: prose(block.text, links=links),
    BlockKind.PLAIN: lambda block, _: plain(block.text),
    BlockKind.FENCE: lambda block, _: _fence(block),
    BlockKind.LISTING: lambda block, _: code(block.text, "python"),
    BlockKind.TABLE: lambda block, _: tabbed(block.text),
}
"""How each kind of block is written."""
_HOLD_CODE = (BlockKind.FENCE, BlockKind.LISTING, BlockKind.TABLE)
_QUOTE_MARK = re.compile(r" {0,3}> ?")

Card = Callable[[Snippet, Sequence[Block]], str]
"""Writes one snippet, with the words that stand between its code and its output."""

_TEX = MATHEMATICS - {"asciimath"}
# What the site can draw.


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the text of an item is written for."""

    links: Links = NOWHERE
    source: Sequence[str] = ()
    """Lines of the source, for telling which blocks stand in a quote; empty where that is all the same."""
    margin: int = 0
    """Quote marks that every line of the item has: those of a highlight's own block."""

    def quoted(self, line: int) -> bool:
        """Whether a 1-based line of the source stands in a quote of the item's own."""
        text = self.source[line - 1] if 0 < line <= len(self.source) else ""
        marks = re.match(r"[ \t>]*", text)
        return marks is not None and marks[0].count(">") > self.margin


def item_body(
    blocks: Sequence[Block], snippets: Sequence[Snippet], card: Card, around: Surroundings | None = None
) -> str:
    """The blocks in order; each snippet's card once, at the first block it touches.

    A block of code gives way to the cards of its snippets, and any block inside a snippet's lines is part
    of its card. Lines that no snippet holds are written; so is a snippet that touches no block. What goes on
    in a callout is written into it.
    """
    around = around or Surroundings()
    blocks = whole_tables(blocks, [snippet.lines for snippet in snippets])
    waiting = {snippet.id: snippet for snippet in snippets}
    between = {snippet.id: _between(blocks, snippet) for snippet in snippets}
    inner = [block for words in between.values() for block in words]
    written: list[str] = []
    end = ""
    for before, block in zip((None, *blocks), blocks, strict=False):
        if end and not _goes_on(before, block, around):
            written, end = [*written, end], ""
        if block in inner:
            continue
        mine = [snippet for snippet in snippets if snippet.lines.overlaps(block.lines)]
        fresh = [waiting.pop(snippet.id) for snippet in mine if snippet.id in waiting]
        cards = {snippet.id: card(snippet, between[snippet.id]) for snippet in fresh}
        if block.kind is BlockKind.PROSE and not mine:
            text, end = _prose(block, end, around)
            written.append(text)
        else:
            written += _pieces(block, mine, cards, around.links)
    rest = (card(snippet, between[snippet.id]) for snippet in waiting.values())
    return paragraphs(*written, end, *rest)


def _goes_on(before: Block | None, block: Block, around: Surroundings) -> bool:
    """Whether a block stands in the quote that the one before it ended in."""
    return (
        before is not None
        and block.lines.start <= before.lines.end + 1
        and around.quoted(before.lines.end)
        and around.quoted(block.lines.start)
    )


def _prose(block: Block, end: str, around: Surroundings) -> tuple[str, str]:
    """The text, and the end of the callout that it leaves open; `end` is that of one open before it."""
    if not end:
        return open_prose(block.text, links=around.links)
    rows = split_lines(block.text)
    stop = next((at for at, row in enumerate(rows) if not _QUOTE_MARK.match(row)), len(rows))
    inside = "\n".join(_QUOTE_MARK.sub("", row, count=1) for row in rows[:stop])
    written = prose(inside, links=around.links)
    if stop == len(rows):
        return written, end
    below, opened = open_prose("\n".join(rows[stop:]), links=around.links)
    return paragraphs(written, end, below), opened


def _between(blocks: Sequence[Block], snippet: Snippet) -> tuple[Block, ...]:
    """Words inside a snippet's lines that are neither its code nor its output."""
    covered = (block for block in blocks if snippet.lines.covers(block.lines))
    words = [block for block in covered if block.kind not in _HOLD_CODE and not _held(block, [snippet])]
    return tuple(block for block in words if block.lines.start > snippet.lines.start)


def _pieces(block: Block, mine: Sequence[Snippet], cards: dict[SnippetId, str], links: Links) -> list[str]:
    if mine and block.kind in _HOLD_CODE and _lines_match(block):
        return _split(block, mine, cards)
    if mine and _held(block, mine):
        return list(cards.values())
    return [write(block, links), *cards.values()]


def write(block: Block, links: Links = NOWHERE) -> str:
    """A block that no snippet has to do with."""
    return BLOCK_WRITERS[block.kind](block, links)


def _fence(block: Block) -> str:
    return mathematics(block.text) if block.info in _TEX else code(block.text, block.info)


def _lines_match(block: Block) -> bool:
    """Whether the lines of the text are lines of the source, one to one."""
    return block.first_line + block.text.rstrip("\n").count("\n") <= block.lines.end


def _held(block: Block, snippets: Sequence[Snippet]) -> bool:
    """Whether the snippets show all that the block holds."""
    rest = squash(block.text)
    for snippet in snippets:
        whole = squash(snippet.text + (snippet.recorded or ""))
        if rest in whole:
            return True
        for shown in (squash(snippet.text), squash(snippet.recorded or "")):
            rest = rest.replace(shown, "", 1)
    return not rest


def _split(block: Block, mine: Sequence[Snippet], cards: dict[SnippetId, str]) -> list[str]:
    numbered = list(enumerate(split_lines(block.text), block.first_line))
    pieces: list[str] = []
    for owner, run in groupby(numbered, key=lambda line: _owner(line[0], mine)):
        if owner is None:
            pieces.append(_rest(block, [text for _, text in run]))
        else:
            pieces.append(cards.pop(owner.id, ""))
    return [*pieces, *cards.values()]


def _owner(line: int, snippets: Sequence[Snippet]) -> Snippet | None:
    return next((snippet for snippet in snippets if line in snippet.lines), None)


def _rest(block: Block, lines: Sequence[str]) -> str:
    text = "\n".join(lines).strip("\n")
    where = Lines(block.lines.start, block.lines.end)
    return write(Block(block.kind, text, where, block.info)) if text.strip() else ""
