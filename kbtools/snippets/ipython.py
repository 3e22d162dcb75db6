"""Lines that only IPython reads, `%timeit f(x)`: which of them hold a statement of the program."""

import ast
import re
from collections.abc import Sequence

from kbtools.snippets.parsing import parse, parse_loosely

_TIMED = re.compile(
    r"(?P<command>\s*(?P<cell>%?)%(?P<name>timeit|time|prun)(?:\s+-\w+(?:\s+\d+)?(?=\s))*)\s+(?P<statement>\S.*)"
)
_COMMAND = re.compile(r"\s*(?:%%?[A-Za-z_]{2,}|!!?[A-Za-z.~/]|\?\??[A-Za-z])")
_CELL = re.compile(r"\s*%%(?P<name>\w+)")
_PYTHON_CELLS = frozenset({"time", "timeit", "prun", "capture", "python", "python3"})
"""Commands that run the cell below them, as it stands."""
_TAKEN = re.compile(r"\s*[A-Za-z_][\w, ]*=\s*(?:![^=]|%[a-z])")


def timed(line: str) -> tuple[str, str] | None:
    """A command that measures and the statement that it runs; None where nothing of that statement lasts.

    Its measure binds no name: of `%timeit y = f(x)` the program has nothing, of `%time y = f(x)` it has `y`.
    """
    found = _TIMED.fullmatch(line)
    tree = parse_loosely(found["statement"]) if found else None
    if found is None or tree is None:
        return None
    lasts = found["name"] == "time" or bool(found["cell"])
    shown = all(isinstance(node, ast.Expr) for node in tree.body)
    return (found["command"], found["statement"]) if lasts or shown else None


def is_command(line: str) -> bool:
    """Whether a line is for IPython alone, with no statement that could run without it."""
    return bool(_COMMAND.match(line)) and timed(line) is None


def foreign_cell(lines: Sequence[str]) -> str:
    """The command that reads all of a cell as something else than the program, `writefile`; empty for none."""
    found = _CELL.match(lines[0]) if lines else None
    return found["name"] if found and found["name"] not in _PYTHON_CELLS else ""


def takes_commands(lines: Sequence[str]) -> bool:
    """Whether a statement takes what a command gives: `files = !ls`."""
    return any(_TAKEN.match(line) and parse(line.strip()) is None for line in lines)
