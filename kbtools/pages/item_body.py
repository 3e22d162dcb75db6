"""The blocks of an item with its snippets as cards in their place; nothing of either disappears."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from kbtools.model import Block, BlockKind, Snippet, SnippetId
from kbtools.pages.html import paragraphs
from kbtools.pages.markup import code, plain, prose, tabbed
from kbtools.text import Lines, split_lines, squash

BLOCK_WRITERS: Mapping[BlockKind, Callable[[Block], str]] = {
    BlockKind.PROSE: lambda block: prose(block.text),
    BlockKind.PLAIN: lambda block: plain(block.text),
    BlockKind.FENCE: lambda block: code(block.text, block.info),
    BlockKind.LISTING: lambda block: code(block.text, "python"),
    BlockKind.TABLE: lambda block: tabbed(block.text),
}
"""How each kind of block is written."""
_HOLD_CODE = (BlockKind.FENCE, BlockKind.LISTING, BlockKind.TABLE)

Card = Callable[[Snippet, Sequence[Block]], str]
"""Writes one snippet, with the words that stand between its code and its output."""


def item_body(blocks: Sequence[Block], snippets: Sequence[Snippet], card: Card) -> str:
    """The blocks in order; each snippet's card once, at the first block it touches.

    A block of code gives way to the cards of its snippets, and any block inside a snippet's lines is part
    of its card. Lines that no snippet holds are written; so is a snippet that touches no block.
    """
    waiting = {snippet.id: snippet for snippet in snippets}
    between = {snippet.id: _between(blocks, snippet) for snippet in snippets}
    inner = [block for words in between.values() for block in words]
    written: list[str] = []
    for block in (block for block in blocks if block not in inner):
        mine = [snippet for snippet in snippets if snippet.lines.overlaps(block.lines)]
        fresh = [waiting.pop(snippet.id) for snippet in mine if snippet.id in waiting]
        cards = {snippet.id: card(snippet, between[snippet.id]) for snippet in fresh}
        written += _pieces(block, mine, cards)
    return paragraphs(*written, *(card(snippet, between[snippet.id]) for snippet in waiting.values()))


def _between(blocks: Sequence[Block], snippet: Snippet) -> tuple[Block, ...]:
    """Words inside a snippet's lines that are neither its code nor its output."""
    covered = (block for block in blocks if snippet.lines.covers(block.lines))
    words = [block for block in covered if block.kind not in _HOLD_CODE and not _held(block, [snippet])]
    return tuple(block for block in words if block.lines.start > snippet.lines.start)


def _pieces(block: Block, mine: Sequence[Snippet], cards: dict[SnippetId, str]) -> list[str]:
    if mine and block.kind in _HOLD_CODE and _lines_match(block):
        return _split(block, mine, cards)
    if mine and _held(block, mine):
        return list(cards.values())
    return [write(block), *cards.values()]


def write(block: Block) -> str:
    """A block that no snippet has to do with."""
    return BLOCK_WRITERS[block.kind](block)


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
