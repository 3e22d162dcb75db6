"""A printed table in comments whose last line ran into the next statement: `# 3 NaNx = f(x)`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kbtools.snippets.parsing import parse
from kbtools.snippets.rows import Draft, Row
from kbtools.snippets.shapes import is_numeric

_BINDING = re.compile(r"(?P<glued>\w+)\s*=[^=]")


def apply(draft: Draft, known: frozenset[str]) -> tuple[Draft, ...]:
    """The draft with the statement on a line of its own, a draft for each place it may begin at."""
    made = []
    for index, row in enumerate(draft.rows):
        if row.text.lstrip().startswith("#"):
            for cost, parts in _cuts(row, known):
                rows = (*draft.rows[:index], *parts, *draft.rows[index + 1 :])
                made.append(draft.repaired("glued-comment", rows, cost))
    return tuple(made)


def _cuts(row: Row, known: frozenset[str]) -> Iterator[tuple[float, tuple[Row, Row]]]:
    for match in _BINDING.finditer(row.text):
        for cut in range(match.start() + 1, match.end("glued")):
            left, right = row.text[:cut], row.text[cut:]
            values = re.sub(r"^[\s#]+", "", left)
            if values and not left[-1].isspace() and is_numeric(values) and parse(right.strip()) is not None:
                name = row.text[cut : match.end("glued")]
                used = re.search(rf"\b{re.escape(name)}\b", row.text[match.end("glued") :])
                yield (
                    0.1 if used or name in known else 1.0,
                    (replace(row, text=left), replace(row, text=right.strip())),
                )
