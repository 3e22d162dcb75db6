"""A fence that goes on in another: what stands behind the seam gets the indentation it lost."""

from dataclasses import replace

from kbtools.snippets.rows import Draft, Row, Rows


def apply(draft: Draft, known: frozenset[str]) -> tuple[Draft, ...]:  # noqa: ARG001 - one signature a rule
    """The draft with the rows behind its last seam at every level open there, a line repeated there dropped."""
    if not draft.seams:
        return ()
    at = next((index for index, row in enumerate(draft.rows) if row.line >= draft.seams[-1]), 0)
    before, after = draft.rows[:at], draft.rows[at:]
    made = []
    for rows, rank in ((after, 0.0), (_without_repeat(before, after), 0.1)):
        margins = _open_margins(before)
        made += [
            draft.repaired("continued", (*before, *_shift(rows, margin)), rank + 0.2 * place)
            for place, margin in enumerate(margins)
        ]
    return tuple(made)


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
