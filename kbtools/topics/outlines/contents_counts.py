"""Roman numerals and letters in front of titles; only the lines around them tell which are numbers."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kbtools.text import roman_number
from kbtools.topics.outlines.contents_label import CHAPTER, PART, Label, label
from kbtools.topics.outlines.contents_lines import Line
from kbtools.topics.outlines.topic_titles import bare

_STOP = r"(?:[.．、:：)）]|\s+[-–—])\s*"
_ROMAN = re.compile(rf"(?P<n>[IVXLC]{{1,7}})(?:{_STOP}|\s+)(?P<title>\S.*)")
_LETTER = re.compile(rf"(?P<n>[A-Z])(?:{_STOP})(?P<title>\S.*)")
ROMAN, LETTER = "roman", "letter"
_CHAPTERS = frozenset({CHAPTER, "1", ROMAN})
_TWO = 2


def labels(lines: Sequence[Line]) -> list[Label | None]:
    """The label of every line, None for a line without one; `I.` is one where `II.` follows."""
    found = [label(line.text) for line in lines]
    romans, letters = _counted(lines, found)
    for run in romans:
        _put(lines, found, run, ROMAN)
    if _go_on(found, romans):
        for index in (index for run in romans for index in run):
            found[index] = Label(PART, "", bare(lines[index].text), 0)
    for run in letters:
        style = _style(lines, found, run) if len(letters) == 1 else LETTER
        _put(lines, found, run, style)
    return found


def _counted(lines: Sequence[Line], found: Sequence[Label | None]) -> tuple[list[list[int]], list[list[int]]]:
    """The runs of lines that Roman numerals and that letters count, from the first to the last."""
    romans, letters = [[-1]], [[-1]]
    for index, line in enumerate(lines):
        if found[index] is None:
            letter, roman = _LETTER.fullmatch(line.text), _ROMAN.fullmatch(line.text)
            if not (letter and _take(letters, index, ord(letter["n"]) - ord("A") + 1)) and roman:
                _take(romans, index, roman_number(roman["n"].lower()))
    return list(_long(romans)), list(_long(letters))


def _take(runs: list[list[int]], index: int, count: int) -> bool:
    """Whether a line counts on, or begins to; each run holds its lines behind a mark."""
    if count == 1:
        runs.append([-1])
    elif count != len(runs[-1]) or len(runs) == 1:
        return False
    runs[-1].append(index)
    return True


def _long(runs: Sequence[list[int]]) -> Iterator[list[int]]:
    return (run[1:] for run in runs if len(run) > _TWO)


def _put(lines: Sequence[Line], found: list[Label | None], run: Sequence[int], style: str) -> None:
    rule = _ROMAN if style == ROMAN and _ROMAN.fullmatch(lines[run[1]].text) else _LETTER
    for count, index in enumerate(run, 1):
        match = rule.fullmatch(lines[index].text)
        title = bare(match["title"]) if match else lines[index].text
        number = str(count) if rule is _ROMAN else chr(ord("A") + count - 1)
        found[index] = Label(style, number, title, None)


def _go_on(found: Sequence[Label | None], romans: Sequence[Sequence[int]]) -> bool:
    """Whether chapters count on from one Roman numeral to the next, so that these are parts."""
    first = min((run[0] for run in romans), default=len(found))
    chapters = [one for one in found[first:] if one and one.style in {CHAPTER, "1"}]
    counts = [int(one.number) for one in chapters if one.number.isdecimal()]
    return len(counts) > 1 and all(after > before for before, after in pairwise(counts))


def _style(lines: Sequence[Line], found: Sequence[Label | None], run: Sequence[int]) -> str:
    """That of the chapters, where the letters come behind them and as far left: they count appendices."""
    chapters = [index for index, one in enumerate(found) if one and one.style in _CHAPTERS]
    if len(chapters) < _TWO or chapters[-1] > run[0] or lines[run[0]].indent > lines[chapters[-1]].indent:
        return LETTER
    last = found[chapters[-1]]
    return last.style if last else LETTER
