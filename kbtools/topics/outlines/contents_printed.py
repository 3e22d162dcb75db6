"""The lines of a table of contents without what printing and copying did: pages, leaders, broken lines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kbtools.text import slug
from kbtools.topics.outlines.contents_label import PART, label
from kbtools.topics.outlines.contents_lines import Line
from kbtools.topics.outlines.topic_titles import bare
from kbtools.topics.titles import key

# Dots, blanks or tabs and a page number at the end of a printed line.
_PAGE = re.compile(
    r"(?:\s*[.·…‥・_](?:\s*[.·…‥・_])+|\s*…|\s{2,}|\t)\s*(?:\d{1,4}|[ivxlc]{1,7})\s*$|\s*/\s*\(?\d{1,4}\)?\s*$"
    r"|\s*[.·…_](?:\s*[.·…_]){2,}\s*(?:[A-Z\d]{1,3}[-–]\d{1,4}\s*)?$|\s+第\s*\d{1,4}\s*页$"
)
_LAST = re.compile(r"\s+(?:第\s*|(?i:pp?\.?\s*))?[(（]?(\d{1,4})[)）]?(?:\s*页)?$")
_ROMAN = re.compile(r"\s+[ivxlc]{1,7}$")
_ENOUGH, _HALF, _BACK = 4, 0.5, 0.1
_CHAPTERS = re.compile(r"\s+(?=第\s*[\d一二三四五六七八九十百]+\s*章\s)")
_HEADINGS = frozenset(
    {
        "目录",
        "目次",
        "目錄",
        "contents",
        "tableofcontents",
        "toc",
        "briefcontents",
        "detailedcontents",
        "summary",
        "outline",
        "大纲",
        "简目",
        "总目录",
    }
)
_ALWAYS = frozenset(
    {"目录", "目次", "目錄", "contents", "tableofcontents", "toc", "briefcontents", "detailedcontents"}
)
_TWO, _HAN = 2, "\u3000"


def cleared(lines: Iterable[Line]) -> Sequence[Line]:
    """A title a line, without its page, and without the title of the book."""
    return _without_title(_without_pages(_whole(list(_joined(_parted(lines))))))


def _parted(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines; a chapter that was copied with its sections in one line is parted at their numbers."""
    for line in lines:
        for chapter in _CHAPTERS.split(line.text):
            named = label(chapter)
            sections = (
                rf"\s+(?={named.number}[.．]\d{{1,2}}(?:[.．]\d{{1,2}})*[^\d.．])"
                if named and named.number.isdecimal()
                else ""
            )
            parts = re.split(sections, chapter) if sections else [chapter]
            yield from (replace(line, text=part) for part in (parts if len(parts) > _TWO else [chapter]))


def _joined(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines; `第三章` on a line of its own goes with the title below it."""
    alone: Line | None = None
    for line in lines:
        named = label(line.text)
        if alone:
            yield replace(alone, text=f"{alone.text} {line.text}") if named is None else alone
        bare = named is not None and not named.title
        if not bare and not (alone and named is None):
            yield line
        alone = line if bare else None
    if alone:
        yield alone


def _whole(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines; a numbered title without a page, whose like have one, goes on in the line that has it."""
    paged = [bool(_PAGE.search(line.text) or _LAST.search(line.text)) for line in lines]
    named = [label(line.text) for line in lines]
    styles = {one.style for one, has_page in zip(named, paged, strict=True) if one and has_page} - {PART}
    if sum(paged) < _HALF * len(lines):
        styles = set()
    open_line: Line | None = None
    for line, one, has_page in zip(lines, named, paged, strict=True):
        goes_on = open_line is not None and one is None and has_page and not line.is_item
        if open_line:
            yield replace(open_line, text=_run_on(open_line.text, line.text)) if goes_on else open_line
        open_line = line if one and not has_page and one.style in styles else None
        if not open_line and not goes_on:
            yield line
    if open_line:
        yield open_line


def _run_on(above: str, below: str) -> str:
    """A title that goes on below: Chinese without a blank."""
    return f"{above}{'' if above[-1] >= _HAN and below[0] >= _HAN else ' '}{below}"


def _without_pages(lines: Iterable[Line]) -> list[Line]:
    """The lines without leaders and pages; a number behind one blank is a page where many lines have one."""
    found = [replace(line, text=_PAGE.sub("", line.text).strip()) for line in lines]
    pages = [int(page[1]) for line in found if (page := _LAST.search(line.text))]
    back = sum(after < before for before, after in pairwise(pages))
    if len(pages) >= max(_ENOUGH, _HALF * len(found)) and back <= _BACK * len(pages):
        found = [replace(line, text=_ROMAN.sub("", _LAST.sub("", line.text))) for line in found]
    return [replace(line, text=bare(line.text)) for line in found if slug(line.text)]


def _without_title(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without `Contents` and without the title of the book that they are the contents of."""
    kept = [line for line in lines if key(line.text) not in _ALWAYS]
    if not kept or not kept[0].is_heading:
        return kept
    first, below = kept[0], kept[1:]
    alone = all(line.indent > first.indent for line in below) and label(first.text) is None
    highest = min((line.indent for line in below), default=0)
    parts = sum(line.indent == highest for line in below)
    is_title = key(first.text) in _HEADINGS or (alone and parts > 1)
    return below if is_title and below else kept
