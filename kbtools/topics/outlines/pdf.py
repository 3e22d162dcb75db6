"""An outline read from a PDF: its bookmarks or, without any, its printed table of contents."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2

from kbtools.model import Outline
from kbtools.text import roman_number
from kbtools.topics.outlines.contents import read_contents
from kbtools.topics.outlines.contents_label import PART, label
from kbtools.topics.outlines.contents_left import swapped

_FIRST_PAGES, _ENOUGH, _MOSTLY = 40, 5, 0.5
# Where a printed table of contents stands, and how many lines with a page number, and which share of all
# lines, make a page of it.
_HEADING = re.compile(r"(?:目\s*录|目\s*次|(?:table\s+of\s+)?contents)\s*", re.IGNORECASE)
_END = r"(?:[\s.·…]{2,}|\s)[(（]?(\d{1,4}|[ivxl]{1,6})[)）]?"
_LINE = re.compile(rf"(\s*\S.*?){_END}\s*$")
# A scanner or a viewer names pages so.
_NO_MARK = re.compile(r"(?:page|p\.?|第|scan|img|image)[\s_-]*\d+\s*页?(?:\.\w{3,4})?|\W*|\d+", re.IGNORECASE)
_TWO = re.compile(
    r"\s*(\S.*?)[\s.·…]{2,}(\d{1,4}|[ivxl]{1,6})\s+(?=(?:\d+(?:\.\d+)*|第\s*\S+\s*章|[Cc]hapter\s+\d+)\s*\S)"
)
# Two columns that were written line by line.
_NUMBERED = re.compile(r"\s*(?:\d+(?:[.．]\d+)*|第\s*\S+\s*[章节]|[Cc]hapter\s+\d+)[.．、]?\s+\S")
_BACK = 0.1
# Share of the lines whose page may lie before that of the line above.
_BEFORE = re.compile(r"(\d{1,4}|[ivxl]{1,6})[^\S\n]+(?=\S)")
# What may be a page left of its title.
_DEEPEST = 4
_COLUMN = 4
# Points to a blank: less than the least that a level is set in.
_FEW = 3
# Rows of a page that is headed as contents, or follows one.
_ROMAN = re.compile(r"\s*[IVX]{1,5}[.\s]\s*\S.{0,40}")
_FOOT, _RIGHT = 1, 2
# Of the four sides of a character.
_ALONE = re.compile(r"\s*[(（]?(?:\d{1,4}|[ivxl]{1,6})[)）]?\s*")
_BROKEN = "is no PDF, or is broken"
_LOCKED = "is locked with a password; take it off, or write its contents into a text file"
_SCANNED = "holds pictures of pages and no text; run OCR over it, or write its contents into a text file"
_BEFORE_ALL = 1000


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a printed table of contents."""

    title: str
    page: int
    """As printed; Roman numerals, which come before all others, are negative."""


def read_pdf(path: Path) -> Outline:
    """The outline of a PDF; empty when it has neither bookmarks nor a table of contents that can be read.

    Raises:
        ValueError: when the file is no PDF, is locked with a password, or holds pictures of pages only.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise ValueError(_LOCKED if "assword" in str(error) else _BROKEN) from error
    try:
        outline = read_contents("\n".join(_marks(document)))
        if len(outline.walk()) >= _ENOUGH:
            return outline
        pages = list(_pages(document))
        if not outline.topics and not any(pages):
            raise ValueError(_SCANNED)
        return max(outline, read_contents("\n".join(_printed(pages))), key=lambda one: len(one.walk()))
    finally:
        document.close()


def _marks(document: pypdfium2.PdfDocument) -> Iterator[str]:
    """The bookmarks, indented by their depth; those that only count pages are none."""
    for mark in document.get_toc(max_depth=_DEEPEST):
        title = " ".join((mark.get_title() or "").split())
        if not _NO_MARK.fullmatch(title):
            yield f"{'  ' * mark.level}{title}"


def _pages(document: pypdfium2.PdfDocument) -> Iterator[list[str]]:
    """The lines of the first pages that are not empty, as far from the left as they stand on the page."""
    for index in range(min(_FIRST_PAGES, len(document))):
        page = document[index].get_textpage()
        found = list(_level(page, [one for one in _starts(page.get_text_range()) if one[1].strip()]))
        lefts = [_left(page, start) for start, _ in found]
        margin = min(lefts, default=0)
        gaps = _gaps(page, found)
        yield [
            f"{' ' * int((left - margin) / _COLUMN)}{_set_apart(line.strip(), gaps.get(start))}"
            for left, (start, line) in zip(lefts, found, strict=True)
        ]


def _level(page: pypdfium2.PdfTextPage, lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The lines, a number that stands far from its title at its height in one with it."""
    before: tuple[int, str] | None = None
    for start, line in lines:
        if before and _is_beside(page, before, (start, line)):
            # As many blanks as there were characters between, for the places of all that follows.
            between = " " * (start - before[0] - len(before[1].strip()))
            before = (before[0], f"{before[1].strip()}{between}{line.strip()}")
            continue
        if before:
            yield before
        before = (start, line)
    if before:
        yield before


