"""The lines of a table of contents that may be titles, with how deep each is written."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kbtools.text import fold_radicals, split_lines
from kbtools.topics.outlines.contents_left import parted, swapped
from kbtools.topics.outlines.contents_markup import plain_rows, without_tags

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_UNDERLINE = re.compile(r"\s{0,3}(={3,}|-{3,})\s*")
_MARKED = re.compile(
    r"(?P<indent>\s*)(?P<bullet>[-*+•●○▪]\s+)?(?:\[[ xX]\]\s+)?(?P<marks>#{1,6}\s+)?(?P<text>.*)"
)
_NO_TITLE = re.compile(r"\s*(?:!\[(?!\[)|>|<!--|[-=*_]{3,}\s*$)|(?:<{7}|>{7}|={7})(?:\s|$)")
_ROW, _RULE = re.compile(r"\s*\|(.*)\|\s*"), re.compile(r"\s*\|?[\s:|-]+\|?\s*")
_WIKILINK = re.compile(r"!?\[\[([^\[\]|#]*)(?:#[^\[\]|]*)?(?:\|([^\[\]]*))?\]\]")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_STRONG = re.compile(r"(\*\*|__)(?P<it>.+)\1")
_SLANTED = re.compile(r"(?<![\w*])\*(?P<it>[^*\s](?:[^*]*[^*\s])?)\*(?![\w*])")
# Full-width letters, digits and blanks are what they look like; punctuation stays.
_WIDE = {
    code: code - 0xFEE0 for one in ("０９", "Ａａ", "Ｚｚ") for code in range(ord(one[0]), ord(one[1]) + 1)
}
_WIDE |= {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))} | {
    0xFF0E: ".",
    0x3000: "  ",
}
_ABOVE_ALL = -100
_BOLD = 7
_MOST = 0.8
# No page is wider; what is, would only cost time.
_LONGEST = 100
_CIRCLED = {0x2460 + index: f"({index + 1}) " for index in range(20)}
# What one in brackets is.
_LONG = re.compile(rf"[ \t.·…‥・_]{{{_LONGEST},}}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that may be a title."""

    text: str
    indent: int
    """Columns; headings stand below 0, the highest lowest."""
    is_heading: bool = False
    is_item: bool = False
    """Whether it stands in a list."""
    is_link: bool = False


def title_lines(text: str) -> list[Line]:
    """The lines that may be titles: of a whole document its headings only, never code, tables or markup."""
    folded = _LONG.sub(
        lambda run: run[0][:_LONGEST], fold_radicals(text).translate(_WIDE).translate(_CIRCLED)
    )
    rows = parted(swapped(list(_plain(plain_rows(split_lines(without_tags(folded)))))))
    lines = [line for row in rows if not _ROW.fullmatch(row) and (line := _line(row)).text]
    headings = [line for line in lines if line.is_heading]
    if len(headings) > 1:
        return _of_document(lines)
    return lines or [Line(cells, 0) for cells in _cells(rows)]


def _of_document(lines: Sequence[Line]) -> list[Line]:
    """The headings, with the links below them where there is nothing else; those in no list are like them."""
    below = [line for line in lines if not line.is_heading]
    if sum(line.is_link for line in below) < _MOST * len(below):
        return [line for line in lines if line.is_heading]
    return [
        line if line.is_heading or line.is_item else replace(line, indent=_ABOVE_ALL + 1) for line in lines
    ]


def _plain(rows: Sequence[str]) -> Iterator[str]:
    """The rows without code and rules; underlined ones as headings."""
    open_fence = ""
    for row, after in pairwise((*rows, "")):
        fence = _FENCE.match(row)
        if fence and (not open_fence or row.strip().startswith(open_fence)):
            open_fence = "" if open_fence else fence[1]
        elif not open_fence and not _NO_TITLE.match(row):
            under = _UNDERLINE.fullmatch(after)
            bare = under and row.strip() and row[0] not in " \t-*+#|"
            yield f"{'#' if under and under[1][0] == '=' else '##'} {row}" if bare else row


def _line(row: str) -> Line:
    found = _MARKED.fullmatch(row.rstrip())
    if found is None:
        return Line("", 0)
    text = found["text"].strip()
    bold = _STRONG.fullmatch(text)
    level = len(found["marks"].strip()) if found["marks"] else _BOLD if bold and not found["bullet"] else 0
    indent = _ABOVE_ALL + level if level else len(found["indent"].expandtabs(4))
    whole = _LINK.fullmatch(text) or _WIKILINK.fullmatch(text)
    return Line(_unmarked(text), indent, 0 < level < _BOLD, bool(found["bullet"]), bool(whole))


def _unmarked(text: str) -> str:
    """The text without links, emphasis and code marks."""
    linked = _LINK.sub(r"\1", _WIKILINK.sub(lambda found: found[2] or found[1], text))
    strong = _STRONG.sub(lambda found: found["it"], linked)
    return _SLANTED.sub(lambda found: found["it"], strong).replace("`", "").strip(" \r")


def _cells(rows: Sequence[str]) -> Iterator[str]:
    """The rows of a table, cell behind cell, without its head."""
    for row, after in pairwise((*rows, "")):
        if (
            (found := _ROW.fullmatch(row))
            and not _RULE.fullmatch(row)
            and not (after.strip() and _RULE.fullmatch(after))
        ):
            yield " ".join(_unmarked(cell) for cell in found[1].split("|") if cell.strip())
