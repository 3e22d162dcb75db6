"""Lines that look printed, right behind the code that prints them."""

import ast

from kbtools.snippets.lex import CLOSED, feed
from kbtools.snippets.pairing.found import Found, Seen, assigns, is_code, prints, shows
from kbtools.printout import table_end
from kbtools.snippets.parsing import is_code_line, parse_loosely
from kbtools.snippets.rows import Rows
from kbtools.snippets.shapes import depth, is_error, is_output, is_printed, is_value_line, literals, opens_value


_LONGEST = 400
"""Lines of a printed container."""


def find(seen: Seen) -> Found | None:
    """The printed lines, brackets that stay open followed to their end."""
    if not seen.ready or seen.row.blank or not _starts(seen):
        return None
    fixed = literals("\n".join(row.text for row in seen.code))
    end = max(printed_end(seen.rows, seen.at, fixed), _container_end(seen))
    return Found(end, seen.rows[seen.at : end], "plain") if end > seen.at else None


def _starts(seen: Seen) -> bool:
    text = seen.row.text
    if _is_table(seen):
        return True
    if text.lstrip().startswith("#"):
        return False
    shaped = is_value_line(text) or opens_value(text) or bool(_container_end(seen))
    if not shaped and _runs(text):
        return False
    statement = seen.last_statement()
    if not statement or statement.rstrip().endswith(":"):
        return False
    fixed = literals("\n".join(row.text for row in seen.code))
    announced = is_printed(text, fixed) and not (is_printed(text) and not _may_print(seen))
    if not (shaped or announced):
        return False
    # A lone constant behind an assignment is as likely an expression of the program.
    return not is_code_line(text) or not assigns(statement) or opens_value(text)


def _is_table(seen: Seen) -> bool:
    """Whether a printed table begins, below a statement that may have shown it."""
    if not (prints(seen.last_statement()) or shows(seen.last_statement())):
        return False
    return table_end([row.text for row in seen.rows[seen.at : seen.at + _LONGEST]], 0) > 0


def _container_end(seen: Seen) -> int:
    """Index behind a container that is printed over several lines, below an expression; 0 for anything else."""
    if not seen.row.text.startswith(("[", "(", "{")) or not depth(seen.row.text):
        return 0
    if not shows(seen.last_statement()):
        return 0
    level = 0
    for index in range(seen.at, min(len(seen.rows), seen.at + _LONGEST)):
        level += depth(seen.rows[index].text)
        if level <= 0:
            return index + 1 if is_output(seen.rows[seen.at : index + 1]) else 0
    return 0


def _runs(text: str) -> bool:
    """Whether a line is code beyond doubt: it binds what a call gives, imports or defines."""
    tree = parse_loosely(text.strip())
    last = tree.body[-1] if tree is not None and tree.body else None
    if isinstance(last, ast.Expr | ast.Assign | ast.AugAssign):
        return isinstance(last.value, ast.Call | ast.BinOp) and isinstance(last, ast.Assign | ast.AugAssign)
    return isinstance(last, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef | ast.Return)


def _may_print(seen: Seen) -> bool:
    """Whether words may have been printed: the program prints, and no comment above wraps into this row."""
    above = seen.rows[seen.at - 1].text
    return any(prints(row.text) for row in seen.code) and feed(CLOSED, above)[1] is None


def printed_end(rows: Rows, start: int, fixed: frozenset[str]) -> int:
    """Index behind the last row that looks printed, from `start` on."""
    texts = [row.text for row in rows]
    end = table = start
    level = 0
    for index in range(start, len(rows)):
        text = texts[index]
        table = max(table, table_end(texts, index)) if index >= table and not level else table
        if index < table:
            end = table
            continue
        inside = level > 0 and not _is_program(text)
        if not (inside or is_printed(text, fixed) or rows[index].blank):
            break
        if is_code(rows[index]) or (inside and not rows[index].blank):
            end = index + 1
            level = max(0, level + depth(text))
    return end


def _is_program(text: str) -> bool:
    bare = text.strip()
    return bool(bare) and is_code_line(bare) and not is_value_line(bare) and not is_error(bare)
