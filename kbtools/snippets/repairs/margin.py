"""A margin that a conversion put in front of all lines, or of the first alone, removed."""

import textwrap
from dataclasses import replace

from kbtools.snippets.parsing import parse
from kbtools.snippets.rows import Draft, Rows


def apply(draft: Draft, known: frozenset[str]) -> tuple[Draft, ...]:  # noqa: ARG001 - one signature a rule
    """The draft moved to the left edge, when only that makes it parse."""
    if not draft.rows or not draft.rows[0].text[:1].isspace() or parse(draft.code) is not None:
        return ()
    moved = textwrap.dedent(draft.code).split("\n")
    even = tuple(replace(row, text=text) for row, text in zip(draft.rows, moved, strict=True))
    for rows in (even, _first_only(draft.rows)):
        if parse("\n".join(row.text for row in rows)) is not None:
            return (draft.repaired("margin", rows),)
    return ()


def _first_only(rows: Rows) -> Rows:
    return (replace(rows[0], text=rows[0].text.lstrip()), *rows[1:])
