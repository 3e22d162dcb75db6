"""Interactive sessions: one run of prompts for every output."""

from collections.abc import Iterator

from kbtools.snippets.lex import CLOSED, feed
from kbtools.snippets.pairing.labels import is_stray
from kbtools.snippets.prompts import follows, opens, strip_out, strip_prompt
from kbtools.snippets.rows import Row, Rows, dedented
from kbtools.snippets.shapes import is_value_line, opens_value

Part = tuple[Rows, Rows | None, str]


def cut_session(rows: Rows) -> Iterator[Part]:
    """Code, output and `repl` for every run of prompts up to the next output."""
    code: list[Row] = []
    output: list[Row] = []
    opened = CLOSED
    for index, row in enumerate(rows):
        if _is_typed(rows, index, opened=bool(opened), printed=bool(output)):
            if output:
                yield tuple(code), dedented(tuple(output)), "repl"
                code, output, opened = [], [], CLOSED
            opened, _ = feed(opened, strip_prompt(row).text)
            code.append(row)
        elif output or not row.blank:
            output.append(strip_out(row))
        else:
            code.append(row)
    yield tuple(code), dedented(tuple(output)) if output else None, "repl" if output else ""


def _is_typed(rows: Rows, index: int, *, opened: bool, printed: bool) -> bool:
    """Whether a row is input: a prompt, a comment that prompts follow, the rest of an open bracket."""
    row = rows[index]
    if opens(row) or (follows(row) and not printed) or is_stray(row.text.strip() or "?"):
        return True
    if row.text.lstrip().startswith("#"):
        return not printed or any(opens(later) for later in rows[index:])
    return opened and not printed and not row.blank and not (is_value_line(row.text) or opens_value(row.text))
