"""Runs of unfenced code with its output, told from prose line by line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kbtools.sources.python_line import Look, balance, is_cell, is_prompted, is_session, look, prosy

_CJK = re.compile(r"[\u3400-\u9fff]")
_BULLET = re.compile(r"\s*[•·●▪◦■*-]\s+\S")
_INDENTED = re.compile(r"[ \t]+\S")
_STRING = re.compile(r"\"[^\"]{0,2000}\"|'[^']{0,2000}'")
_CODE_MARK = re.compile(r"[=()\[\]{}:]")
_CUE = re.compile(
    r"(?i).{0,12}(?:输出|结果|打印|得到|显示|output|results?|prints?|gives?|résultat|sortie|결과|출력)"
    r"(?:.{0,8}[:：]| is| are|为|是|如下)"
)
_TYPE = re.compile(r"[A-Z][a-z]+\w*")
_VALUE = re.compile(r"[(\[]{0,4}\s*(?:tensor|array)\(|torch\.Size\(|\[{2}\s*[-\d]")
_QUOTES = '"""'
_LONGEST_STATEMENT = 100
_MOST_BLANKS = 2


@dataclass(frozen=True, slots=True)
class _Line:
    """One line with all that is asked of it more than once."""

    text: str
    look: Look
    balance: int
    quotes: int
    """How many triple quotes it holds."""
    goes_on: bool
    """Whether it may stand inside open brackets; words of a person do not."""


def listing_lines(texts: Sequence[str]) -> set[int]:
    """Indices of the lines that are code, its comments or its output, empty lines between included."""
    lines = [_line(text) for text in texts]
    taken: set[int] = set()
    for index, line in enumerate(lines):
        if index not in taken and (line.look is Look.CODE or _shows_value(lines, index)):
            taken.update(range(index, _end_of(lines, index)))
    _spread(lines, taken)
    _announced(lines, taken)
    _spread(lines, taken)
    return _joined(texts, taken)


def _shows_value(lines: Sequence[_Line], index: int) -> bool:
    """Whether names stand right above the tensor that they are: `a + b`, and its value below."""
    below = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    return lines[index].look is Look.MAYBE and bool(_VALUE.match(below))


def _line(text: str) -> _Line:
    if not text.strip():
        return _Line("", Look.WORDS, 0, 0, goes_on=True)
    bulleted = bool(_BULLET.match(text))
    goes_on = not bulleted and (
        text.isascii() or not _CJK.search(_STRING.sub("", text.split("#", maxsplit=1)[0]))
    )
    kind = Look.WORDS if bulleted else look(text)
    return _Line(text, kind, balance(text), text.count(_QUOTES), goes_on)


def _end_of(lines: Sequence[_Line], start: int) -> int:
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


def _spread(lines: Sequence[_Line], taken: set[int]) -> None:
    """Take what is listing only beside listing: comments, output, names; downwards, then upwards."""
    for index in range(len(lines)):
        if index not in taken and _beside(lines, taken, index, -1) and _joins(lines, index, below=True):
            taken.update(range(index, _end_of(lines, index)))
    for index in range(len(lines) - 1, -1, -1):
        if index not in taken and _beside(lines, taken, index, 1) and _joins(lines, index, below=False):
            taken.add(index)


def _announced(lines: Sequence[_Line], taken: set[int]) -> None:
    """Take the output that words under a listing announce: `Output:`, and what it printed below."""
    for index, line in enumerate(lines):
        if not line.text or (index in taken and not is_cell(line.text)):
            continue
        start = next((n for n in range(index + 1, min(len(lines), index + 3)) if lines[n].text), index)
        if line.text.rstrip().endswith((":", "：")) and is_session(lines[start].text):
            taken.add(start)
        value = index in taken and is_cell(line.text)
        if not value and (not _CUE.fullmatch(line.text.strip()) or not _beside(lines, taken, index, -1)):
            continue
        if start > index and (value or lines[start].look in {Look.OUTPUT, Look.MAYBE}):
            end = start
            while end < len(lines) and _goes_on(lines, end):
                end += 1
            taken.update(range(start, end))


def _goes_on(lines: Sequence[_Line], index: int) -> bool:
    line = lines[index]
    return bool(line.text) and line.goes_on and not prosy(line.text) and not _names_type(lines, index)


def _names_type(lines: Sequence[_Line], index: int) -> bool:
    """Whether a line is the name of a type, which shows nothing, with no code under it: a title."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    goes_on = below and below.look in {Look.CODE, Look.OUTPUT} and not is_prompted(below.text)
    return bool(_TYPE.fullmatch(lines[index].text.strip())) and not goes_on


def _beside(lines: Sequence[_Line], taken: set[int], index: int, step: int) -> bool:
    """Whether the next written line, at most two empty ones away, is taken."""
    for distance in range(1, _MOST_BLANKS + 2):
        neighbour = index + step * distance
        if not 0 <= neighbour < len(lines):
            return False
        if lines[neighbour].text:
            return neighbour in taken
    return False


def _joins(lines: Sequence[_Line], index: int, *, below: bool) -> bool:
    line = lines[index]
    if line.look in {Look.COMMENT, Look.OUTPUT}:
        return True
    touching = bool(lines[index - 1 if below else index + 1].text)
    if line.look is Look.MAYBE:
        bare_type = _TYPE.fullmatch(line.text.strip())
        return touching and not (_names_type(lines, index) if below else bare_type)
    # A line of a docstring's kind: indented, right under code, not in a person's language.
    code_like = line.goes_on and bool(_CODE_MARK.search(line.text))
    return below and touching and bool(_INDENTED.match(line.text)) and code_like


def _joined(lines: Sequence[str], taken: set[int]) -> set[int]:
    """The lines with the empty ones between two of them."""
    joined = set(taken)
    last = None
    for index in range(len(lines)):
        if index in taken:
            if (
                last is not None
                and index - last > 1
                and not any(lines[i].strip() for i in range(last + 1, index))
            ):
                joined.update(range(last + 1, index))
            last = index
    return joined
