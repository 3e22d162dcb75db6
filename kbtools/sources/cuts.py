"""What is left out inside of lines: copies of formulas, anchors of pages, roles of a book's tools."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from kbtools.model import Drop, DropReason
from kbtools.sources.formulas import copies
from kbtools.text import Lines

_ANCHOR = re.compile(r"<span id=\"page-[\w-]{1,40}\"></span>")
_ROLE = re.compile(r":(?:numref|eqref|cite[pt]?|ref):(?=`[^`\n]{1,200}`)")

_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a line that is left out; columns from 0, the end exclusive."""

    start: int
    end: int
    reason: DropReason
    instead: str = ""
    """What stands in its place: the mark of a formula."""


Cutter = Callable[[str], Iterator[Cut]]
"""Finds what to leave out of a line, in order."""


def formula_cutter(lines: Sequence[str]) -> Cutter:
    """What finds all but one copy of each formula on a page of these lines."""
    found = (one for line in lines for one in copies(line))
    proven = len(list(islice(found, _ENOUGH))) == _ENOUGH
    return partial(_formula_copies, proven=proven)


def _formula_copies(line: str, *, proven: bool) -> Iterator[Cut]:
    """All but one copy of each formula; what is TeX then stands between dollars."""
    for found in copies(line, proven=proven):
        left, right = found.kept
        mark = "$" if found.is_tex else ""
        yield Cut(found.start, left, DropReason.DUPLICATE_OF, mark)
        yield Cut(right, found.end, DropReason.DUPLICATE_OF, mark)


def leftovers(line: str) -> Iterator[Cut]:
    """Anchors of the pages of a PDF and roles of a book's tools, whose words stay."""
    if "<span id" in line or ":`" in line:
        found = sorted(match.span() for mark in (_ANCHOR, _ROLE) for match in mark.finditer(line))
        yield from (Cut(start, end, DropReason.PAGE_FURNITURE) for start, end in found)


def cut(lines: Sequence[str], first: int, cutter: Cutter) -> tuple[list[str], list[Drop]]:
    """The lines without what a cutter finds in them, and that.

    Args:
        lines: Lines of a source, as they stand.
        first: 1-based number of the first one.
        cutter: Finds what to leave out of a line.
    """
    kept: list[str] = []
    drops: list[Drop] = []
    for number, line in enumerate(lines, first):
        parts, at = [], 0
        for one in cutter(line):
            parts += [line[at : one.start], one.instead]
            at = one.end
            if line[one.start : one.end].strip():
                place, text = Lines(number, number), line[one.start : one.end]
                drops.append(Drop(place, one.reason, text, (one.start, one.end)))
        kept.append("".join((*parts, line[at:])))
    return kept, drops
