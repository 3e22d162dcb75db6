"""A value that ran into the print that shows it: `print(x)tensor([1, 2])`, `print(f(3)) 6`."""

import re
from dataclasses import replace

from kbtools.snippets.pairing.found import Found, Seen, prints
from kbtools.snippets.pairing.plain import printed_end
from kbtools.snippets.parsing import is_statement, parse
from kbtools.snippets.rows import Row
from kbtools.snippets.shapes import is_value_line, literals

_SEAM = re.compile(r"\)(?=(?:tensor|array)\(|torch\.Size\(|<class ')|\)[ \t]+(?=\S)")


def find(seen: Seen) -> Found | None:
    """The value with the printed lines below it; the print stays code."""
    if seen.opened:
        return None
    for seam in _SEAM.finditer(seen.row.text):
        left, right = seen.row.text[: seam.end()], seen.row.text[seam.end() :]
        if prints(left) and is_statement(left) and (not left[-1].isspace() or _stands(seen, right)):
            rows = (*seen.rows[: seen.at], Row(right, seen.row.line), *seen.rows[seen.at + 1 :])
            fixed = literals("\n".join(row.text for row in seen.code))
            end = max(printed_end(rows, seen.at, fixed), seen.at + 1)
            return Found(end, rows[seen.at : end], "plain", (replace(seen.row, text=left),))
    return None


def _stands(seen: Seen, value: str) -> bool:
    """Whether a value behind a blank can be no code: with it the line is no Python."""
    return not value.startswith("#") and is_value_line(value) and parse(seen.row.text.strip()) is None
