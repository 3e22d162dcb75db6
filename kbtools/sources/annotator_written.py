"""Blocks just as the plugin writes them, found at one go: the grammar for all others asks line by line."""

import re
from collections.abc import Iterator

from kbtools.sources.annotator_block import RawBlock
from kbtools.text import Lines

_OPENING = ">%%\n>```annotation-json\n"
_SHOWN = r"[^%\n]*(?:%(?!%)[^%\n]*)*"
"""Text without the sign of a marker; one `%` may stand anywhere."""
_WRITTEN = re.compile(
    _OPENING + r">(\{[^\n]*)\n>```\n>%%\n"
    rf">(\*(?:%%PREFIX%%{_SHOWN})?%%HIGHLIGHT%%{_SHOWN}(?:%%POSTFIX%%{_SHOWN})?\*)\n"
    r">%%LINK%%\[\[#\^([A-Za-z0-9_-]+)\|show annotation\]\]\n"
    # An id line may end the block, and no comment is looked through behind the next fence of JSON.
    r">%%COMMENT%%\n((?:>(?![ \t]*(?:```annotation-json|\^[A-Za-z0-9_-]+[ \t]*\n))[^\n]*\n)*?)"
    rf">%%TAGS%%\n>({_SHOWN})\n\^\3[ \t]*(?=\n|\Z)"
)
_COMMENT_AT = 8
"""Lines from the first of a block to the first of its comment."""


def written_blocks(text: str) -> Iterator[RawBlock]:
    """The blocks with an empty line above that have every part in its place, in file order.

    Each is to the field what the tolerant grammar gives for it; all others are left to that grammar.
    """
    position = text.find(_OPENING)
    line, counted = 0, 0
    while position >= 0:
        found = _WRITTEN.match(text, position) if _stands_free(text, position) else None
        if found:
            line, counted = line + text.count("\n", counted, position), position
            yield _raw(found, line)
        position = text.find(_OPENING, found.end() if found else position + 1)


def _stands_free(text: str, position: int) -> bool:
    """Whether an empty line, or nothing, stands above."""
    return text[max(0, position - 2) : position] in {"", "\n", "\n\n"}


def _raw(found: re.Match[str], line: int) -> RawBlock:
    """The block at the 0-based line."""
    data, passage, name, comment, tags = found.groups()
    lines = comment.count("\n")
    return RawBlock(
        Lines(line + 1, line + lines + _COMMENT_AT + 3),
        name,
        data,
        passage,
        tuple(comment[1:-1].split("\n>")) if lines else (),
        line + _COMMENT_AT + 1,
        tags,
        marked=True,
        complete=True,
        written=True,
    )
