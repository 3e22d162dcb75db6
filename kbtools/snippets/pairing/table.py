"""A table right behind the code: what a conversion makes of a printed data frame."""

import re

from kbtools.model import BlockKind
from kbtools.snippets.pairing.labels import adjoins, announces
from kbtools.snippets.rows import Piece, Rows


def join(left: Piece, right: Piece, known: frozenset[str]) -> Piece | None:  # noqa: ARG001 - one signature a rule
    """The code with the table, and with the rest of the table behind a page break."""
    if right.form is not BlockKind.TABLE or not left.code or not _is_frame(right.code):
        return None
    if left.output is None and announces(right.gap):
        return left.joined(right, output=right.code, how="table")
    if left.how == "table" and left.output is not None and adjoins(right.gap):
        return left.joined(right, output=(*left.output, *right.code))
    return None


def _is_frame(rows: Rows) -> bool:
    """Whether the first column is an index: a blank head over numbers or over nothing."""
    cells = [re.split(r"[\t|]", row.text.strip("|\n"))[0].strip() for row in rows if row.text.strip()]
    return bool(cells) and all(cell == "" or re.fullmatch(r"\d+|-+", cell) for cell in cells)
