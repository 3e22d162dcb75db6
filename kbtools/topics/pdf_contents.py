"""An outline read from a PDF: its bookmarks or, without any, its printed table of contents."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2

from kbtools.model import Outline
from kbtools.topics.contents import read_contents

_FIRST_PAGES, _ENOUGH, _MOSTLY = 40, 5, 0.5
# Where a printed table of contents stands, and how many lines with a page number, and which share of all
# lines, make a page of it.
_HEADING = re.compile(r"(?:目\s*录|目\s*次|(?:table\s+of\s+)?contents)\s*", re.IGNORECASE)
_END = r"(?:[\s.·…]{2,}|\s)(\d{1,4}|[ivxl]{1,6})"
_LINE = re.compile(rf"\s*(\S.*?){_END}\s*$")
_TWO = re.compile(
    r"\s*(\S.*?)[\s.·…]{2,}(\d{1,4}|[ivxl]{1,6})\s+(?=(?:\d+(?:\.\d+)*|第\s*\S+\s*章|[Cc]hapter\s+\d+)\s*\S)"
)
# Two columns that were written line by line.
_NUMBERED = re.compile(r"\s*(?:\d+(?:[.．]\d+)*|第\s*\S+\s*[章节]|[Cc]hapter\s+\d+)[.．、]?\s+\S")
_BACK = 0.1
# Share of the lines whose page may lie before that of the line above.
_DEEPEST = 4
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
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
        ValueError: when the file is no PDF, or is locked with a password.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    try:
        marks = [
            f"{'  ' * mark.level}{' '.join((mark.get_title() or '').split())}"
            for mark in document.get_toc(max_depth=_DEEPEST)
        ]
        outline = read_contents("\n".join(marks))
        if len(outline.walk()) >= _ENOUGH:
            return outline
        printed = read_contents("\n".join(_printed(_pages(document))))
        return max(outline, printed, key=lambda one: len(one.walk()))
    finally:
        document.close()


def _pages(document: pypdfium2.PdfDocument) -> Iterator[list[str]]:
    """The lines of the first pages that are not empty."""
    for index in range(min(_FIRST_PAGES, len(document))):
        text = document[index].get_textpage().get_text_bounded().replace("\r", "")
        yield [line for line in text.split("\n") if line.strip()]


def _printed(pages: Iterator[list[str]]) -> list[str]:
    """The titles of the first run of pages that are a table of contents: its page numbers ascend."""
    found: list[_Row] = []
    read = list(pages)
    headed = [index for index, lines in enumerate(read) if any(map(_HEADING.fullmatch, lines[:3]))]
    for lines in read[headed[0] if headed else 0 :]:
        rows = _rows(lines)
        if rows and (not found or rows[0].page >= found[-1].page):
            found += rows
        elif found:
            break
    return [row.title for row in found]


def _rows(lines: Sequence[str]) -> list[_Row]:
    """The rows of a page of contents in the order of the book; empty for any other page."""
    whole = list(_joined([part for line in lines for part in _columns(line)]))
    rows = [_Row(match[1], _page(match[2])) for line in whole if (match := _LINE.match(line))]
    if len(rows) < _ENOUGH or len(rows) < _MOSTLY * len(whole):
        return []
    ordered = sorted(rows, key=lambda row: row.page)
    back = sum(after.page < before.page for before, after in pairwise(rows))
    in_columns = len(whole) > len(lines)
    return ordered if in_columns else rows if back <= _BACK * len(rows) else []


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
    if text.isdecimal():
        return int(text)
    values = [_ROMAN[letter] for letter in text]
    signed = (
        -value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True)
    )
    return sum(signed) - _BEFORE_ALL
