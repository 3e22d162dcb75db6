"""A value behind an arrow, beside the code that gives it: `x.shape → torch.Size([2])`."""

from dataclasses import replace

from kbtools.snippets.arrows import parted
from kbtools.snippets.pairing.found import Found, Seen, prints
from kbtools.snippets.rows import Row, Rows
from kbtools.snippets.shapes import depth, is_value_line


def find(seen: Seen) -> Found | None:
    """The value, followed over the rows that its brackets stay open for; the code before the arrow stays."""
    if seen.opened or seen.row.blank:
        return None
    for code, first in parted(seen.row.text):
        if output := _value(seen, first):
            rows = (replace(seen.row, text=code),)
            return Found(seen.at + len(output), output, "arrow", rows, bare=not prints(code), inline=True)
    return None


def _value(seen: Seen, first: str) -> Rows:
    """The rows of the value; none for words, and where its brackets never close."""
    rows = [Row(first, seen.row.line)]
    level = depth(first)
    for row in seen.rows[seen.at + 1 :]:
        if level <= 0:
            break
        rows.append(row)
        level += depth(row.text)
    return tuple(rows) if level == 0 and is_value_line("\n".join(row.text for row in rows)) else ()
