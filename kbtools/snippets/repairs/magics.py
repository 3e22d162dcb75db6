"""Lines for IPython or for the converter, not for Python, set aside as comments."""

import re
from dataclasses import replace

from kbtools.snippets.lex import CLOSED, feed
from kbtools.snippets.rows import Draft, Row

_MAGIC = re.compile(r"(?P<margin>\s*)(?=[%!?][\w%!]|language\s*[=-]\s*\w+\s*$)")
_STRAY = re.compile(r"(?<=\S)(?P<margin>\s+)(?=language\s*[=-]\s*[\w+#-]+\s*$)")


def apply(draft: Draft, known: frozenset[str]) -> tuple[Draft, ...]:  # noqa: ARG001 - one signature a rule
    """The draft with such lines, and such line ends, behind a `#`."""
    rows, opened = [], CLOSED
    for row in draft.rows:
        rows.append(row if opened.quote else _set_aside(row, first=not opened))
        opened, _ = feed(opened, rows[-1].text)
    return (draft.repaired("magics", tuple(rows)),) if tuple(rows) != draft.rows else ()


def _set_aside(row: Row, *, first: bool) -> Row:
    if first and (match := _MAGIC.match(row.text)):
        return replace(row, text=f"{match['margin']}# {row.text[match.end() :]}")
    _, comment = feed(CLOSED, row.text)
    return row if comment is not None else replace(row, text=_STRAY.sub(r"\g<margin># ", row.text))
