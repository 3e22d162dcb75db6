"""Links and tags as they stand in the text of an item, each with its line in the source."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from kbtools.hidden import seen
from kbtools.mentions import hashtags
from kbtools.model import Block, BlockKind, Highlight, Item, Reading
from kbtools.pages.escape import clean
from kbtools.pages.syntax import parser
from kbtools.text import Lines, split_lines

_ESCAPED = re.compile(r"\\([\\#])")
_NO_HASH = "\ufdd2"
# Stands for a hash that its author took the meaning from; Unicode keeps it for use within a program.
_KINDS = {"kb_wikilink": "[[", "kb_embed": "![[", "link_open": "]("}


@dataclass(frozen=True, slots=True)
class Link:
    """A link to something of the author's own."""

    name: str
    """Page and heading that it names, without the words that are shown instead."""
    line: int
    """1-based line of the source."""
    kind: str
    """`[[`, `![[` for what is to be shown in place, or `](` for a Markdown link to a file."""


def links(item: Item, reading: Reading) -> Iterator[Link]:
    """The links in an item's prose, in order; what stands in code is none."""
    rows: Sequence[str] = ()
    for block in _prose(item):
        if "[[" not in block.text and "](" not in block.text:
            continue
        rows = rows or split_lines(reading.source.text)
        region, end = "\n".join(rows[block.lines.start - 1 : block.lines.end]), 0
        for token in _spans(block.text):
            if token.type in _KINDS:
                name = str(token.attrs.get("href", "")) if token.type == "link_open" else token.content
                start = max(region.find(name, end), end)
                end = start + len(name) if region.startswith(name, start) else start
                yield Link(_named(name), block.lines.start + region.count("\n", 0, start), _KINDS[token.type])


def tags(item: Item) -> tuple[str, ...]:
    """The tags of an item: those of the highlight, then the `#tags` in its text, each once."""
    own = item.tags if isinstance(item, Highlight) else ()
    texts = (
        token.content
        for block in _prose(item)
        if "#" in block.text
        for token in _spans(_ESCAPED.sub(_kept, block.text))
        if token.type == "text"
    )
    return tuple(dict.fromkeys((*own, *(tag for text in texts for tag in hashtags(text)))))


def _kept(match: re.Match[str]) -> str:
    return _NO_HASH if match[1] == "#" else match[0]


def _prose(item: Item) -> Iterator[Block]:
    """The blocks that Markdown is read in; a comment that is kept in one piece counts as one."""
    yield from (block for block in item.body if block.kind is BlockKind.PROSE)
    if isinstance(item, Highlight) and not item.body and item.comment:
        yield Block(BlockKind.PROSE, item.comment, Lines(item.lines.start, item.lines.end))


def _spans(text: str) -> Iterator[Token]:
    for token in parser().parse(seen(clean(text)).text):
        yield from token.children or ()


def _named(content: str) -> str:
    # In a table the bar before the words that are shown has a backslash.
    return content.replace("\\|", "|").split("|", 1)[0].strip()
