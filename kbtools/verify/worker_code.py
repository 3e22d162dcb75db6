"""One layout of a snippet run as a notebook cell: its lines are the note's, its failure is a record."""

from __future__ import annotations

import ast
import contextlib
import errno
import linecache
import os
import re
import sys
import traceback
import types
from typing import Any

import worker_display  # type: ignore[import-not-found]  # beside this file when it runs
import worker_figures  # type: ignore[import-not-found]  # the same
import worker_room  # type: ignore[import-not-found]  # the same
import worker_spawn  # type: ignore[import-not-found]  # the same

# What a notebook takes as a setting of its own display; Python cannot parse it and nothing follows from it.
_MAGIC = re.compile(r"^[ \t]*%(?:matplotlib|config|load_ext|reload_ext|autoreload|pylab)\b.*$", re.MULTILINE)
_NAME = re.compile(r"name '(.+?)' is not defined")
_REFUSED = ("Permission denied", "Operation not permitted")

# Landlock calls it another device when a file is to be linked or moved across its border; folders that a
# session sees closed stand in a tree that is read only.
_REFUSALS = frozenset({errno.EACCES, errno.EPERM, errno.EXDEV, errno.EROFS})
_DRESS = re.compile(r"\x1b\[[0-9;]*m")


class Notebook:
    """The namespace of one session and the source lines its code came from."""

    def __init__(self, path: str, fenced: bool) -> None:  # noqa: FBT001 - one flag, named at the one call
        """Make a real `__main__` module, so that pickling, `inspect` and TorchScript work."""
        self.path = path
        self.fenced = fenced
        self.names: dict[str, Any] = {}
        self.lines: list[str] = []
        self.maps: dict[str, tuple[int, ...]] = {}
        self.running: frozenset[int] = frozenset()
        module = types.ModuleType("__main__")
        module.__dict__.update(__file__=path, __builtins__=__builtins__)
        self.names = module.__dict__
        sys.modules["__main__"] = module

    def run(self, layout: dict[str, Any]) -> dict[str, Any]:
        """Run one layout; its output, failure, supplied imports and the names it bound."""
        supplied = self._supply(layout["supply"])
        worker_spawn.prepare(layout["code"])
        before = dict(self.names)
        failure = None
        worker_figures.begin()
        with worker_room.Capture() as capture:
            try:
                self._execute(layout)
            except BaseException as error:
                failure = self._failure(error)
            figures = worker_figures.taken()
        for name in layout.get("lent", ()):
            self.names.pop(name, None)
        bound = [name for name, value in self.names.items() if before.get(name, before) is not value]
        text, errors, cut = capture.text()
        home = os.environ["HOME"]  # The session's folder has another name in every run.
        text = text.replace(home, "~")
        if failure is not None:
            failure["message"] = failure["message"].replace(home, "~")
        return {
            "output": text,
            "stderr": errors.replace(home, "~"),
            "cut": cut,
            "failure": failure,
            "supplied": supplied,
            "bound": sorted({*bound} - {"_"}),
            "figures": figures,
        }

    def digest(self, bound: list[str]) -> str:
        """What the names a layout bound hold, as text; equal for layouts that did the same."""
        return "\n".join(
            f"{name}={worker_display.digest(self.names[name])}" for name in bound if name in self.names
        )

    def _supply(self, supply: dict[str, str]) -> list[str]:
        done = []
        for name, statement in supply.items():
            if name not in self.names:
                with contextlib.suppress(Exception):  # A missing module shows as the NameError it is.
                    exec(statement, self.names)
                    done.append(statement)
        return done

    def _execute(self, layout: dict[str, Any]) -> None:
        code = _MAGIC.sub("", layout["code"])
        filename = self._place(code, layout)
        tree = ast.parse(code, filename)
        body, last = worker_display.split(tree, code)
        if filename == self.path:
            _move(tree, self.maps[filename], layout["line"])
        if layout.get("each"):
            self._at_a_prompt(tree, filename)
            return
        exec(compile(body, filename, "exec", dont_inherit=True), self.names)
        if last is None:
            return
        value = eval(compile(last, filename, "eval", dont_inherit=True), self.names)  # noqa: S307 - the purpose
        self._show(value)

    def _at_a_prompt(self, tree: ast.Module, filename: str) -> None:
        """Run the statements one by one as an interpreter does, which shows the value of each expression."""
        before, sys.displayhook = sys.displayhook, self._show
        try:
            for statement in tree.body:
                single = ast.Interactive([statement])
                exec(compile(single, filename, "single", dont_inherit=True), self.names)
        finally:
            sys.displayhook = before

    def _show(self, value: Any) -> None:  # noqa: ANN401 - a note's value can be anything
        if value is not None:
            self.names["_"] = value
            print(worker_display.show(value))  # noqa: T201 - into the capture, in order with the rest

    def _place(self, code: str, layout: dict[str, Any]) -> str:
        """The file name to compile under: the note's own where each line of code has a line of its own."""
        rows = code.split("\n")
        lines = tuple(layout["line_map"]) or tuple(range(layout["line"], layout["line"] + len(rows)))
        follow = zip(lines, lines[1:])  # noqa: B905, RUF007 - Python 3.8 knows neither
        rising = len(lines) >= len(rows) and lines[0] > 0 and all(low < high for low, high in follow)
        filename = self.path if rising else f"{self.path}#{layout['line']}"
        self.maps[filename] = lines
        self.running = frozenset(lines)
        if rising:
            self.lines += [""] * (max(lines) - len(self.lines))
            for line, row in zip(lines, rows):  # noqa: B905 - the same
                self.lines[line - 1] = row
            rows = self.lines
        text = [row + "\n" for row in rows]
        linecache.cache[filename] = (sum(map(len, text)), None, text, filename)
        return filename

    def _failure(self, error: BaseException) -> dict[str, Any]:
        kind = type(error)
        home = "" if kind.__module__ in {"builtins", "__main__"} else f"{kind.__module__}."
        try:
            message = str(error.msg if isinstance(error, SyntaxError) else error)
        except Exception as broken:
            message = f"<message cannot be shown: {type(broken).__name__}>"
        unshared = worker_room.lacks_shared_memory() and _shares(error, message)
        return {
            "type": home + kind.__qualname__,
            # Some libraries dress their errors for a terminal.
            "message": _DRESS.sub("", message)[:2000],
            "line": self._line(error),
            "name": _undefined(error, message),
            "module": error.name if isinstance(error, ModuleNotFoundError) else None,
            "syntax": isinstance(error, SyntaxError) and not _frames(error, self.maps),
            "unshared": unshared,
            "anew": worker_spawn.is_unknown(_chain(error)),
            "denied": self.fenced
            and (unshared or worker_room.touched() or any(map(_refused, _chain(error)))),
        }

    def _line(self, error: BaseException) -> int | None:
        """The source line of the innermost frame of the snippet, else of the note; None without one."""
        frames = [self._source_line(*frame) for frame in _frames(error, self.maps)]
        if frames:  # In the snippet itself rather than in a function of an earlier one.
            return next((line for line in reversed(frames) if line in self.running), frames[-1])
        if isinstance(error, SyntaxError) and error.filename in self.maps and error.lineno:
            lines = self.maps[error.filename]
            return lines[min(error.lineno, len(lines)) - 1]
        return None

    def _source_line(self, filename: str, line: int) -> int:
        if filename == self.path:  # Moved there before compiling.
            return line
        lines = self.maps[filename]
        return lines[min(line, len(lines)) - 1]


