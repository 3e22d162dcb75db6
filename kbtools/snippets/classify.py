"""What a piece of code is, told statically from its label and its shape."""

import ast
import re
from dataclasses import replace

from kbtools.model import CodeKind
from kbtools.snippets.ipython import foreign_cell, is_command, takes_commands, timed
from kbtools.snippets.parsing import BUILTINS, is_code_line, is_literal, parse
from kbtools.snippets.older import is_python_2
from kbtools.snippets.prompts import has_prompts, strip_prompts
from kbtools.snippets.rows import Rows
from kbtools.snippets.settings import is_log, is_settings
from kbtools.snippets.shapes import is_numeric, is_output

PYTHON = frozenset(
    {"python", "py", "python3", "pycon", "ipython", "ipython3", "pytorch", "jupyter", "python2"}
)
SHELL = frozenset(
    {"bash", "sh", "shell", "console", "zsh", "cmd", "powershell", "bat", "terminal", "shell-session"}
)
OUTPUT = frozenset({"output", "out", "text-output", "stdout", "result"})
"""Languages of fences that can only hold an output."""
TEXT = OUTPUT | {"text", "txt", "plaintext", "log"}
"""Languages of fences that their author says hold no code."""
PLAIN = TEXT | {"", "plain", "none", "code"}
_COMMAND = re.compile(
    r"(?:\$|%%bash|PS>|C:\\\S*>)\s?\S|~?/?(?:[\w.~-]+/)*(?:pip3?|conda|mamba|sudo|apt(?:-get)?|brew|git|wget|curl"
    r"|cd|ls|mkdir|rm|cp|mv|sh|bash|source|export|unzip|tar|docker|nvidia-smi|nvcc|jupyter|chmod|cat|echo|make"
    r"|cmake|python3?|ipython|torchrun|tensorboard|uv|poetry|yum|dnf|choco|scp|ssh)(?:\s+[-\w./~\"'$:=]|\s*$)"
)
_FRAMEWORKS = "mxnet|tensorflow|keras|paddle|jax|flax|mindspore|theano|caffe2?|chainer|oneflow|megengine"
_FOREIGN_IMPORT = re.compile(
    rf"^\s*(?:import|from)\s+(?:{_FRAMEWORKS})\b|^\s*from d2l import (?:{_FRAMEWORKS})\b", re.MULTILINE
)
_FOREIGN_ROOTS = frozenset({"mx", "tf", "keras", "paddle", "jnp", "npx", "nd", "jax", "gluon"})
_DOTTED_CLASS = re.compile(r"\s*class\s+\w+(?:\.\w+)+")
_SIGNATURE = re.compile(r"\s*(?:def\s+)?[\w.]+\([^\n]*\)\s*(?:->|→)\s*[\w.\[\], |]+\s*")
_ELIDED = re.compile(r"\s*[\w.]+\((?:[^()\n]*,)?\s*(?:\.{2,3}|…)\s*\)\s*(?:[#→].*|->.*)?")
"""A call whose arguments are left out: how a reference lists functions."""
_DEFAULTS = re.compile(r"\w=(?:None|True|False|1)\s*[,)]")
_SIGNATURE_LINE = re.compile(r"\s*[\w.]+\([^()\n]*\)\s*(?:[#→].*|->.*)?")
_LINE_OF_CODE = re.compile(
    r"\s*(?:import|from|def|class|for|while|with|if|elif|else|try|except|return|print|assert|del|raise|@)\b"
    r"|\s*[\w.\[\], ]+\s?[-+*/]?=[^=]|\s*[\w.]+\(.*\)?"
)
_PSEUDO = re.compile(
    r"\s*(?:for|foreach|for each|while|if|else if|elseif)\b.*\b(?:do|then)\s*[:：]?"
    r"|\s*(?:end|endfor|endwhile|endif|end (?:for|while|if|function|procedure|algorithm)|repeat|until .*|fi|od)\s*[.;。]?"
    r"|\s*[\w.^{}()\[\], ]+\s*(?:←|⟵|<-|:=)\s*\S.*",
    re.IGNORECASE,
)
"""A line of an algorithm as books print it: blocks that end by a word, arrows that assign."""

_SETTINGS = "settings of a program, no code"
_LOG = "a log, no code"
UNPRINTED = frozenset({_SETTINGS, _LOG})
"""Why texts are never run that no code of the note printed."""
_ALONE = "an output with no code above it"
Verdict = tuple[CodeKind, str]
"""A kind, and why it is never run; empty for what is."""


