"""Whether text is Python, and which names it uses; nothing is run."""

import ast
import builtins
import keyword
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kbtools.snippets.lex import tokens
from kbtools.text import split_lines

_REFUSED = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)
_CLAUSES = {
    "else": "if 0: pass\n",
    "elif": "if 0: pass\n",
    "except": "try: pass\n",
    "finally": "try: pass\n",
    "case": "match 0:\n ",
}
_COMPOUND = (
    ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.For | ast.AsyncFor | ast.While | ast.If
    | ast.With | ast.AsyncWith | ast.Try | ast.Match
)  # fmt: skip
BUILTINS = frozenset(dir(builtins)) | {"__name__", "__file__"}


@lru_cache(maxsize=8192)
def parse(code: str) -> ast.Module | None:
    """The tree of code that Python would accept as a module; None for any other text."""
    tree = parse_loosely(code)
    if tree is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(code, "<note>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except _REFUSED:
        return None
    return tree


@lru_cache(maxsize=8192)
def parse_loosely(code: str) -> ast.Module | None:
    """As `parse`, but `return` and `break` may stand anywhere."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code)
    except _REFUSED:
        return None


@lru_cache(maxsize=8192)
def is_header(line: str) -> bool:
    """Whether a line opens a block: `for …:`, `else:`; its body must stand elsewhere."""
    bare = line.strip()
    if not bare.partition("#")[0].rstrip().endswith(":"):
        return False
    word = bare.partition(":")[0].split(" ")[0].strip()
    body = _cut_comment(bare)
    if word == "match":
        return parse_loosely(f"{body}\n case _: pass") is not None
    return parse_loosely(f"{_CLAUSES.get(word, '')}{body} pass") is not None and word != "lambda"


def is_statement(line: str) -> bool:
    """Whether a line is one simple statement, or several joined by `;`."""
    tree = parse_loosely(line.strip())
    return tree is not None and bool(tree.body) and not any(isinstance(node, _COMPOUND) for node in tree.body)


def is_literal(text: str) -> bool:
    """Whether a text is one Python literal: a constant or a container of them."""
    tree = parse(text)
    if tree is None or len(tree.body) != 1:
        return False
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return False
    return True


def is_code_line(line: str) -> bool:
    """Whether a line could stand in a program as it is, given the right indentation."""
    bare = line.strip()
    return parse_loosely(bare) is not None or is_header(bare) or bare.startswith("@")


@lru_cache(maxsize=8192)
def loaded(tree: ast.AST) -> frozenset[str]:
    """Names that are read."""
    return frozenset(
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load | ast.Del)
    )


@lru_cache(maxsize=8192)
def stored(tree: ast.AST) -> frozenset[str]:
    """Names that are bound: targets, imports, functions, classes, arguments."""
    names: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                names.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.alias(name=name, asname=alias):
                names.add(alias or name.split(".")[0])
            case ast.ExceptHandler(name=str(name)):
                names.add(name)
    return frozenset(names)


@lru_cache(maxsize=8192)
def names(code: str) -> frozenset[str]:
    """Names a text reads or binds, and its attributes with a leading dot; by tokens if it does not parse."""
    tree = parse(code)
    if tree is None:
        return _names_by_token(code)
    attributes = {f".{node.attr}" for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return loaded(tree) | stored(tree) | attributes


def vouched(lines: Sequence[str]) -> Iterator[frozenset[str]]:
    """For each line, the names that stand in the other lines."""
    each = [_names_by_token(line) for line in lines]
    count = Counter(name for found in each for name in found)
    every = frozenset(count)
    return (every - {name for name in found if count[name] == 1} for found in each)


def _names_by_token(code: str) -> frozenset[str]:
    found, before = set(), ""
    for line in split_lines(code):
        for token in tokens(line):
            if token.kind == "name" and not keyword.iskeyword(token.text):
                found.add(f".{token.text}" if before == "." else token.text)
            before = token.text
    return frozenset(found)


def _cut_comment(line: str) -> str:
    comments = [token.start for token in tokens(line) if token.kind == "comment"]
    return line[: comments[0]].rstrip() if comments else line
