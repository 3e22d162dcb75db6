"""A fence that goes on in another: what stands behind the seam gets the indentation it lost."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

from kbtools.snippets.lex import statements
from kbtools.snippets.rows import Draft, Row, Rows

_MOST_STATEMENTS = 6
_CLAUSES = ("else", "elif", "except", "finally")


def apply(draft: Draft, known: frozenset[str]) -> tuple[Draft, ...]:  # noqa: ARG001 - one signature a rule
    """The draft with the rows behind its last seam at each level open there, a repeated line dropped."""
    if not draft.seams:
        return ()
    at = next((index for index, row in enumerate(draft.rows) if row.line >= draft.seams[-1]), 0)
    before, after = draft.rows[:at], draft.rows[at:]
    made = []
    margins = _open_margins(before)
    for rows, rank in ((after, 0.0), (_without_repeat(before, after), 0.1)):
        groups = _statements(rows)
        for levels in _falling(len(groups), len(margins)):
            moved = [
                row
                for group, level in zip(groups, levels, strict=True)
                for row in _shift(group, margins[level])
            ]
            steps = len(set(levels)) - 1
            made.append(
                draft.repaired("continued", (*before, *moved), rank + 0.1 * sum(levels[:1]) + 0.05 * steps)
            )
    return tuple(made)


def _falling(count: int, levels: int) -> Iterator[tuple[int, ...]]:
    """Every way to give the statements levels of which none is deeper than the one before it."""
    if count > _MOST_STATEMENTS:
        yield from ((level,) * count for level in range(levels))
    else:
        yield from itertools.combinations_with_replacement(range(levels), count)


def _statements(rows: Rows) -> list[Rows]:
    """The rows cut before each one at the left edge that begins a statement."""
    lines = [row.text for row in rows]
    groups: list[Rows] = []
    for start, end in statements(lines):
        inner = lines[start][:1].isspace() or not lines[start].strip()
        if groups and (inner or lines[start].startswith(_CLAUSES)):
            groups[-1] = (*groups[-1], *rows[start:end])
        else:
            groups.append(rows[start:end])
    return groups


def _open_margins(rows: Rows) -> tuple[str, ...]:
    """The indentations that a next line could have, deepest first."""
    margins: list[str] = [""]
    for row in rows:
        if row.blank:
            continue
        margin = row.text[: len(row.text) - len(row.text.lstrip())]
        margins = [open_ for open_ in margins if len(open_) < len(margin)] + [margin]
        if row.text.rstrip().endswith(":"):
            margins.append(margin + "    ")
    return tuple(dict.fromkeys(("", *margins)))[::-1]


def _without_repeat(before: Rows, after: Rows) -> Rows:
    """The rows without a first line that repeats the last one before the seam, as overlapping pages do."""
    filled = [row.text.strip() for row in before if not row.blank]
    repeats = bool(filled) and bool(after) and after[0].text.strip() == filled[-1]
    return after[1:] if repeats else after


def _shift(rows: Rows, margin: str) -> Rows:
    return tuple(row if row.blank else _indent(row, margin) for row in rows)


def _indent(row: Row, margin: str) -> Row:
    return replace(row, text=margin + row.text)
