"""The numbers that a book or a site sets beside the lines of code, taken off again."""

import ast
import re
from dataclasses import replace

from kbtools.snippets.parsing import parse
from kbtools.snippets.rows import Rows, dedented, text_of, trim

NAME = "line-numbers"
"""The repair that takes them off."""
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,4})[:|]?(?P<code>\s.*|$)")
_FEWEST = 2
_TYPED = (
    ast.Import | ast.ImportFrom | ast.Assign | ast.AugAssign | ast.FunctionDef | ast.ClassDef | ast.For
    | ast.While | ast.With | ast.If | ast.Try
)  # fmt: skip
"""What nobody prints."""


def unnumbered(rows: Rows) -> Rows:
    """The code without its numbers, beside each line or in a column above; nothing where there are none.

    Only a text that is no code with them, and is code beyond doubt without them, had any.
    """
    rows = trim(rows)
    if len(rows) < _FEWEST or not rows[0].text.lstrip()[:1].isdecimal():
        return ()
    found = _below(rows) or (_beside(rows) if parse(text_of(rows)) is None else ())
    return found if found and _is_typed(text_of(found)) else ()


def _beside(rows: Rows) -> Rows:
    """Each line without the number that it begins with; blank lines may have lost theirs."""
    found = [_NUMBERED.fullmatch(row.text) for row in rows]
    numbers = [int(match["number"]) for match in found if match]
    counted = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    if not counted or any(not match and not row.blank for match, row in zip(found, rows, strict=True)):
        return ()
    bare = (replace(row, text=match["code"] if match else "") for match, row in zip(found, rows, strict=True))
    return dedented(tuple(bare))


def _below(rows: Rows) -> Rows:
    """What stands below a column of numbers, when it has as many lines."""
    half, rest = divmod(len(rows), 2)
    numbers = [row.text.strip() for row in rows[:half]]
    counts = half >= _FEWEST and not rest and numbers == [str(number) for number in range(1, half + 1)]
    return rows[half:] if counts else ()


def _is_typed(code: str) -> bool:
    """Whether a text is a program with a statement, or a call of `print`, in it."""
    tree = parse(code)
    return tree is not None and any(
        isinstance(node, _TYPED) or (isinstance(node, ast.Expr) and ast.unparse(node).startswith("print("))
        for node in tree.body
    )
