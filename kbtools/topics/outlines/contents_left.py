"""Contents whose page numbers stand left of the titles, or in two columns, put as most books print them."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kbtools.text import roman_number
from kbtools.topics.outlines.contents_label import label

_FIRST = re.compile(
    r"""(?P<indent>\s*)(?P<word>第\s*(?=\d{1,4}\s?页)|(?i:pp?\.?\s*)(?=\d)|[\[(（])?
    (?P<page>\d{1,4}|[ivxlc]{1,7})(?:\s?页|[\])）])?
    (?P<leader>\s*[.·…‥・_](?:\s?[.·…‥・_])+|\s*…|\t)?(?P<blanks>\s*)(?P<title>[^\s.·…].*)""",
    re.VERBOSE,
)
_LAST = re.compile(r"[\s.·…‥・_]\d{1,4}\s*$")
_BESIDE = re.compile(
    r"(?P<left>\s*\S.*?(?:[.·…‥・_](?:\s*[.·…‥・_])+|\s{2,}|\t)\s*(?P<page>\d{1,4}|[ivxlc]{1,7}))(?:\s{2,}|\t)\s*(?P<right>\S.*)"
)
_ENDS = re.compile(r"(?:[.·…‥・_](?:\s*[.·…‥・_])+|\s{2,}|\t)\s*(?P<page>\d{1,4}|[ivxlc]{1,7})\s*$")
_FEW, _ENOUGH, _HALF = 3, 4, 0.5
_PAGES_EACH = 3
# Chapters count by one; pages of a book by more.
_FIRST_YEAR = 1000
_BEFORE_ALL = 1000


def swapped(rows: Sequence[str]) -> Sequence[str]:
    """The rows with the page behind the title where it stands before it; any others as they are."""
    written = [row for row in rows if row.strip()]
    found = [match for row in written if (match := _paged(row))]
    if not _are_pages(found, written):
        return rows
    is_even = len({match["blanks"] for match in found}) == 1 and not any(map(_led, found))
    left = min(_column(match, is_even=is_even) for match in found)
    return [_swapped(row, left, is_even=is_even) for row in rows]


def parted(rows: Sequence[str]) -> Sequence[str]:
    """The rows of two columns below each other, in the order of their pages; any others as they are."""
    written = sum(bool(row.strip()) for row in rows)
    found = [match for row in rows if (match := _two(row))]
    if len(found) < max(_FEW, _HALF * written):
        return rows
    middle = min(match.start("right") for match in found)
    left = [match["left"] if (match := _two(row)) else row for row in rows]
    right = [f"{' ' * (match.start('right') - middle)}{match['right']}" for match in found]
    return [row for _, row in sorted(_with_pages([*left, *right]), key=lambda one: one[0])]


def _two(row: str) -> re.Match[str] | None:
    found = _BESIDE.fullmatch(row)
    return found if found and _ENDS.search(found["right"]) else None


def _with_pages(rows: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The rows with their pages; one without has that of the row below it, as a part has."""
    page, found = 10 * _BEFORE_ALL, []
    for row in reversed(rows):
        match = _ENDS.search(row)
        page = _number(match["page"]) if match else page
        found.append((page, row))
    yield from reversed(found)


def _paged(row: str) -> re.Match[str] | None:
    """The row as page and title; a letter or a number that sticks to a word is no page."""
    found = _FIRST.fullmatch(row)
    return found if found and (found["leader"] or found["blanks"]) else None


def _led(match: re.Match[str]) -> bool:
    return bool(match["leader"])


def _are_pages(found: Sequence[re.Match[str]], rows: Sequence[str]) -> bool:
    """Whether the numbers are pages and no chapters: they ascend, and titles have numbers of their own."""
    if len(found) < max(_FEW, _HALF * len(rows)):
        return False
    pages = [_number(match["page"]) for match in found]
    if any(after < before for before, after in pairwise(pages)):
        return False
    told = sum(_is_told(match) for match in found)
    return told >= _HALF * len(found) or (len(found) >= _ENOUGH and _jump(pages) and not _end_paged(rows))


def _is_told(match: re.Match[str]) -> bool:
    """Whether a number can only be a page: by its word, its leader, or the number behind it."""
    has_word = bool(match["word"] and match["word"].strip() not in "[(（")
    return has_word or (_led(match) and match["leader"] != "\t") or label(match["title"]) is not None


def _jump(pages: Sequence[int]) -> bool:
    """Whether they run ahead of a count, as chapters do not; years do not begin so low."""
    return pages[0] < _FIRST_YEAR and pages[-1] >= _PAGES_EACH * len(pages)


def _end_paged(rows: Sequence[str]) -> bool:
    return sum(bool(_LAST.search(row)) for row in rows) >= _HALF * len(rows)


def _column(match: re.Match[str], *, is_even: bool) -> int:
    """How deep a title is written: behind its leader, else on the page; where all are alike not at all."""
    if is_even:
        return 0
    return len(match["blanks"].expandtabs(4)) if _led(match) else match.start("title")


def _swapped(row: str, left: int, *, is_even: bool) -> str:
    match = _paged(row)
    if match is None:
        return row
    depth = _column(match, is_even=is_even) - left
    return f"{' ' * depth}{match['title'].rstrip()}  {match['page']}"


def _number(page: str) -> int:
    """The page to compare by; Roman numerals come before all others."""
    return int(page) if page.isdecimal() else roman_number(page) - _BEFORE_ALL
