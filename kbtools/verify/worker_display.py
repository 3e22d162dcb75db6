"""How a notebook shows the value of a last expression: IPython's printer, or our own where it is missing."""

from __future__ import annotations

import ast
import collections
import importlib.util
import itertools
import os
import sys
import types
from collections.abc import Callable
from typing import Any

_PRETTY = "IPython.lib.pretty"
WIDTH = 79
LONGEST = 1000
"""Elements shown of a container, as in IPython's PlainTextFormatter."""


def show(value: Any) -> str:  # noqa: ANN401 - a note's value can be anything
    """The text a notebook shows below a cell that ends in an expression of this value."""
    # Where a note has imported all of IPython, what it has registered there counts.
    printer = sys.modules.get(_PRETTY, _printer)
    if printer is not None:
        return str(printer.pretty(value, max_width=WIDTH, max_seq_length=LONGEST))
    return fallback(value)


def _load() -> Any:  # noqa: ANN401 - a module
    """IPython's printer without the rest of IPython, which is slow to import; None where it is missing."""
    package = importlib.util.find_spec("IPython")
    if package is None or not package.submodule_search_locations:
        return None
    path = os.path.join(package.submodule_search_locations[0], "lib", "pretty.py")  # noqa: PTH118 - plain strings
    spec = importlib.util.spec_from_file_location(_PRETTY, path)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except (ImportError, OSError):
        return None
    return module


_printer = _load()


def fallback(value: Any) -> str:  # noqa: ANN401 - the same
    """What IPython shows: classes and functions by name, an address for what has no text of its own.

    A container on one line when it fits 79 columns, else one element a line.
    """
    return _pretty(value, 0, ())


def _pretty(value: Any, indent: int, above: tuple[int, ...]) -> str:  # noqa: ANN401 - the same
    """The text of a value that starts at a column; `above` are the containers it stands in."""
    for kind in type(value).__mro__:
        if kind in _PRINTERS:
            return _PRINTERS[kind](value, indent, above)
        if "__repr__" in vars(kind) and kind is not object:
            return _repr(value, indent, above)
    return f"<{_dotted(type(value))} at 0x{id(value):x}>"


def _repr(value: Any, indent: int, _: tuple[int, ...]) -> str:  # noqa: ANN401 - the same
    """What it says of itself, its further lines moved to where the first one stands."""
    return ("\n" + " " * indent).join(repr(value).splitlines())


def _class(value: Any, indent: int, above: tuple[int, ...]) -> str:  # noqa: ANN401 - the same
    own: Any = type(value).__repr__  # A metaclass may say more.
    return _dotted(value) if own is type.__repr__ else _repr(value, indent, above)


def _function(value: Any, *_: object) -> str:  # noqa: ANN401 - the same
    return f"<function {_dotted(value)}{_signature(value)}>"


def _exception(value: Any, indent: int, above: tuple[int, ...]) -> str:  # noqa: ANN401 - the same
    start = f"{_dotted(type(value))}("
    parts = [_pretty(each, indent + len(start), above) for each in value.args]
    return _join(start, parts, ")", indent)


def _dict(value: Any, indent: int, above: tuple[int, ...]) -> str:  # noqa: ANN401 - the same
    if id(value) in above:
        return "{...}"
    inside = (*above, id(value))
    parts = [
        f"{_pretty(key, indent + 1, inside)}: {_pretty(item, indent + 1, inside)}"
        for key, item in itertools.islice(value.items(), LONGEST)
    ]
    return _join("{", parts + ["..."] * (len(value) > LONGEST), "}", indent)


