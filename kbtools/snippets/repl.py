"""Interactive sessions: one run of prompts for every output."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kbtools.snippets.lex import CLOSED, feed
from kbtools.snippets.pairing.found import assigns, assigns_constant, prints, shows
from kbtools.snippets.pairing.labels import is_stray
from kbtools.snippets.parsing import is_header, parse
from kbtools.snippets.prompts import follows, opens, strip_out, strip_prompt
from kbtools.snippets.remarks import remark
from kbtools.snippets.rows import Row, Rows, dedented
from kbtools.snippets.shapes import is_value_line, literals, opens_value

_CALL = re.compile(r"[a-z]\w*(?:\.\w+)+\(.*\)\s*(?:#.*)?$")
_LONGEST_STATEMENT = 60
"""Rows below a prompt that may belong to its statement."""
_VALUE = re.compile(r"\)(?= ?(?:(?:tensor|array)\(|torch\.Size\())")
Part = tuple[Rows, Rows | None, str]
"""Code, output and how it was found."""


def cut_session(rows: Rows) -> Iterator[Part]:
    """Code, output and `repl` for every run of prompts up to the next output."""
    code: list[Row] = []
    output: list[Row] = []
    opened = CLOSED
    rows = tuple(_remarked(rows, index) for index in range(len(rows)))
    rows = tuple(part for row in rows for part in _cut_value(row))
    continued = frozenset(_continued(rows))
    for index, row in enumerate(rows):
        if (output or is_bare(code)) and (is_bare((row,)) or (opens(row) and is_bare(code))):
            yield tuple(code), dedented(tuple(output)) if output else None, "repl" if output else ""
            code, output, opened = [], [], CLOSED
        if is_bare((row,)) and not code:
            code.append(row)
            continue
        if (not opened or output) and (beside := _beside(rows, index)) is not None:
            if output:
                yield tuple(code), dedented(tuple(output)), "repl"
                code, output, opened = [], [], CLOSED
            typed, value = beside
            yield (*code, typed), (value,), "comment"
            code = []
            continue
        goes_on = index in continued and not output
        if goes_on or _is_typed(rows, index, opened=bool(opened), printed=bool(output)):
            if output:
                yield tuple(code), dedented(tuple(output)), "repl"
                code, output, opened = [], [], CLOSED
            opened, _ = feed(opened, strip_prompt(row).text)
            code.append(row)
        elif output or not row.blank:
            output.append(strip_out(row))
        else:
            code.append(row)
    if code or output:
        yield tuple(code), dedented(tuple(output)) if output else None, "repl" if output else ""


def _continued(rows: Rows) -> Iterator[int]:
    """Rows without a prompt that end the statement of the prompt above them: together they parse."""
    for start, row in enumerate(rows):
        text = strip_prompt(row).text
        if opens(row) and parse(text) is None:
            below = range(start + 1, min(len(rows), start + _LONGEST_STATEMENT))
            yield from _rest(rows, below, text, block=is_header(text))


def _rest(rows: Rows, below: range, text: str, *, block: bool) -> range:
    """The rows below a prompt that its statement needs; of a block, all that are indented."""
    end = below.start
    for index in below:
        row = strip_prompt(rows[index])
        if opens(rows[index]) or (block and row.text[:1].strip()):
            break
        text += f"\n{row.text}"
        if not row.blank and parse(text) is not None:
            end = index + 1
            if not block:
                break
    return range(below.start, end)


def _cut_value(row: Row) -> Rows:
    """A typed line, and the value that ran into its end as a row of its own."""
    seam = _VALUE.search(row.text) if opens(row) else None
    typed = row.text[: seam.end()] if seam else ""
    if seam is None or parse(strip_prompt(replace(row, text=typed)).text) is None:
        return (row,)
    return replace(row, text=typed), replace(row, text=row.text[seam.end() :].lstrip())


def _remarked(rows: Rows, index: int) -> Row:
    """A line of words that introduces the prompt below it, as the comment that it is; any other row as it stands."""
    text = rows[index].text
    below = rows[index + 1] if index + 1 < len(rows) else None
    introduces = text.rstrip().endswith((":", "：")) and below is not None and opens(below)
    if not introduces or opens(rows[index]) or follows(rows[index]) or is_value_line(text) or is_header(text):
        return rows[index]
    return replace(rows[index], text=f"# {text.lstrip()}")


def is_bare(rows: Sequence[Row]) -> bool:
    """Whether the last of the rows calls a function of a module, without a prompt: `torch.rand(2)`."""
    text = rows[-1].text if rows else ""
    return bool(_CALL.match(text)) and parse(text) is not None and not is_value_line(text)


def _beside(rows: Rows, index: int) -> tuple[Row, Row] | None:
    """A typed line without its comment and the value that stands in it, when nothing was printed below."""
    bare = strip_prompt(rows[index]).text
    opened, at = feed(CLOSED, bare)
    below = next((row for row in rows[index + 1 :] if not row.blank), None)
    if at is None or opened or not opens(rows[index]) or not (below is None or opens(below)):
        return None
    statement = bare[:at].strip()
    if assigns_constant(statement) or not (shows(statement) or assigns(statement) or prints(statement)):
        return None
    found = remark(bare[at:], printed=prints(statement), literals=literals(statement))
    if found is None or found.words:
        return None
    text = rows[index].text
    typed = replace(rows[index], text=text[: len(text) - len(bare) + at].rstrip())
    return typed, Row(found.value, rows[index].line)


def session_of(rows: Rows) -> tuple[Rows, Rows, Rows]:
    """Unfenced lines as code before the first prompt, the interactive session, and code without prompts."""
    prompts = [index for index, row in enumerate(rows) if opens(row)]
    end = next((index for index in range(prompts[-1] + 1, len(rows)) if _is_program(rows[index])), len(rows))
    while end < len(rows) and rows[end - 1].text.lstrip().startswith("#"):
        end -= 1
    return rows[: prompts[0]], rows[prompts[0] : end], rows[end:]


def _is_program(row: Row) -> bool:
    """Whether a line is a statement that nothing prints: it binds a name, or calls something."""
    tree = None if row.text[:1].isspace() or follows(row) else parse(row.text)
    if tree is None or not tree.body or is_value_line(row.text):
        return False
    last = tree.body[-1]
    binds = isinstance(last, ast.Assign) and not isinstance(last.value, ast.Constant | ast.Name)
    return binds or isinstance(last, ast.Import | ast.ImportFrom) or row.text.startswith("print(")


def _is_typed(rows: Rows, index: int, *, opened: bool, printed: bool) -> bool:
    """Whether a row is input: a prompt, a comment that prompts follow, the rest of an open bracket."""
    row = rows[index]
    if opens(row) or (follows(row) and not printed) or is_stray(row.text.strip() or "?"):
        return True
    if row.text.lstrip().startswith("#"):
        return not printed or any(opens(later) for later in rows[index:])
    return opened and not printed and not row.blank and not (is_value_line(row.text) or opens_value(row.text))
