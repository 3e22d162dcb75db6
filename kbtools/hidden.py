"""What authors hid in their own text: `%%asides%%` of Obsidian and HTML comments; it is never published."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kbtools.model import BlockKind, Note, Reading
from kbtools.text import Lines

_TOKEN = re.compile(r"\\.|`+|~{3,}|%%|<!--|\n[ \t]*(?=\n)")
_OPTIONS = re.compile(r"<!--\s*kb:")
_REST = re.compile(r"[^\S\n]*\n")
_LONGEST_MARGIN = 1000
"""Characters before a fence on its line; looked at once a fence, and a line may hold many."""
_FENCE_START = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*$")


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as its author meant others to see it."""

    text: str
    """Without what is hidden; a line that held nothing else is gone."""
    hidden: tuple[Lines, ...] = ()
    """Lines of the text, 1-based, that held something hidden, one run for each."""
    unclosed: int | None = None
    """Where a `%%` at the start of a line opens an aside that this text does not close; None for none."""


def seen(text: str) -> Seen:
    """The text without asides and comments; in code both stand for themselves, and so do unclosed ones.

    `<!-- kb: … -->` is not touched: it is no remark but an option.
    """
    if "%%" not in text and "<!--" not in text:
        return Seen(text)
    spans, unclosed = _spans(text)
    kept, end = [], 0
    for start, stop in spans:
        kept.append(text[end:start])
        end = _line_end(text, start, stop)
    return Seen("".join((*kept, text[end:])), tuple(_lines(text, spans)), unclosed)


def hidden_spans(text: str) -> Sequence[tuple[int, int]]:
    """Start and end of every part of the text that its author hid, 0-based, the end exclusive, in order."""
    return _spans(text)[0]


def spanning(reading: Reading) -> Iterator[Lines]:
    """Asides over several blocks of notes: from a `%%` that starts a line to the next one in any prose."""
    blocks = [block for item in reading.items if isinstance(item, Note) for block in item.body]
    opening: int | None = None
    for block in (block for block in blocks if block.kind is BlockKind.PROSE and "%%" in block.text):
        text = block.text
        if opening is not None and (end := text.find("%%")) >= 0:
            yield Lines(opening, block.first_line + text.count("\n", 0, end))
            text, opening = "\n" * text.count("\n", 0, end) + text[end + 2 :], None
        start = seen(text).unclosed if opening is None else None
        opening = block.first_line + text.count("\n", 0, start) if start is not None else opening


def _lines(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Lines]:
    """The lines of each span, 1-based; no part of the text is counted twice."""
    line, counted = 1, 0
    for start, stop in spans:
        line += text.count("\n", counted, start)
        last = line + text.count("\n", start, stop)
        yield Lines(line, last)
        line, counted = last, stop


def _line_end(text: str, start: int, stop: int) -> int:
    """Where the text goes on: below, when the hidden part had its lines for itself."""
    rest = _REST.match(text, stop)
    at = start
    while at and text[at - 1].isspace() and text[at - 1] != "\n":
        at -= 1
    return rest.end() if rest and (not at or text[at - 1] == "\n") else stop


def _spans(text: str) -> tuple[list[tuple[int, int]], int | None]:
    """Start and end of every hidden part in order, and where an aside opens that nothing closes."""
    tokens = list(_TOKEN.finditer(text))
    starts = [token.start() for token in tokens]
    partner = _partners(tokens)
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        token, end = tokens[at], tokens[at].end()
        if token[0] in {"%%", "<!--"}:
            closing = "%%" if token[0] == "%%" else "-->"
            found = text.find(closing, token.end())
            if found < 0 and closing == "%%":
                return spans, token.start() if _at_line_start(text, token.start()) else None
            end = found + len(closing) if found >= 0 else len(text)
            if found >= 0 and not _OPTIONS.match(text, token.start()):
                spans.append((token.start(), end))
        elif token[0][0] in "`~":
            end = _code_end(text, tokens, at, partner)
        at = max(at + 1, bisect_left(starts, end))
    return spans, None


def _at_line_start(text: str, offset: int) -> bool:
    while offset and text[offset - 1] in " \t>":
        offset -= 1
    return not offset or text[offset - 1] == "\n"


def _partners(tokens: list[re.Match[str]]) -> dict[int, int]:
    """For each run of backticks the end of the next one as long, in the same paragraph."""
    partner: dict[int, int] = {}
    later: dict[str, re.Match[str]] = {}
    for token in reversed(tokens):
        if token[0][0] == "\n":
            later.clear()
        elif token[0][0] == "`":
            if token[0] in later:
                partner[token.start()] = later[token[0]].end()
            later[token[0]] = token
    return partner


def _code_end(text: str, tokens: list[re.Match[str]], at: int, partner: dict[int, int]) -> int:
    """Where the code that a run of backticks or tildes opens ends: right after the run when it opens none."""
    token = tokens[at]
    mark, nearest = token[0], max(0, token.start() - _LONGEST_MARGIN)
    start = text.rfind("\n", nearest, token.start()) + 1 or nearest
    if len(mark) < 3 or not _FENCE_START.match(text, start, token.start()):  # noqa: PLR2004 (CommonMark)
        return partner.get(token.start(), token.end())
    for position in range(at + 1, len(tokens)):
        other = tokens[position]
        if other[0].startswith(mark) and _at_line_start(text, other.start()):
            return other.end()
    return len(text)
