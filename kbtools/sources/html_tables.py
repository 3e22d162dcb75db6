"""Tables that a conversion wrote as HTML, as rows of cells separated by tabs; links as words and address."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise

_START = re.compile(r"\s{0,3}(?:<html><body>)?<table\b[^<>]{0,300}>", re.IGNORECASE)
_END = re.compile(r"</table>(?:</body></html>)?\s*$", re.IGNORECASE)
LIVE = re.compile(r"(?i)(?:https?|ftp|mailto):")
"""What the address of a link begins with where it leads anywhere from a page of ours."""
_MOST_LINES = 2000


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """A table and where it stands; lines count from 0, the end exclusive."""

    start: int
    end: int
    text: str
    """Rows as lines, cells separated by tabs."""


def html_tables(lines: Sequence[str], taken: Collection[tuple[int, int]]) -> Iterator[HtmlTable]:
    """The tables that fill whole lines, outside what is taken; one that nothing closes is none.

    One that holds more than words in cells, such as a caption, a picture or another table, is none either.
    """
    opened = [index for index, line in enumerate(lines) if "<table" in line.lower()]
    if not opened:
        return
    held = {index for start, end in taken for index in range(start, end)}
    ends = [index for index, line in enumerate(lines) if _END.search(line)]
    free = 0
    for start, below in pairwise((*opened, len(lines))):
        if start < free or start in held or not _START.match(lines[start]):
            continue
        following = bisect_left(ends, start)
        end = ends[following] if following < len(ends) else len(lines)
        if end >= min(below, start + _MOST_LINES) or not held.isdisjoint(range(start, end + 1)):
            continue
        rows = _rows("\n".join(lines[start : end + 1]))
        if len(rows) > 1:
            free = end + 1
            yield HtmlTable(start, free, "\n".join(rows))


def _rows(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if not reader.plain:
        return []
    return ["\t".join(" ".join(cell.split()) for cell in row) for row in reader.rows if any(row)]


class _Reader(HTMLParser):
    """Collects the words of every cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.plain = True
        """Whether all that was read are words in cells."""
        self._tables = 0
        self._in_cell = False
        self._address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._tables += 1
            self.plain &= self._tables == 1
        elif tag == "img":
            self.plain = False
        elif tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")
            self._in_cell = True
        elif tag == "br" and self._in_cell:
            self.rows[-1][-1] += " "
        elif tag == "a":
            address = (dict(attrs).get("href") or "").strip()
            self._address = address if LIVE.match(address) else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._in_cell and self._address not in self.rows[-1][-1]:
            self.rows[-1][-1] += f" ({self._address})"
        if tag in {"td", "th", "tr", "table"}:
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data
        elif data.strip():
            self.plain = False

    def handle_comment(self, data: str) -> None:  # noqa: ARG002 - the parser's own contract
        self.plain = False
