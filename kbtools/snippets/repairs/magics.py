"""Lines for IPython or for the converter, not for Python, set aside as comments."""

import re
from dataclasses import replace

from kbtools.snippets.ipython import timed
from kbtools.snippets.lex import CLOSED, feed
from kbtools.snippets.rows import Draft, Row, Rows

_MAGIC = re.compile(r"(?P<margin>\s*)(?=[%!?][\w%!]|language\s*[=-]\s*\w+\s*$)")
_HIDES = re.compile(r"\s*%%?(?:timeit|prun)\b")
"""Commands that show their measure instead of the value."""
_STRAY = re.compile(r"(?<=\S)(?P<margin>\s+)(?=language\s*[=-]\s*[\w+#-]+\s*$)")


def apply(draft: Draft, known: frozenset[str]) -> tuple[Draft, ...]:  # noqa: ARG001 - one signature a rule
    """The draft with such lines, and such line ends, behind a `#`; a statement that one measures goes below it."""
    rows: list[Row] = []
    opened = CLOSED
    for at, row in enumerate(draft.rows):
        last = draft.recorded is not None and not any(later.text.strip() for later in draft.rows[at + 1 :])
        made = (row,) if opened.quote else _set_aside(row, first=not opened, last=last)
        rows += made
        opened, _ = feed(opened, made[-1].text)
    return (draft.repaired("magics", tuple(rows)),) if tuple(rows) != draft.rows else ()


def _set_aside(row: Row, *, first: bool, last: bool) -> Rows:
    """The row, or the two that it becomes.

    Args:
        row: Of the code.
        first: Whether a statement may begin with it.
        last: Whether its value would be shown below a recorded output, which IPython does not.
    """
    if first and (match := _MAGIC.match(row.text)):
        held = timed(row.text)
        if held and not (last and _HIDES.match(held[0])):
            return replace(row, text=f"# {held[0].lstrip()}"), replace(row, text=held[1])
        return (replace(row, text=f"{match['margin']}# {row.text[match.end() :]}"),)
    _, comment = feed(CLOSED, row.text)
    return (row if comment is not None else replace(row, text=_STRAY.sub(r"\g<margin># ", row.text)),)
