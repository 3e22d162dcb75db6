"""The passages of sources: quotes, paragraphs and lines of notes, snippets."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kbtools.model import (
    Block,
    BlockKind,
    Checked,
    Highlight,
    Item,
    Note,
    Passage,
    PassageKind,
    Reading,
    Session,
    Snippet,
    SnippetId,
    SourceId,
)
from kbtools.text import Lines

_STARTS = re.compile(r"[ \t>]*(?:[-*+•][ \t]|\d{1,3}[.)、][ \t]|#{1,6}[ \t]|$)")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_BREAK = re.compile(r"(?: {2,}|\\)$")
_OPENERS = {"<math": "</math>", "$$": "$$"}


def passages(
    readings: Sequence[Reading], sessions: Mapping[SourceId, Session], checked: Mapping[SnippetId, Checked]
) -> Iterator[Passage]:
    """Every passage by source, then as the items stand; what a reader wrote about a quote is none."""
    for reading in readings:
        for item in reading.items:
            yield from _of_item(item, reading.source.id)
        session = sessions.get(reading.source.id)
        yield from (_snippet(one, checked) for one in (session.snippets if session else ()))


def _of_item(item: Item, source: SourceId) -> Iterator[Passage]:
    if isinstance(item, Highlight):
        if item.quote.strip():
            yield Passage(source, item.id, PassageKind.QUOTE, item.lines, item.quote)
        return
    for index, block in enumerate(item.body):
        if block.kind in {BlockKind.PROSE, BlockKind.PLAIN}:
            yield from _of_block(block, index, item, source)


def _of_block(block: Block, index: int, item: Note, source: SourceId) -> Iterator[Passage]:
    for start, end in pieces(block):
        text = block.text[start:end]
        first = block.first_line + block.text.count("\n", 0, start)
        lines = Lines(
            *(min(line, block.lines.end) for line in (first, first + text.rstrip("\n").count("\n")))
        )
        yield Passage(source, item.id, PassageKind.TEXT, lines, text, index, start, end)


def pieces(block: Block) -> Iterator[tuple[int, int]]:
    """Start and end of every paragraph, list item and line that its author broke; blank ones left out.

    Of text without markup every line is one.
    """
    start, offset, closing = 0, 0, ""
    for line in _LINE.findall(block.text):
        bare = line.rstrip("\n")
        if not closing and offset > start and _STARTS.match(bare):
            yield from _unless_blank(block.text, start, offset)
            start = offset
        closing = _still_open(bare, closing)
        offset += len(line)
        if not closing and (block.kind is BlockKind.PLAIN or not bare.strip() or _BREAK.search(bare)):
            yield from _unless_blank(block.text, start, offset)
            start = offset
    yield from _unless_blank(block.text, start, offset)


def _unless_blank(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    return ((start, end),) if text[start:end].strip() else ()


def _still_open(line: str, closing: str) -> str:
    """What closes the formula that a line stands in or opens; empty for none."""
    if closing:
        return "" if closing in line else closing
    for opener, end in _OPENERS.items():
        at = line.rfind(opener)
        if at >= 0 and end not in line[at + len(opener) :] and (opener != "$$" or line.count("$$") % 2):
            return end
    return ""


def _snippet(snippet: Snippet, checked: Mapping[SnippetId, Checked]) -> Passage:
    found = checked.get(snippet.id)
    at = found.layout if found and found.layout is not None and found.layout < len(snippet.layouts) else 0
    code = snippet.layouts[at].code if snippet.layouts else snippet.text
    kind = PassageKind.CODE
    return Passage(snippet.source, snippet.item, kind, snippet.lines, code, snippet=snippet.id)
