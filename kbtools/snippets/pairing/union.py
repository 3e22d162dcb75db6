"""Code that a page break cut in two: a body whose head stands in the fence before, a string still open."""

import ast
import re

from kbtools.model import BlockKind
from kbtools.snippets.classify import TEXT
from kbtools.snippets.pairing.labels import adjoins
from kbtools.snippets.parsing import parse
from kbtools.snippets.repair import parses_somehow
from kbtools.snippets.rows import Piece, recorded_of, text_of
from kbtools.snippets.shapes import depth
from kbtools.text import split_lines


def join(left: Piece, right: Piece, known: frozenset[str]) -> Piece | None:
    """Both runs of code as one, when only the whole parses."""
    if right.form is not BlockKind.FENCE or left.form is not BlockKind.FENCE or left.output is not None:
        return None
    if left.info in TEXT or right.info in TEXT:
        return None
    if not left.code or not right.code or not adjoins(right.gap) or right.options != left.options:
        return None
    whole = united(left, right)
    if _goes_on(left, right) and parse(text_of(whole.code)) is not None:
        return whole
    halves = parses_somehow(left, known) and parses_somehow(right, known)
    return whole if not halves and parses_somehow(whole, known) else None


def _goes_on(left: Piece, right: Piece) -> bool:
    """Whether the second run begins indented, as the body of what the first one ends in."""
    begins = next((row.text for row in right.code if not row.blank), "")
    tree = parse(text_of(left.code)) if begins[:1].isspace() else None
    return tree is not None and bool(tree.body) and isinstance(tree.body[-1], ast.ClassDef | ast.FunctionDef)


def united(left: Piece, right: Piece) -> Piece:
    """Both runs of code as one, with the output of the second."""
    seams = (*left.seams, right.code[0].line, *right.seams)
    return left.joined(
        right,
        code=(*left.code, *right.code),
        output=right.output,
        how=right.how,
        unchecked=(*left.unchecked, *right.unchecked),
        seams=seams,
    )


def prints_too_little(left: Piece, right: Piece) -> bool:
    """Whether more was recorded behind `right` than its own code can print, and `left` may print the rest."""
    if right.output is None or left.output is not None or not adjoins(right.gap):
        return False
    mine, before = parse(text_of(right.code)), parse(text_of(left.code))
    if mine is None or before is None or left.form is not BlockKind.FENCE or not _same_language(left, right):
        return False
    shown, values = _shown(mine), _values(recorded_of(right.output))
    return shown is not None and 0 < shown < values and (_loops(before) or bool(_shown(before)))


def _same_language(left: Piece, right: Piece) -> bool:
    return not (left.info and right.info) or left.info == right.info


def _shown(tree: ast.Module) -> int | None:
    """How many values a program prints at most; None when loops or functions of its own decide."""
    if any(isinstance(node, ast.For | ast.While | ast.FunctionDef | ast.ClassDef) for node in ast.walk(tree)):
        return None
    prints = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_print(node)]
    last = tree.body[-1] if tree.body else None
    displayed = isinstance(last, ast.Expr) and not (
        isinstance(last.value, ast.Call) and _is_print(last.value)
    )
    return None if displayed or any(_is_long(node) for node in prints) else len(prints)


def _is_print(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id == "print"


def _is_long(node: ast.Call) -> bool:
    """Whether one call may print several lines."""
    return any(isinstance(part, ast.Constant) and "\n" in str(part.value) for part in ast.walk(node))


def _loops(tree: ast.Module) -> bool:
    return bool(tree.body) and isinstance(tree.body[-1], ast.For | ast.While)


def _values(recorded: str) -> int:
    """How many lines begin a value of their own, those with the same words in front."""
    count, level = 0, 0
    heads = set()
    for line in split_lines(recorded):
        if level <= 0 and line.strip():
            count += 1
            heads.add(re.sub(r"[\d.]+", "0", line)[:6])
        level = max(0, level + depth(line))
    return count if len(heads) <= max(1, count // 2) or count > 1 else 1
