"""Blocks just as the plugin writes them, found at one go: the grammar for all others asks line by line."""

import re
from dataclasses import dataclass
from functools import cache

from kbtools.records import quick
from kbtools.sources.annotation_written import ANY, PLAIN, Document, decoded, document
from kbtools.sources.passage import cleaned
from kbtools.text import Lines, Rows

_OPENING = ">%%\n>```annotation-json\n"
_SHOWN = r"[^%\n]*(?:%(?!%)[^%\n]*)*"
"""Text without the sign of a marker; one `%` may stand anywhere."""
_MARKS = 6
_COMMENT_AT = 8
"""Lines from the first of a block to the first of its comment."""
_LINES = 11
"""Lines of a block without those of its comment."""
_TOP = ("", "\n")


def _block(data: str, passage: str) -> re.Pattern[str]:
    """A block with such JSON and such a passage; groups behind those of both: id, comment, tags."""
    return re.compile(
        _OPENING + rf">{data}\n>```\n>%%\n>{passage}\n"
        r">%%LINK%%\[\[#\^(?P<id>[A-Za-z0-9_-]+)\|show annotation\]\]\n>%%COMMENT%%\n"
        # An id line may end the block, and no comment is looked through behind the next fence of JSON.
        r"(?P<comment>(?:>(?![ \t]*(?:```annotation-json|\^[A-Za-z0-9_-]+[ \t]*\n))[^\n]*\n)*?)"
        rf">%%TAGS%%\n>({_SHOWN})\n\^(?P=id)[ \t]*(?=\n|\Z)"
    )


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Of most blocks, and of all; made for the first file, as a command that reads none need not wait."""
    plain = r"\*(?:%%PREFIX%%(?P=prefix))?%%HIGHLIGHT%% ==(?P=exact)==(?: %%POSTFIX%%(?P=suffix))? ?\*"
    return _block(PLAIN, plain), _block(ANY, r"(\*%%PREFIX%%[^\n]*\*)")


Parts = tuple[str, int, int, str, str, str, str, str, str]
"""Moment, start, end; passage, prefix, suffix, for display; id, comment as it stands, tags."""


@quick
@dataclass(frozen=True, slots=True)
class WrittenBlock:
    """One block as the plugin writes it."""

    lines: Lines
    document: Document
    parts: Parts

    @property
    def comment_line(self) -> int:
        """1-based line of the first of the comment."""
        return self.lines.start + _COMMENT_AT


def written_blocks(text: str) -> tuple[list[WrittenBlock], list[Rows]]:
    """The blocks with an empty line above that have every part in its place, and the lines around them.

    All others are left to the tolerant grammar. Runs of lines that are empty are left out.
    """
    blocks: list[WrittenBlock] = []
    around: list[Rows] = []
    line = done = 0
    position = text.find(_OPENING)
    while position >= 0:
        free = text[:position] in _TOP if position < len("\n\n") else text.startswith("\n\n", position - 2)
        found = _match(text, position) if free else None
        if found is None:
            position = text.find(_OPENING, position + 1)
            continue
        between = text[done:position]
        if between.strip("\n"):
            around.append(_rows(between[:-1], line))
        done, document, parts = found
        first = line + between.count("\n")
        line = first + _LINES - 1 + parts[-2].count("\n")
        blocks.append(WrittenBlock(Lines(first + 1, line + 1), document, parts))
        position = text.find(_OPENING, done)
    return blocks, [*around, *([_rows(text[done:], line)] if text[done:].strip("\n") else [])]


def _match(text: str, position: int) -> tuple[int, Document, Parts] | None:
    """The block at a place: its end, its document and its parts."""
    most, every = _patterns()
    if found := most.match(text, position):
        moment, run, start, end, exact, _, prefix, _, suffix, _, name, comment, tags = found.groups()
    elif found := every.match(text, position):
        moment, run, start, end, *literals, line, name, comment, tags = found.groups()
        exact, prefix, suffix = map(decoded, literals)
        if not _says(line, exact, prefix, suffix):
            return None
        exact, prefix, suffix = cleaned(exact), cleaned(prefix), cleaned(suffix)
    else:
        return None
    told, first, last = document(run), int(start), int(end)
    if told is None or first > last:
        return None
    return found.end(), told, (moment, first, last, exact, prefix, suffix, name, comment, tags)


def _says(line: str, exact: str, prefix: str, suffix: str) -> bool:
    """Whether a line is what the plugin writes of a passage, with no marker inside of it."""
    written = f"*%%PREFIX%%{prefix.strip()}%%HIGHLIGHT%% =={exact.strip()}== %%POSTFIX%%{suffix.strip()}*"
    return line == written and line.count("%%") == _MARKS


def _rows(text: str, line: int) -> Rows:
    """Lines that start with the end of the 0-based line, the last of a block, or with the file."""
    return (line + 1, text[1:].split("\n")) if line else (0, text.split("\n"))