def _sequence(value: Any, indent: int, above: tuple[int, ...]) -> str:  # noqa: ANN401 - the same
    base: Any = next(kind for kind in _BRACKETS if isinstance(value, kind))
    if type(value).__repr__ is not base.__repr__:  # A subclass that says something of its own.
        return _repr(value, indent, above)
    start, end = _BRACKETS[base]
    if id(value) in above:
        return f"{start}...{end}"
    if not value and base in {set, frozenset}:
        return f"{type(value).__name__}()"
    items = list(value) if base in {list, tuple} else _sorted(value)
    inside = (*above, id(value))
    parts = [_pretty(item, indent + len(start), inside) for item in items[:LONGEST]]
    parts += ["..."] * (len(items) > LONGEST)
    return _join(start, parts, ",)" if base is tuple and len(parts) == 1 else end, indent)


def _call(value: Any, argument: Any, indent: int, above: tuple[int, ...]) -> str:  # noqa: ANN401 - the same
    """A collection as the call that makes it."""
    start = f"{type(value).__name__}("
    inner = _pretty(argument, indent + len(start), (*above, id(value)))
    return f"{start}{inner})" if value else f"{start})"


def _counter(value: Any, indent: int, above: tuple[int, ...]) -> str:  # noqa: ANN401 - the same
    return _call(value, dict(value.most_common()), indent, above)


def _ordered(value: Any, indent: int, above: tuple[int, ...]) -> str:  # noqa: ANN401 - the same
    return _call(value, list(value.items()), indent, above)


def _default(value: Any, indent: int, above: tuple[int, ...]) -> str:  # noqa: ANN401 - the same
    start = f"{type(value).__name__}("
    at, inside = indent + len(start), (*above, id(value))
    parts = [_pretty(value.default_factory, at, inside), _pretty(dict(value), at, inside)]
    return _join(start, parts, ")", indent)


def _sorted(value: Any) -> list[Any]:  # noqa: ANN401 - the same
    try:
        return sorted(value)
    except Exception:
        return list(value)


def _join(start: str, parts: list[str], end: str, indent: int) -> str:
    line = start + ", ".join(parts) + end
    if "\n" not in line and indent + len(line) <= WIDTH:
        return line
    return start + (",\n" + " " * (indent + len(start))).join(parts) + end


_BRACKETS: dict[type, tuple[str, str]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    set: ("{", "}"),
    frozenset: ("frozenset({", "})"),
}
_PRINTERS: dict[type, Callable[[Any, int, tuple[int, ...]], str]] = {
    **dict.fromkeys(_BRACKETS, _sequence),
    dict: _dict,
    type: _class,
    types.FunctionType: _function,
    types.BuiltinFunctionType: _function,
    BaseException: _exception,
    collections.Counter: _counter,
    collections.OrderedDict: _ordered,
    collections.defaultdict: _default,
}
"""How the kinds are shown that IPython shows unlike `repr`, by the nearest class of a value."""


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
    if isinstance(
        value, type
    ):  # Classes within it by name only: one may hold itself, as torch's functions do.
        members = ((name, getattr(item, "__func__", item)) for name, item in sorted(vars(value).items()))
        codes = ((name, getattr(item, "__code__", None)) for name, item in members)
        return value.__name__ + "".join(f"{name}={_code(code)}" for name, code in codes if code is not None)
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
    if not isinstance(last, ast.Expr) or _silenced(code, last) or _is_remark(tree):
        return tree, None
    return ast.Module(tree.body[:-1], tree.type_ignores), ast.Expression(last.value)


def _is_remark(tree: ast.Module) -> bool:
    """Whether the code ends in several lines of words in quotes, which people write in place of a comment."""
    value = getattr(tree.body[-1], "value", None)
    return len(tree.body) > 1 and isinstance(value, ast.Constant) and "\n" in str(value.value)


def _silenced(code: str, last: ast.Expr) -> bool:
    """Whether a semicolon follows the last expression, which is how a notebook is told to show nothing."""
    lines = code.split("\n")[(last.end_lineno or 1) - 1 :]
    rest = lines[0].encode()[last.end_col_offset or 0 :].decode()
    return rest.lstrip(") \t").startswith(";")