def _move(tree: ast.Module, lines: tuple[int, ...], first: int) -> None:
    for node in ast.walk(tree):
        if isinstance(node, (ast.stmt, ast.expr)) or hasattr(node, "lineno"):
            node.lineno = _at(lines, node.lineno, first)
            node.end_lineno = _at(lines, node.end_lineno or 1, first)  # type: ignore[attr-defined]


def _at(lines: tuple[int, ...], line: int, first: int) -> int:
    return lines[line - 1] if line <= len(lines) else first + line - 1


def _frames(error: BaseException, files: dict[str, tuple[int, ...]]) -> list[tuple[str, int]]:
    frames = traceback.extract_tb(error.__traceback__)
    return [(each.filename, each.lineno or 0) for each in frames if each.filename in files]


def _undefined(error: BaseException, message: str) -> str | None:
    if not isinstance(error, NameError) or isinstance(error, UnboundLocalError):
        return None
    found = _NAME.search(message)
    return getattr(error, "name", None) or (found.group(1) if found else None)


def _shares(error: BaseException, message: str) -> bool:
    """Whether it comes of making something that several processes share.

    A process that starts another to hold what is shared learns no more than that the other has ended.
    """
    files = (frame.filename for frame in traceback.extract_tb(error.__traceback__))
    inside = any(f"{os.sep}multiprocessing{os.sep}" in file for file in files)
    return "shared memory" in message or (inside and isinstance(error, (OSError, EOFError)))


def _chain(error: BaseException | None) -> list[BaseException]:
    """The error, what caused it, and what wrapped errors such as URLError carry inside."""
    chain: list[BaseException] = []
    waiting = [error]
    while waiting:
        each = waiting.pop()
        if isinstance(each, BaseException) and each not in chain:
            chain.append(each)
            waiting += [each.__cause__, each.__context__, getattr(each, "reason", None)]
    return chain


def _refused(error: BaseException) -> bool:
    if isinstance(error, FileNotFoundError):
        return bool(worker_room.hidden(error.filename))
    if isinstance(error, OSError):
        return error.errno in _REFUSALS or isinstance(error, BlockingIOError)
    return any(words in str(error.args[:1]) for words in _REFUSED)
