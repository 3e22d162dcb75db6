"""Which names a piece of code gives and takes, told without running it."""

import ast
import builtins
import functools
import re
import symtable
from dataclasses import dataclass

# Good enough for text that does not parse: what an author would have defined there.
_LOOKS_BOUND = re.compile(
    r"^[ \t]*(?:(?:async[ \t]+)?(?:def|class)[ \t]+(?P<defined>\w+)"
    r"|(?:from[ \t]+[\w.]+[ \t]+)?import[ \t]+(?P<imported>[^\n#]+)"
    r"|(?P<assigned>[A-Za-z_]\w*(?:[ \t]*,[ \t]*[A-Za-z_]\w*)*)[ \t]*=(?!=))",
    re.MULTILINE,
)
_IN_PLACE = re.compile(r"[a-z]\w*[a-z0-9]_")
"""How methods of tensors that change them are named; `requires_grad_` and its kin count too."""
_TRAINS = frozenset({"backward", "step"})
_BUILTINS = frozenset(dir(builtins))


@dataclass(frozen=True, slots=True)
class Names:
    """What a snippet gives to those below it and takes from those above it."""

    gives: frozenset[str]
    takes: frozenset[str]
    """Global names used that the snippet itself does not bind; builtins left out."""
    imports: frozenset[tuple[str, str]]
    """Name and import statement, one binding each, as `np` and `import numpy as np`."""
    modules: frozenset[str]
    """Dotted modules it imports."""
    changes: frozenset[str] = frozenset()
    """Names taken whose objects it may change: by a method, by assignment to a part, by training."""
    alters: frozenset[str] = frozenset()
    """Names taken whose objects it surely changes: by assignment to a part, by a method such as `add_`."""


@functools.lru_cache(maxsize=4096)
def names(code: str) -> Names:
    """The names of code; by their looks where it does not parse, and then none is taken."""
    try:
        tree = ast.parse(code)
        table = symtable.symtable(_scoped(code, tree), "<snippet>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Names(_by_looks(code), frozenset(), frozenset(), frozenset())
    gives = {
        symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned() or symbol.is_imported()
    }
    gives |= _declared_global(table)
    takes = _used(table) - gives - _BUILTINS
    bindings = [pair for node in ast.walk(tree) for pair in _bindings(node)]
    modules = [module for node in ast.walk(tree) for module in _modules(node)]
    return Names(
        frozenset(gives),
        frozenset(takes),
        frozenset(bindings),
        frozenset(modules),
        frozenset(takes & _changed(tree, takes)),
        frozenset(takes & {_altered(node) for node in ast.walk(tree)}),
    )


class _Generators(ast.NodeTransformer):
    """Every comprehension as the generator expression of the same names."""

    def visit_ListComp(self, node: ast.ListComp) -> ast.AST:
        return self.generic_visit(ast.GeneratorExp(node.elt, node.generators))

    def visit_SetComp(self, node: ast.SetComp) -> ast.AST:
        return self.generic_visit(ast.GeneratorExp(node.elt, node.generators))

    def visit_DictComp(self, node: ast.DictComp) -> ast.AST:
        pair = ast.Tuple([node.key, node.value], ast.Load())
        return self.generic_visit(ast.GeneratorExp(pair, node.generators))


def _scoped(code: str, tree: ast.Module) -> str:
    """Code in which comprehensions keep their names to themselves.

    Since Python 3.12 the symbol table counts them to the scope around (PEP 709), which never binds them.
    """
    if not any(isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp) for node in ast.walk(tree)):
        return code
    return ast.unparse(_Generators().visit(ast.parse(code)))


def names_left(code: str, row: int) -> Names:
    """The names of the statements that were not done when one failed: that one and all below it.

    Args:
        code: What ran; all its names count where it does not parse.
        row: 1-based row at which it failed, perhaps deep inside a statement.
    """
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return names(code)
    left = [each for each in tree.body if (each.end_lineno or each.lineno) >= row]
    return names(ast.unparse(ast.Module(left, [])))


def _by_looks(code: str) -> frozenset[str]:
    found: set[str] = set()
    for match in _LOOKS_BOUND.finditer(code):
        defined, imported, assigned = match.group("defined", "imported", "assigned")
        parts = (defined or imported or assigned).split(",")
        found |= {part.split()[-1].split(".")[0] for part in parts if part.split()}
    return frozenset(found)


def _used(table: symtable.SymbolTable) -> set[str]:
    top = table.get_type() == "module"
    own = {
        symbol.get_name()
        for symbol in table.get_symbols()
        if symbol.is_referenced() and (top or symbol.is_global())
    }
    return own.union(*(_used(child) for child in table.get_children()))


def _declared_global(table: symtable.SymbolTable) -> set[str]:
    own = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_declared_global()}
    return own.union(*(_declared_global(child) for child in table.get_children()))


def _changed(tree: ast.Module, takes: set[str]) -> set[str]:
    """Names whose objects may change; all of them where gradients are computed or an optimiser steps."""
    if any(isinstance(node, ast.Attribute) and node.attr in _TRAINS for node in ast.walk(tree)):
        return takes
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=part))):
                found.add(_root(part))
            case ast.Subscript(value=part, ctx=ast.Store()) | ast.Attribute(value=part, ctx=ast.Store()):
                found.add(_root(part))
    return found


def _altered(node: ast.AST) -> str:
    """The name whose object an assignment to a part, or a method that works in place, changes; else empty."""
    match node:
        case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()):
            return name
        case ast.Attribute(value=ast.Name(id=name), ctx=ast.Store()):
            return name
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if _IN_PLACE.fullmatch(
            method
        ):
            return name
    return ""


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _bindings(node: ast.AST) -> list[tuple[str, str]]:
    if isinstance(node, ast.Import):
        return [
            (each.asname or each.name.split(".")[0], ast.unparse(ast.Import([each]))) for each in node.names
        ]
    if isinstance(node, ast.ImportFrom):
        return [
            (each.asname or each.name, ast.unparse(ast.ImportFrom(node.module, [each], node.level)))
            for each in node.names
        ]
    return []


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
