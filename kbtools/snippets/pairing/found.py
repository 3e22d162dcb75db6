"""What a rule inside a block is shown, and what it finds."""

import ast
from dataclasses import dataclass

from kbtools.snippets.lex import Open, still_open
from kbtools.snippets.parsing import parse, parse_loosely
from kbtools.snippets.rows import Row, Rows


@dataclass(frozen=True, slots=True)
class Seen:
    """A place in a block: the rows, the one in question, and the code before it."""

    rows: Rows
    at: int
    """Index of the row in question."""
    code: Rows
    """Code rows since the last output."""
    opened: Open
    """What that code leaves open."""

    @property
    def row(self) -> Row:
        """The row in question."""
        return self.rows[self.at]

    @property
    def ready(self) -> bool:
        """Whether a statement has ended, so that its output may begin."""
        return not self.opened and any(is_code(row) for row in self.code)

    def last_statement(self) -> str:
        """The logical line that ends the code so far; empty without code."""
        lines = [row.text for row in self.code if is_code(row)]
        if not lines or not _goes_back(lines[-1]):
            return lines[-1].strip() if lines else ""
        for start in range(len(lines) - 1, max(-1, len(lines) - 40), -1):
            text = "\n".join(lines[start:]).strip()
            if parse_loosely(text) is not None and not still_open(lines[start:]):
                return text
        return lines[-1]


@dataclass(frozen=True, slots=True)
class Found:
    """An output found inside a block."""

    end: int
    """Index of the first row behind it, closing separator included."""
    output: Rows
    how: str
    code: Rows = ()
    """Rows of the same run that stay code: the part of a line before its comment, an announcing comment."""
    bare: bool = False
    """Whether it is the value of an expression that nothing prints: shown only at the end of a snippet."""
    rest: Row | None = None
    """Code that ran into the last line of the output, to be read as a row of its own."""
    inline: bool = False
    """Whether it stands beside the code, so that a listing need not be cut behind it."""


def _goes_back(line: str) -> bool:
    """Whether a line may end a statement that began above: it closes what it does not open."""
    opening, closing = (sum(line.count(mark) for mark in marks) for marks in ("([{", ")]}"))
    return closing > opening or '"""' in line or "'''" in line


def is_code(row: Row) -> bool:
    """Whether a row holds more than a comment."""
    return not row.blank and not row.text.lstrip().startswith("#")


def prints(text: str) -> bool:
    """Whether a statement calls `print`."""
    return "print(" in text.replace(" ", "")


def shows(text: str) -> bool:
    """Whether a statement is an expression that a notebook shows at the end of a cell, and nothing prints."""
    tree = parse(text.strip())
    return (
        tree is not None
        and len(tree.body) == 1
        and type(tree.body[0]).__name__ == "Expr"
        and not prints(text)
    )


def speaks(code: str) -> bool | None:
    """Whether the last statement of some code prints or shows a value; None for what does not parse."""
    tree = parse(code)
    last = ast.unparse(tree.body[-1]) if tree is not None and tree.body else ""
    return None if tree is None else prints(last) or shows(last)


def assigns_constant(text: str) -> bool:
    """Whether a statement binds a name to a constant, beside which a value in a comment is another choice."""
    tree = parse(text.strip())
    last = tree.body[-1] if tree is not None and tree.body else None
    value = last.value if isinstance(last, ast.Assign | ast.AnnAssign) else None
    return isinstance(value.operand if isinstance(value, ast.UnaryOp) else value, ast.Constant)


def assigns(text: str) -> bool:
    """Whether a statement binds a name and shows nothing."""
    tree = parse(text.strip())
    return tree is not None and bool(tree.body) and type(tree.body[-1]).__name__.endswith("Assign")
