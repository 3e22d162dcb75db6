"""Code that stands in Markdown without a fence: cells of a notebook, and what an interpreter shows."""

import re
from collections.abc import Iterator, Sequence

from kbtools.sources.listing import listing_and_output
from kbtools.sources.python_line import Look, is_cell, look

_CELL = re.compile(r"\s*In ?\[(?:[ *\d]{0,6}|None)\] ?:(?!=)")
_SESSION = re.compile(r">>> (?=\S)(.*)")
# Names and what they hold, as the last line of a cell asks for them.
_VALUES = re.compile(r"[A-Za-z_][\w.\[\]]*(?:, [A-Za-z_][\w.\[\]]*)+\s*$")
_HEADING = re.compile(r"#{1,6} +\S")


def unfenced(lines: Sequence[str], free: Sequence[bool]) -> Iterator[tuple[range, frozenset[int]]]:
    """Runs of code and output, each with the indices of what is output by itself.

    Args:
        lines: Some Markdown.
        free: For every line whether it stands outside fences and asides.
    """
    starts = [index for index, line in enumerate(lines) if free[index] and _starts(line)]
    if not starts:
        return
    texts = [line if free[index] else "" for index, line in enumerate(lines)]
    listing, output = listing_and_output(texts)
    end = 0
    for start in starts:
        if start < end:
            continue
        end = start + 1
        while end < len(lines) and free[end] and _goes_on(lines, end, listing):
            end += 1
        while not lines[end - 1].strip():
            end -= 1
        yield range(start, end), frozenset(output)


def _starts(line: str) -> bool:
    session = _SESSION.match(line)
    return bool(_CELL.match(line)) or (session is not None and look(session[1]) in {Look.CODE, Look.MAYBE})


def _goes_on(lines: Sequence[str], index: int, listing: set[int]) -> bool:
    """Whether a line belongs to the code above; a heading below an empty line does not."""
    if not lines[index].strip() or is_cell(lines[index]):
        return True
    return index in listing and not (_HEADING.match(lines[index]) and _is_heading(lines, index))


def _is_heading(lines: Sequence[str], index: int) -> bool:
    """Whether a line with `#` names a section: it stands alone, and nothing of a program stands under it."""
    if lines[index - 1].strip():
        return False
    if lines[index].startswith("##"):
        return True
    alone = index + 1 == len(lines) or not lines[index + 1].strip()
    below = next((line for line in lines[index + 1 : index + 4] if line.strip()), "")
    return alone and look(below) not in {Look.CODE, Look.OUTPUT} and not _VALUES.match(below)
