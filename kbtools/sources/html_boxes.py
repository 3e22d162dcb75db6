"""Code and output that a conversion set as HTML, `<pre>…</pre>`: the text that a browser shows."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from html import unescape

from kbtools.model import Block, BlockKind
from kbtools.text import Lines

BOX = re.compile(r" {0,3}(?:<div\b[^<>\n]{0,300}>\s*)*<pre\b[^<>\n]{0,300}>", re.IGNORECASE)
"""How the first line of such a box begins."""
BOX_TAGS = re.compile(
    r"</?(?:pre|div|code|samp|span|font|b|i|em|strong)\b[^<>\n]{0,300}>|<br\s*/?>[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""What only draws; `<class 'int'>` is a value that its author did not write as HTML wants it."""
_END = re.compile(r"</pre>\s*(?:</div>\s*)*$", re.IGNORECASE)
_CODE = re.compile(r"\s*(?:<code\b[^<>\n]{0,300}>)?", re.IGNORECASE)
_LANGUAGE = re.compile(r"\b(?:language|lang|highlight|sourceCode)[-=:\s\"']+([A-Za-z][\w+#-]*)")
_OUTPUT = re.compile(r"\bclass\s*=[^<>]*\b(?:out|output|stdout)\b", re.IGNORECASE)
_MOST_LINES = 2000


def html_boxes(lines: Sequence[str], taken: Collection[tuple[int, int]], first: int) -> Iterator[Block]:
    """The boxes that fill whole lines, outside what is taken; one that nothing closes, or empty, is none.

    Args:
        lines: The text, line by line.
        taken: Runs of lines, counted from 0, the ends exclusive.
        first: 1-based source line of `lines[0]`.
    """
    ends = [index for index, line in enumerate(lines) if _END.search(line)]
    held = {index for start, end in taken for index in range(start, end)} if ends else set()
    free = 0
    for start, line in enumerate(lines if ends else ()):
        following = bisect_left(ends, start)
        if start < free or following == len(ends) or not BOX.match(line):
            continue
        end = ends[following] + 1
        if end - start <= _MOST_LINES and held.isdisjoint(range(start, end)):
            free = end
            yield from _box(lines[start:end], start + first)


def _box(lines: Sequence[str], first: int) -> Iterator[Block]:
    rows = [unescape(line) for line in BOX_TAGS.sub("", "\n".join(lines)).split("\n")]
    filled = [at for at, row in enumerate(rows) if row.strip()]
    if filled:
        text = "\n".join(rows[filled[0] : filled[-1] + 1])
        place = Lines(first, first + len(lines) - 1)
        yield Block(BlockKind.FENCE, text, place, _info(lines[0]), first + filled[0])


def _info(line: str) -> str:
    """The language that the tags at the start of a box name, `output` where they say that it holds one."""
    head = BOX.match(line)
    end = head.end() if head else 0
    code = _CODE.match(line, end)
    tags = line[: code.end() if code else end]
    named = _LANGUAGE.search(tags)
    return "output" if _OUTPUT.search(tags) else named[1].lower() if named else ""
