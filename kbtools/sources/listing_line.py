"""One line of a text that may hold unfenced code, with all that is asked of it more than once."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kbtools.sources.python_line import Look, balance, look

_CJK = re.compile(r"[\u3400-\u9fff]")
_BULLET = re.compile(r"\s*[•·●▪◦■*-]\s+\S")
_STRING = re.compile(r"\"[^\"]{0,2000}\"|'[^']{0,2000}'")
_QUOTES = '"""'
_LONGEST_STATEMENT = 100
_MOST_BLANKS = 2


@dataclass(frozen=True, slots=True)
class Line:
    """What a line looks like, and what it leaves open."""

    text: str
    """Empty for a blank line."""
    look: Look
    balance: int
    """How many brackets it leaves open; negative when it closes more than it opens."""
    quotes: int
    """How many triple quotes it holds."""
    goes_on: bool
    """Whether it may stand inside open brackets; words of a person do not."""


def listing_line(text: str) -> Line:
    """The line that a text is."""
    if not text.strip():
        return Line("", Look.WORDS, 0, 0, goes_on=True)
    bulleted = bool(_BULLET.match(text))
    code = _STRING.sub("", text.split("#", maxsplit=1)[0])
    goes_on = not bulleted and not _CJK.search(code)
    kind = Look.WORDS if bulleted else look(text)
    return Line(text, kind, balance(text), text.count(_QUOTES), goes_on)


def end_of(lines: Sequence[Line], start: int) -> int:
    """The index behind a statement or an output: where its brackets and triple quotes are closed."""
    depth = lines[start].balance
    quoted = lines[start].quotes % 2 == 1
    end = start + 1
    while (depth > 0 or quoted) and end < min(len(lines), start + _LONGEST_STATEMENT):
        if not quoted and not lines[end].goes_on:
            return start + 1
        depth += 0 if quoted else lines[end].balance
        quoted ^= lines[end].quotes % 2 == 1
        end += 1
    return end if depth <= 0 and not quoted else start + 1


def beside(lines: Sequence[Line], taken: Collection[int], index: int, step: int) -> bool:
    """Whether the next written line, at most two empty ones away, is taken."""
    for distance in range(1, _MOST_BLANKS + 2):
        neighbour = index + step * distance
        if not 0 <= neighbour < len(lines):
            return False
        if lines[neighbour].text:
            return neighbour in taken
    return False
