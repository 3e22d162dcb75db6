"""Data frames as a notebook's export leaves them: an HTML table of the class `dataframe`."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from kbtools.snippets.rows import Row, Rows

_BEGINS = re.compile(r"\s*<(?:div|style|table)\b")
_FRAME = re.compile(r"<table[^>]*\bdataframe\b")
_LONGEST = 2000
"""Rows of a source that a table may take."""


class _Cells(HTMLParser):
    """The cells of a table by row, and the line in the text on which each row begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[tuple[int, list[str]]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base's
        if tag == "tr":
            self.rows.append((self.getpos()[0] - 1, []))
        elif tag in {"td", "th"} and self.rows:
            self.rows[-1][1].append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][1][-1] += data.strip()


def frame(rows: Rows) -> tuple[Rows, int]:
    """The rows of a frame that a run of prose begins with, cells behind tabs, and how many rows it takes.

    Nothing and 0 for anything else.
    """
    if not rows or not _BEGINS.match(rows[0].text):
        return (), 0
    ends = (at for at, row in enumerate(rows[:_LONGEST], 1) if "</table>" in row.text)
    end = next(ends, 0)
    text = "\n".join(row.text for row in rows[:end])
    if not _FRAME.search(text):
        return (), 0
    cells = _Cells()
    cells.feed(text)
    found = (replace(rows[at], text="\t".join(line)) for at, line in cells.rows if any(line))
    return tuple(found), end + _closing(rows[end:])


def _closing(rows: Rows) -> int:
    """How many rows below the table belong to it: its size in words, the end of the box around it."""
    count = 0
    while count < len(rows) and _is_closing(rows[count]):
        count += 1
    return count


def _is_closing(row: Row) -> bool:
    return bool(re.fullmatch(r"\s*(?:<p>\d+ rows × \d+ columns</p>|</div>)\s*", row.text))
