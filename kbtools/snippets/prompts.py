"""Prompts of interactive sessions: `>>>`, `...`, `In [1]:`, `Out[1]:`."""

import re
from dataclasses import replace

from kbtools.snippets.rows import Row, Rows

_FIRST = re.compile(r"\s*(?:>>>(?: |$|(?=[^>\s]))|In ?\[\d*\]: ?)")
_NEXT = re.compile(r"\s*(?:\.\.\.(?: |$)|\.\.\.: ?)")
_OUT = re.compile(r"\s*Out ?\[\d*\]: ?")


_AGAIN = re.compile(r"(?<=\S) ?(?=>>> ?[A-Za-z_(\[])")


def one_a_row(rows: Rows) -> Rows:
    """The rows with a row for every prompt: a copy may put a whole session on one line."""
    return tuple(
        replace(row, text=part)
        for row in rows
        for part in (_AGAIN.split(row.text) if opens(row) and row.text.count(">>>") > 1 else (row.text,))
    )


def opens(row: Row) -> bool:
    """Whether a line begins with a primary prompt."""
    return bool(_FIRST.match(row.text))


def follows(row: Row) -> bool:
    """Whether a line begins with a continuation prompt."""
    return bool(_NEXT.match(row.text))


def is_out(row: Row) -> bool:
    """Whether a line begins with the prompt of a result."""
    return bool(_OUT.match(row.text))


def has_prompts(rows: Rows) -> bool:
    """Whether rows are an interactive session: a prompt opens the first line that is no comment or magic."""
    first = next(
        (row for row in rows if not row.blank and not row.text.lstrip().startswith(("#", "%", "!"))), None
    )
    return first is not None and opens(first)


def strip_prompt(row: Row) -> Row:
    """The row without its prompt."""
    for pattern in (_FIRST, _NEXT):
        if match := pattern.match(row.text):
            return replace(row, text=row.text[match.end() :])
    return row


def strip_prompts(rows: Rows) -> Rows:
    """The rows without prompts, when they are an interactive session; else as they stand."""
    return tuple(strip_prompt(row) for row in rows) if has_prompts(rows) else rows


def strip_out(row: Row) -> Row:
    """The row without `Out[1]:`."""
    return replace(row, text=_OUT.sub("", row.text, count=1))