def classify(info: str, code: Rows, known: frozenset[str], *, asked: bool = False) -> Verdict:
    """The kind of a run of code and why it is never run.

    Args:
        info: The language as the author wrote it.
        code: The code, prompts and all.
        known: Names that earlier code of the session reads or binds.
        asked: Whether its own output stands behind it, so that a literal is code.
    """
    bare = tuple(replace(row, text=(timed(row.text) or ("", row.text))[1]) for row in strip_prompts(code))
    filled = [row.text for row in bare if not row.blank]
    words = [line for line in filled if not line.lstrip().startswith("#")]
    if not words:
        return (CodeKind.TEXT, "nothing but comments") if filled else (CodeKind.TEXT, "empty")
    if info in SHELL or _is_shell(words) or all(line.lstrip().startswith("!") for line in words):
        return CodeKind.SHELL, "commands for a shell"
    if all(map(is_command, words)):
        return CodeKind.SHELL, "commands for IPython"
    if name := foreign_cell(words):
        return CodeKind.SHELL, f"a cell for %%{name} of IPython"
    if takes_commands(words):
        return CodeKind.FRAMEWORK, "it takes what commands of IPython give"
    if info and info not in PYTHON and info not in PLAIN:
        return CodeKind.PSEUDO, f"written in {info}"
    if is_python_2("\n".join(row.text for row in bare)) and info not in TEXT:
        return CodeKind.FRAMEWORK, "written for Python 2"
    if info in PLAIN and (is_settings(bare, known) or is_log(bare)):
        return CodeKind.TEXT, _LOG if is_log(bare) else _SETTINGS
    if info in TEXT:
        return CodeKind.TEXT, _ALONE if is_output(bare) else f"labelled {info}, which is no code"
    text = "\n".join(row.text for row in bare)
    if parse(text) is None and any(map(_PSEUDO.fullmatch, words)) and not _mostly_python(words):
        return CodeKind.PSEUDO, "an algorithm in words"
    if (asked or has_prompts(code)) and parse(text) is not None:  # Typed, even if it looks like a value.
        return _python(text, known) or (CodeKind.PYTHON, "")
    return _python(text, known) or _unlabelled(info, bare, words, text) or (CodeKind.PYTHON, "")


def _python(text: str, known: frozenset[str]) -> Verdict | None:
    if _FOREIGN_IMPORT.search(text):
        return CodeKind.FRAMEWORK, "written for another framework"
    tree = parse(text)
    foreign = _FOREIGN_ROOTS - known
    if tree is not None and any(_root(node) in foreign for node in ast.walk(tree)):
        return CodeKind.FRAMEWORK, "written for another framework"
    if (
        _DOTTED_CLASS.match(text)
        or _SIGNATURE.fullmatch(text)
        or (tree is not None and _is_signature(tree, known))
        or (tree is None and _lists_signatures(text))
    ):
        return CodeKind.PSEUDO, "a signature, not a call"
    return None


def _unlabelled(info: str, rows: Rows, words: list[str], text: str) -> Verdict | None:
    if is_output(rows):
        return None if info in PYTHON and is_literal(text) else (CodeKind.TEXT, _ALONE)
    if parse(text) is not None and (info in PYTHON or not _is_lone_word(text)):
        return None
    # The rows of a literal say nothing, nor do those that close one.
    words = [line for line in words if not is_numeric(line) and line.lstrip()[:1] not in "])}"]
    likely = sum(not _is_lone_word(line) and _looks_typed(line) for line in words)
    if info in PYTHON and (likely or re.search(r"\w[(\[（［]|[=＝]", text)):
        return None
    return None if likely * 2 > len(words) else (CodeKind.TEXT, "neither Python nor anything like it")


def _mostly_python(words: list[str]) -> bool:
    """Whether most lines parse as they stand, calls and assignments among them: code with a fault."""
    typed = [line for line in words if is_code_line(line) and not _is_lone_word(line)]
    return 2 * len(typed) > len(words) and any(re.search(r"\w\(|\w\s*=\s*\S", line) for line in typed)


def _is_shell(words: list[str]) -> bool:
    """Whether the first line is a command and no line needs Python."""
    first = words[0].strip()
    python_first = parse(first) is not None and not first.startswith("$")
    if python_first or not _COMMAND.match(first):
        return False
    return not any(re.match(r"\s*(?:import|from|def|class|print)\b[ (]", line) for line in words[1:])


def _is_signature(tree: ast.Module, known: frozenset[str]) -> bool:
    """Whether all there is, is one call of unknown names with defaults: how references print a function."""
    match tree.body:
        case [ast.Expr(value=ast.Call(func=called, args=args, keywords=keywords))]:
            pass
        case [ast.FunctionDef(body=[ast.Expr(value=ast.Constant(value=value))])] if value is ...:
            return True
        case _:
            return False
    names = [part.id for part in args if isinstance(part, ast.Name)]
    defaults = [part for part in keywords if _is_constant(part.value)]
    # Nobody passes on the function `input`: in a reference it is the name of a parameter.
    unknown = [name for name in names if name not in known and name not in BUILTINS - {"input"}]
    if len(names) != len(args) or len(defaults) != len(keywords) or not defaults:
        return False
    callee_unknown = isinstance(called, ast.Name) and called.id not in known and called.id not in BUILTINS
    return len(unknown) == len(args) and (bool(unknown) or (callee_unknown and len(defaults) > 1))


def _lists_signatures(text: str) -> bool:
    """Whether a text that does not parse lists functions, most of them with their arguments left out."""
    lines = [line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    calls = [line for line in lines if _SIGNATURE_LINE.fullmatch(line)]
    elided = sum(bool(_ELIDED.match(line)) for line in calls)
    return 2 * len(calls) > len(lines) and (elided > 0 or all(map(_DEFAULTS.search, calls)))


def _is_constant(node: ast.expr) -> bool:
    return isinstance(node.operand if isinstance(node, ast.UnaryOp) else node, ast.Constant)


def _looks_typed(line: str) -> bool:
    return bool(_LINE_OF_CODE.match(line)) or is_code_line(line)


def _is_lone_word(text: str) -> bool:
    """Whether Python would read plain words as names, line by line: `mirrors`, `温度, 湿度`."""
    words = re.compile(r"[^\W\d]\w*(?:\s*[,:]\s*[^\W\d]\w*)*")
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return not text.isascii() and all(map(words.fullmatch, lines))


def _root(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.value.id
    return ""
