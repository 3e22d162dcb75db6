"""Runs of unfenced code with its output, told from prose line by line."""

import re
from collections.abc import Sequence

from kbtools.sources.python_line import Look, balance, look

_CJK = re.compile(r"[\u3400-\u9fff]")
_BULLET = re.compile(r"\s*[•·●▪◦■*-]\s+\S")
_INDENTED = re.compile(r"[ \t]+\S")
_QUOTES = '"""'
_LONGEST_STATEMENT = 300
_MOST_BLANKS = 2


def listing_lines(lines: Sequence[str]) -> set[int]:
    """Indices of the lines that are code, comments of code or recorded output, blank lines between included."""
    looks = [_look(line) for line in lines]
    taken = _statements(lines, looks)
    _spread(lines, looks, taken)
    return _joined(lines, taken)


def _look(line: str) -> Look:
    return Look.WORDS if not line.strip() or _BULLET.match(line) else look(line)


def _statements(lines: Sequence[str], looks: Sequence[Look]) -> set[int]:
    """Lines that are code by themselves, and what their open brackets and quotes hold."""
    taken: set[int] = set()
    for index, kind in enumerate(looks):
        if index not in taken and kind is Look.CODE:
            taken.update(range(index, _end_of(lines, index)))
    return taken


def _end_of(lines: Sequence[str], start: int) -> int:
    """The index behind a statement or an output: where its brackets and triple quotes are closed."""
    depth = balance(lines[start])
    quoted = lines[start].count(_QUOTES) % 2 == 1
    end = start + 1
    while (depth > 0 or quoted) and end < min(len(lines), start + _LONGEST_STATEMENT):
        if not quoted and not _goes_on(lines[end]):
            return start + 1 if depth > 0 else end
        depth += 0 if quoted else balance(lines[end])
        quoted ^= lines[end].count(_QUOTES) % 2 == 1
        end += 1
    return end if depth <= 0 and not quoted else start + 1


def _goes_on(line: str) -> bool:
    """Whether a line may stand inside open brackets; words of a person do not."""
    code = line.split("#")[0]
    return not _CJK.search(re.sub(r"\"[^\"]*\"|'[^']*'", "", code)) and not _BULLET.match(line)


def _spread(lines: Sequence[str], looks: Sequence[Look], taken: set[int]) -> None:
    """Take what is listing only beside listing: comments, output, names; downwards, then upwards."""
    index = 0
    while index < len(lines):
        if (
            index not in taken
            and _beside(lines, taken, index, -1)
            and _joins(lines, looks, index, below=True)
        ):
            taken.update(range(index, _end_of(lines, index)))
        index += 1
    for index in range(len(lines) - 1, -1, -1):
        if (
            index not in taken
            and _beside(lines, taken, index, 1)
            and _joins(lines, looks, index, below=False)
        ):
            taken.add(index)


def _beside(lines: Sequence[str], taken: set[int], index: int, step: int) -> bool:
    """Whether the next written line, at most two empty ones away, is taken."""
    for distance in range(1, _MOST_BLANKS + 2):
        neighbour = index + step * distance
        if not 0 <= neighbour < len(lines):
            return False
        if lines[neighbour].strip():
            return neighbour in taken
    return False


def _joins(lines: Sequence[str], looks: Sequence[Look], index: int, *, below: bool) -> bool:
    kind = looks[index]
    touching = bool(lines[index - 1 if below else min(index + 1, len(lines) - 1)].strip())
    if kind in {Look.COMMENT, Look.OUTPUT}:
        return True
    if kind is Look.MAYBE:
        return touching
    # A line of a docstring's kind: indented, right under code, not in a person's language.
    return below and touching and bool(_INDENTED.match(lines[index])) and _is_code_like(lines[index])


def _is_code_like(line: str) -> bool:
    return not _CJK.search(line) and not _BULLET.match(line) and bool(re.search(r"[=()\[\]{}:]", line))


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
