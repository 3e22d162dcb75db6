"""How a notebook shows the value of a last expression: IPython's printer, or our own where it is missing."""

from __future__ import annotations

import ast
import types
from typing import Any

try:
    from IPython.lib.pretty import pretty as ipython_pretty
except ImportError:
    ipython_pretty = None

WIDTH = 79
LONGEST = 1000
"""Elements shown of a container, as in IPython's PlainTextFormatter."""


def show(value: Any) -> str:  # noqa: ANN401 - a note's value can be anything
    """The text a notebook shows below a cell that ends in an expression of this value."""
    if ipython_pretty is not None:
        return str(ipython_pretty(value, max_width=WIDTH, max_seq_length=LONGEST))
    return fallback(value)


def fallback(value: Any) -> str:  # noqa: ANN401 - the same
    """What IPython shows, for classes, functions and the builtin containers; `repr` elsewhere.

    A container on one line when it fits 79 columns, else one element a line.
    """
    return _pretty(value, 0)


def _pretty(value: Any, indent: int) -> str:  # noqa: ANN401 - the same
    kind = type(value)
    if isinstance(value, type) and kind is type:
        return _dotted(value)
    if isinstance(value, (types.FunctionType, types.BuiltinFunctionType)):
        return f"<function {_dotted(value)}{_signature(value)}>"
    if kind is dict and value:
        parts = [f"{_pretty(key, indent + 1)}: {_pretty(item, indent + 1)}" for key, item in value.items()]
        return _join("{", parts, "}", indent)
    if kind in {list, tuple, set, frozenset} and value:
        return _sequence(value, kind, indent)
    return repr(value)


def _sequence(value: Any, kind: type, indent: int) -> str:  # noqa: ANN401 - the same
    items = list(value) if kind in {list, tuple} else _sorted(value)
    parts = [_pretty(item, indent + 1) for item in items[:LONGEST]]
    parts += ["..."] if len(items) > LONGEST else []
    if kind is tuple and len(parts) == 1:
        return f"({parts[0]},)"
    kinds: dict[Any, Any] = {list: "[]", tuple: "()", set: "{}", frozenset: ("frozenset({", "})")}
    brackets = kinds[kind]
    return _join(brackets[0], parts, brackets[1], indent)


def _sorted(value: Any) -> list[Any]:  # noqa: ANN401 - the same
    try:
        return sorted(value)
    except TypeError:
        return list(value)


def _join(start: str, parts: list[str], end: str, indent: int) -> str:
    line = start + ", ".join(parts) + end
    if "\n" not in line and indent + len(line) <= WIDTH:
        return line
    return start + (",\n" + " " * (indent + len(start))).join(parts) + end


def _dotted(value: Any) -> str:  # noqa: ANN401 - the same
    module, name = getattr(value, "__module__", None), value.__qualname__
    return name if module in {None, "builtins", "__builtin__"} else f"{module}.{name}"


def _signature(value: Any) -> str:  # noqa: ANN401 - the same
    import inspect  # noqa: PLC0415 - only here, and heavy

    try:
        return str(inspect.signature(value))
    except (TypeError, ValueError):
        return ""


def digest(value: Any) -> str:  # noqa: ANN401 - the same
    """A text that is equal for values that behave alike in forks of one process, as far as text can tell."""
    code = getattr(value, "__code__", None)
    if isinstance(code, types.CodeType):
        return _code(code)
    if isinstance(value, type):
        members = sorted(vars(value).items())
        return value.__name__ + "".join(f"{name}={digest(item)}" for name, item in members if callable(item))
    try:
        return f"{type(value).__name__}:{repr(value)[:10_000]}"
    except Exception as error:
        return f"{type(value).__name__}:{type(error).__name__}"


def _code(code: types.CodeType) -> str:
    inner = "".join(
        _code(each) if isinstance(each, types.CodeType) else repr(each) for each in code.co_consts
    )
    return f"{code.co_name}{code.co_code.hex()}{code.co_names}{code.co_varnames}{inner}"


def split(tree: ast.Module, code: str) -> tuple[ast.Module, ast.Expression | None]:
    """The statements to run and the last expression to show; None where a notebook shows nothing."""
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr) or _silenced(code, last):
        return tree, None
    return ast.Module(tree.body[:-1], tree.type_ignores), ast.Expression(last.value)


def _silenced(code: str, last: ast.Expr) -> bool:
    """Whether a semicolon follows the last expression, which is how a notebook is told to show nothing."""
    lines = code.split("\n")[(last.end_lineno or 1) - 1 :]
    rest = lines[0].encode()[last.end_col_offset or 0 :].decode()
    return rest.lstrip(") \t").startswith(";")
