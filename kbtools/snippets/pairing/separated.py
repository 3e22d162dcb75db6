"""An output between lines of one repeated mark: `#####`, `=====`, `.....`, `...`, three quotes."""

import re
from dataclasses import replace

from kbtools.snippets.pairing.found import Found, Seen
from kbtools.snippets.pairing.labels import is_label
from kbtools.snippets.rows import Rows
from kbtools.snippets.shapes import is_output, is_printed, is_value_line, literals

_MARK = re.compile(r"\s*(#{3,}|={3,}|-{3,}|\.{3,}|\*{3,}|'''|\"\"\")\s*")

_QUOTED = re.compile(r"\s*('''|\"\"\")(?P<value>.+)\1\s*")


def find(seen: Seen) -> Found | None:
    """The rows up to the closing mark, or up to the end of what looks printed when nothing closes it."""
    if seen.ready and (one := _QUOTED.fullmatch(seen.row.text)) and is_value_line(one["value"]):
        return Found(seen.at + 1, (replace(seen.row, text=one["value"].strip()),), "separators")
    if not seen.ready or not (mark := _MARK.fullmatch(seen.row.text)):
        return None
    close = _close(seen.rows, seen.at + 1, mark[1][0])
    fixed = literals("\n".join(row.text for row in seen.code))
    if close is not None and is_output(seen.rows[seen.at + 1 : close], fixed):
        return Found(close + 1, seen.rows[seen.at + 1 : close], "separators")
    start = seen.at + 1
    if start < len(seen.rows) and is_label(seen.rows[start].text):
        start += 1
    end = _printed(seen.rows, start)
    body = seen.rows[start:end]
    return Found(end, body, "separators") if is_output(body) else None


def _close(rows: Rows, start: int, mark: str) -> int | None:
    """Index of the next line of the same mark; its length may differ."""
    for index in range(start, len(rows)):
        match = _MARK.fullmatch(rows[index].text)
        if match and match[1][0] == mark:
            return index
    return None


def _printed(rows: Rows, start: int) -> int:
    end = start
    for index in range(start, len(rows)):
        if is_printed(rows[index].text):
            end = index + 1
        elif not rows[index].blank:
            break
    return end