def _is_beside(page: pypdfium2.PdfTextPage, one: tuple[int, str], other: tuple[int, str]) -> bool:
    if bool(_ALONE.fullmatch(one[1])) == bool(_ALONE.fullmatch(other[1])):
        return False
    return abs(_left(page, one[0], _FOOT) - _left(page, other[0], _FOOT)) < _COLUMN


def _gaps(page: pypdfium2.PdfTextPage, lines: Sequence[tuple[int, str]]) -> dict[int, float]:
    """How far right of the number at its left a title starts, in points, by where its line does.

    Empty where all stand equally far behind their numbers, so that it tells nothing.
    """
    numbered = [(start, match) for start, line in lines if (match := _BEFORE.match(line.lstrip()))]
    titles = {start: _left(page, start + match.end()) for start, match in numbered}
    behind = [titles[start] - _left(page, start + match.end(1) - 1, _RIGHT) for start, match in numbered]
    if max(behind, default=0) - min(behind, default=0) < _COLUMN:
        return {}
    return {start: title - _left(page, start) for start, title in titles.items()}


def _set_apart(line: str, gap: float | None) -> str:
    """The line with blanks behind the number at its left, as many as there is room for."""
    match = _BEFORE.match(line)
    if match is None or gap is None:
        return line
    return f"{match[1].ljust(int(gap / _COLUMN))} {line[match.end() :]}"


def _starts(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a page, each with the index of its first character that is no blank."""
    start = 0
    for line in text.split("\n"):
        yield start + len(line) - len(line.lstrip()), line
        start += len(line) + 1


def _left(page: pypdfium2.PdfTextPage, index: int, side: int = 0) -> float:
    """How far from the page's corner a side of a character is, in points; 0 where the page does not tell."""
    try:
        return float(page.get_charbox(index)[side])
    except (pypdfium2.PdfiumError, IndexError):
        return 0.0


def _printed(pages: Sequence[list[str]]) -> list[str]:
    """The titles of the first run of pages that are a table of contents: its page numbers ascend."""
    found: list[_Row] = []
    headed = [
        index for index, lines in enumerate(pages) if any(map(_HEADING.fullmatch, map(str.strip, lines[:3])))
    ]
    first = pages[headed[0]] if headed else []
    for lines in pages[headed[0] if headed else 0 :]:
        rows = _rows(lines, _FEW if found or lines is first else _ENOUGH)
        if rows and (not found or rows[0].page >= found[-1].page):
            found += rows
        elif found:
            break
    counted = sum(label(row.title.strip()) is not None for row in found) >= _MOSTLY * len(found)
    return [row.title.strip() if counted else row.title for row in found]


def _rows(lines: Sequence[str], least: int = _ENOUGH) -> list[_Row]:
    """The rows of a page of contents in the order of the book; empty for any other page."""
    lines = swapped(lines)
    whole = list(_joined([part for line in lines for part in _columns(line)]))
    found = [(line, match) for line in whole if (match := _LINE.match(line)) or _is_part(line)]
    rows = [_Row(match[1], _page(match[2])) for _, match in found if match]
    if len(rows) < least or len(rows) < _MOSTLY * len(whole):
        return []
    back = sum(after.page < before.page for before, after in pairwise(rows))
    if len(whole) > len(lines):
        return sorted(rows, key=lambda row: row.page)
    return list(_with_parts(found)) if back <= _BACK * len(rows) else []


def _is_part(line: str) -> bool:
    named = label(line.strip())
    return _ROMAN.fullmatch(line) is not None or (named is not None and named.style == PART)


def _with_parts(found: Sequence[tuple[str, re.Match[str] | None]]) -> Iterator[_Row]:
    """The rows with the parts between them that have no page: each begins where the row below it does."""
    page = -_BEFORE_ALL
    rows = []
    for line, match in reversed(found):
        page = _page(match[2]) if match else page
        rows.append(_Row(match[1] if match else line, page))
    yield from reversed(rows)


def _columns(line: str) -> Iterator[str]:
    """The line, or its two halves where two columns stand on it."""
    match = _TWO.match(line)
    yield from (f"{match[1]}  {match[2]}", line[match.end() :]) if match else (line,)


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """The lines, a title that goes on below with its second half."""
    open_title = ""
    for line in lines:
        if open_title and not _NUMBERED.match(line) and _LINE.match(line):
            yield f"{open_title.rstrip()} {line.lstrip()}"
            open_title = ""
            continue
        if open_title:
            yield open_title
        open_title = line if _NUMBERED.match(line) and not _LINE.match(line) else ""
        if not open_title:
            yield line
    if open_title:
        yield open_title


def _page(text: str) -> int:
    return int(text) if text.isdecimal() else roman_number(text) - _BEFORE_ALL
