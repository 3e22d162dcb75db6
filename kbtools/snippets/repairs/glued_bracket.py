"""A statement that ran into the brackets which close the one above it: `]])y.shape`."""

import re
from dataclasses import replace
from itertools import chain

from kbtools.snippets.parsing import parse
from kbtools.snippets.rows import Draft, Row, Rows

_SEAM = re.compile(r"(?P<closing>\s*[\])}]+)(?=[A-Za-z_]\w*\s*(?:[.(\[]|[-+*/]?=))")


def apply(draft: Draft, known: frozenset[str]) -> tuple[Draft, ...]:  # noqa: ARG001 - one signature a rule
    """The draft with such lines cut behind the brackets, when it does not parse as it is."""
    if parse(draft.code) is not None:
        return ()
    rows = tuple(chain.from_iterable(map(_cut, draft.rows)))
    return (draft.repaired("glued-statements", rows, 0.2),) if rows != draft.rows else ()


def _cut(row: Row) -> Rows:
    seam = _SEAM.match(row.text)
    if seam is None:
        return (row,)
    return replace(row, text=seam["closing"]), replace(row, text=row.text[seam.end() :])
