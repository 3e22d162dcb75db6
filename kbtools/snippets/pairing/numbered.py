"""A value behind the prompt of a notebook's result, `Out[4]: tensor([1])`, below lines typed without one."""

from dataclasses import replace

from kbtools.snippets.lex import CLOSED, feed
from kbtools.snippets.pairing.found import Found, Seen
from kbtools.snippets.pairing.plain import printed_end
from kbtools.snippets.prompts import is_out, strip_out
from kbtools.snippets.rows import Row, Rows
from kbtools.snippets.shapes import depth, is_value_line


def find(seen: Seen) -> Found | None:
    """The value, on the prompt's line or below it."""
    if not seen.ready or not is_out(seen.row):
        return None
    rows = (*seen.rows[: seen.at], strip_out(seen.row), *seen.rows[seen.at + 1 :])
    start = seen.at if rows[seen.at].text.strip() else seen.at + 1
    if start == len(rows):
        return None
    end = max(printed_end(rows, start, frozenset()), start + 1)
    return Found(end, _without_words(rows[start:end]), "plain")


def _without_words(rows: Rows) -> Rows:
    """The rows without what the author remarked behind the end of the value."""
    *above, last = rows
    _, at = feed(CLOSED, last.text)
    value = last.text if at is None else last.text[:at].rstrip()
    closed = depth("\n".join([*(row.text for row in above), value])) == 0
    return (*above, replace(last, text=value)) if at and closed and _ends_value(last, value) else rows


def _ends_value(row: Row, value: str) -> bool:
    return bool(value) and value != row.text and (is_value_line(value) or value.endswith((")", "]", "}")))
