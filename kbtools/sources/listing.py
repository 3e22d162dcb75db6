"""Runs of unfenced code with its output, told from prose line by line."""

import re
from collections.abc import Sequence

from kbtools.printout import table_end
from kbtools.sources.listing_line import Line, beside, end_of, listing_line
from kbtools.sources.printed import names_type, printed
from kbtools.sources.python_line import Look, is_whole

_LONGEST_TABLE = 200
_NAMED = re.compile(
    r"(?:(?:运行|打印|输出)?(?:输出|结果)(?:为|是|如下)?|outputs?|results?)\s*[:：]", re.IGNORECASE
)
_INDENTED = re.compile(r"[ \t]+\S")
_CODE_MARK = re.compile(r"[=()\[\]{}:]")
_TYPE = re.compile(r"[A-Z][a-z]+\w*")
_VALUE = re.compile(r"[(\[]{0,4}\s*(?:tensor|array)\(|torch\.Size\(|\[{2}\s*[-\d]")


def listing_lines(texts: Sequence[str]) -> set[int]:
    """Indices of the lines that are code, its comments or its output, empty lines between included."""
    return listing_and_output(texts)[0]


def listing_and_output(texts: Sequence[str]) -> tuple[set[int], set[int]]:
    """The same, and the indices of those that are output by their form or by the code above them."""
    lines = [listing_line(text) for text in texts]
    taken: set[int] = set()
    for index, line in enumerate(lines):
        if index not in taken and (line.look is Look.CODE or _shows_value(lines, index)):
            taken.update(range(index, end_of(lines, index)))
    _spread(lines, taken)
    output = {index for index, line in enumerate(lines) if line.look is Look.OUTPUT}
    for run in printed(lines, taken):
        taken.update(run)
        output.update(run)
    _spread(lines, taken)
    return _joined(texts, taken), output & taken


def _shows_value(lines: Sequence[Line], index: int) -> bool:
    """Whether names stand right above the tensor or the table that they are: `a + b`, and its value below."""
    if lines[index].look is not Look.MAYBE or index + 1 == len(lines):
        return False
    below = [line.text for line in lines[index + 1 : index + 1 + _LONGEST_TABLE]]
    if len(below) > 1 and _NAMED.fullmatch(below[0].strip()):
        return lines[index + 2].look is Look.OUTPUT or table_end(below, 1) > 1
    # A line of the table itself is set from the margin, or is no expression.
    named = not _INDENTED.match(lines[index].text) and is_whole(lines[index].text)
    return bool(_VALUE.match(below[0].strip())) or (named and table_end(below, 0) > 0)


def _spread(lines: Sequence[Line], taken: set[int]) -> None:
    """Take what is listing only beside listing: comments, output, names; downwards, then upwards."""
    for index in range(len(lines)):
        if index not in taken and beside(lines, taken, index, -1) and _joins(lines, index, below=True):
            taken.update(range(index, end_of(lines, index)))
    for index in range(len(lines) - 1, -1, -1):
        if index not in taken and beside(lines, taken, index, 1) and _joins(lines, index, below=False):
            taken.add(index)


def _joins(lines: Sequence[Line], index: int, *, below: bool) -> bool:
    line = lines[index]
    if line.look in {Look.COMMENT, Look.OUTPUT}:
        return True
    touching = bool(lines[index - 1 if below else index + 1].text)
    if line.look is Look.MAYBE:
        bare_type = _TYPE.fullmatch(line.text.strip())
        return touching and not (names_type(lines, index) if below else bare_type)
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
