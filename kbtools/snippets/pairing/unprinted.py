"""Settings and logs below code that cannot have printed them: they belong to no code."""

import ast
import re

from kbtools.snippets.classify import PLAIN
from kbtools.snippets.pairing.labels import names_output
from kbtools.snippets.parsing import BUILTINS, names, parse
from kbtools.snippets.prompts import strip_prompts
from kbtools.snippets.rows import Piece, text_of
from kbtools.snippets.settings import is_log, is_settings, keys
from kbtools.snippets.shapes import literals

_LIBRARIES = frozenset({"torch", "np", "numpy", "pd", "pandas", "nn", "F", "math", "random", "plt", "os", "sys", "time"})
"""What their functions give is printed as values, never as settings."""
_WORKS = re.compile(r"fit|train|run|main|eval|test|print|warn|info|debug")
"""Methods that may print while they work."""
_TEXTS = re.compile(rf"{_WORKS.pattern}|dump|format|yaml|json|string|text|summary|report|describe|config|read|decode|join|show")
"""Methods that may print, or give a text that is then shown."""
_SPEAKERS = frozenset(
    {"yaml", "json", "logging", "logger", "loguru", "warnings", "omegaconf", "OmegaConf", "yacs", "CfgNode", "hydra"}
    | {"ConfigDict", "pprint", "configparser", "argparse"}
)
"""What prints logs, or objects that are shown as settings."""


def is_unprinted(left: Piece, right: Piece, known: frozenset[str]) -> bool:
    """Whether settings or a log stand on the right, and the code on the left neither says such words nor may call
    what does; never below a line that says that an output follows."""
    if right.info not in PLAIN or right.forced_output or right.output is not None or names_output(right.gap):
        return False
    if not (is_settings(right.stands, known) or is_log(right.stands)):
        return False
    code = text_of(strip_prompts(left.code))
    said, tree = literals(code), parse(code)
    spoken = any(":" in text for text in said) or bool(said & keys(right.stands))
    return tree is not None and not spoken and not _SPEAKERS & (known | names(code)) and not _may_say(tree)


def _may_say(tree: ast.Module) -> bool:
    """Whether a program calls what may say more than a value."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        shown = not isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign)
        if any(isinstance(call, ast.Call) and _is_open(call, shown=shown) for call in ast.walk(node)):
            return True
    return False


def _is_open(call: ast.Call, *, shown: bool) -> bool:
    """Whether nothing tells what a call prints: a function of the note's own, a method that trains or makes a text."""
    match call.func:
        case ast.Name(id=name):
            return name not in BUILTINS and (shown or not name[:1].isupper())
        case ast.Attribute(attr=method) as called:
            verbs = _TEXTS if shown else _WORKS
            return _root(called) not in _LIBRARIES and bool(verbs.search(method))
    return True


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""
