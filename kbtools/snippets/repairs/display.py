"""The value of an assignment was recorded: the name asked for on a line of its own shows it."""

import ast

from kbtools.snippets.parsing import parse
from kbtools.snippets.rows import Draft, Row


def apply(draft: Draft, known: frozenset[str]) -> tuple[Draft, ...]:  # noqa: ARG001 - one signature a rule
    """The draft with the names bound last on a further line."""
    tree = parse(draft.code)
    if tree is None or not tree.body or any(_prints(node) for node in ast.walk(tree)):
        return ()
    shown = _targets(tree.body[-1])
    row = Row(shown, draft.rows[-1].line)
    return (draft.repaired("show-assignment", (*draft.rows, row), 0.5),) if shown else ()


def _targets(node: ast.stmt) -> str:
    match node:
        case ast.Assign(targets=[target]) | ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            return ast.unparse(_base(target)).strip("()")
    return ""


def _base(target: ast.expr) -> ast.expr:
    """What a person looks at after `X[0, 1] = 9`: all of X."""
    return _base(target.value) if isinstance(target, ast.Subscript | ast.Starred) else target


def _prints(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
