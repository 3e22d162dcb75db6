"""A value was recorded that the code shows to nobody: the name asked for on a line of its own shows it."""

import ast
import re
from dataclasses import replace

from kbtools.model import SHOW_EACH
from kbtools.snippets.parsing import parse
from kbtools.snippets.rows import Draft

_SIZE = re.compile(r"(?P<torch>torch\.Size\()?(?P<open>[(\[])[\d,\s]*[)\]]\)?")
_FOR_EFFECT = frozenset(
    {"backward", "step", "zero_grad", "append", "extend", "update", "manual_seed", "seed", "train", "eval"}
    | {"apply", "makedirs", "write", "save", "close", "add_module"}
)
"""Methods that are called for what they do: that one gave a value would be no reason to run a snippet twice."""
SHOWS = ("show-assignment", "show-changed", "show-shape")
"""Names of what this rule makes: the value bound last, the object whose method was called, a shape."""


def apply(draft: Draft, known: frozenset[str]) -> tuple[Draft, ...]:  # noqa: ARG001 - one signature a rule
    """The draft with what may have been asked for on a further line; none without a recorded output."""
    tree = parse(draft.code) if draft.recorded is not None else None
    if tree is None or not tree.body:
        return ()
    each = (draft.repaired(SHOW_EACH, draft.rows, 0.6),) if _shows_more(tree) else ()
    return each if any(_prints(node) for node in ast.walk(tree)) else (*_asked_for(draft, tree.body[-1]), *each)


def _shows_more(tree: ast.Module) -> bool:
    """Whether a prompt would show values that a notebook leaves out: it shows the last one of a cell only."""
    blocks = [node for node in tree.body if isinstance(node, ast.With | ast.For | ast.While | ast.If | ast.Try)]
    inside = (node for block in blocks for node in ast.walk(block))
    return any(map(_gives, tree.body[:-1])) or any(map(_gives, inside))


def _gives(node: ast.AST) -> bool:
    """Whether a statement is an expression that is there for its value."""
    match node:
        case ast.Expr(value=ast.Constant() | ast.Yield() | ast.YieldFrom() | ast.Await()):
            return False
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id="plt")))):
            return False
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name))) if name in _FOR_EFFECT:
            return False
    return isinstance(node, ast.Expr) and not _prints(node.value)


def _asked_for(draft: Draft, last: ast.stmt) -> tuple[Draft, ...]:
    shown = [("show-assignment", _targets(_innermost(last))), ("show-changed", _receiver(last))]
    shown.append(("show-shape", _shape(_subject(last), draft.recorded or "")))
    return tuple(_asked(draft, name, text) for name, text in shown if text)


def _asked(draft: Draft, name: str, text: str) -> Draft:
    row = replace(draft.rows[-1], text=text)
    return draft.repaired(name, (*draft.rows, row), 0.5)


def _innermost(node: ast.stmt) -> ast.stmt:
    """The last statement of a loop or block that a program ends in: what it binds is there behind it."""
    return _innermost(node.body[-1]) if isinstance(node, ast.For | ast.While | ast.With) else node


def _targets(node: ast.stmt) -> str:
    match node:
        case ast.Assign(targets=[target]) | ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            return ast.unparse(_base(target)).strip("()")
    return ""


def _receiver(node: ast.stmt) -> str:
    """What a person looks at after `names.append(x)`, which gives nothing: `names`."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name)))):
            return name
    return ""


def _subject(node: ast.stmt) -> str:
    """What a shape beside a statement may be of: the name it binds, or the value it shows."""
    match node:
        case ast.Expr(value=value) if not isinstance(value, ast.Tuple | ast.Constant | ast.Attribute):
            return ast.unparse(value) if isinstance(value, ast.Name) else f"({ast.unparse(value)})"
    target = _targets(node)
    return "" if "," in target else target


def _shape(subject: str, recorded: str) -> str:
    """The shape as the author wrote it: `torch.Size([2, 3])`, `(2, 3)` or `[2, 3]`."""
    match = _SIZE.fullmatch(recorded.strip())
    if not subject or match is None or not re.search(r"\d", recorded):
        return ""
    if match["torch"]:
        return f"{subject}.shape"
    return f"tuple({subject}.shape)" if match["open"] == "(" else f"list({subject}.shape)"


def _base(target: ast.expr) -> ast.expr:
    """What a person looks at after `X[0, 1] = 9`: all of X."""
    return _base(target.value) if isinstance(target, ast.Subscript | ast.Starred) else target


def _prints(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
