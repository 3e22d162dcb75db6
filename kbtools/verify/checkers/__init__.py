"""How a recorded output is compared with today's: the rules, closest first."""

import functools
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from kbtools.model import Grade
from kbtools.verify.checkers.damaged import damaged
from kbtools.verify.checkers.error import error
from kbtools.verify.checkers.exact import exact
from kbtools.verify.checkers.numbers import numbers
from kbtools.verify.checkers.shape import says_random, shape
from kbtools.verify.checkers.spelling import spelling
from kbtools.verify.checkers.whitespace import whitespace

Checker = Callable[[str, str], str | None]
"""Recorded output, today's output -> why they count as equal, one sentence; None when they do not."""

CHECKERS: tuple[tuple[Grade, Checker], ...] = (
    (Grade.EXACT, exact),
    (Grade.WHITESPACE, whitespace),
    (Grade.NUMBERS, numbers),
    (Grade.SPELLING, spelling),
    (Grade.DAMAGED, damaged),
)
"""Asked in this order; the first that says why wins. Installed ones (`kbtools.checkers`) come after."""
VERSION = "4"
"""Raised where everything has to run anew; what a change of a rule changes is judged anew by itself."""

__all__ = [
    "CHECKERS",
    "VERSION",
    "Checker",
    "compare",
    "compare_error",
    "compare_shape",
    "says_random",
    "texts",
    "version",
]


def compare(recorded: str, got: str) -> tuple[Grade, str] | None:
    """The grade and the reason of the closest rule that holds; None when the outputs differ."""
    for grade, checker in (*CHECKERS, *_installed()):
        if reason := checker(recorded, got):
            return grade, reason
    return None


def compare_error(recorded: str, got: str) -> tuple[Grade, str] | None:
    """The same for a snippet that raised: `got` ends in the last line of the traceback."""
    reason = error(recorded, got)
    return (Grade.ERROR, reason) if reason else None


def compare_shape(recorded: str, got: str) -> tuple[Grade, str] | None:
    """The same for a snippet whose values are random."""
    reason = shape(recorded, got)
    return (Grade.SHAPE, reason) if reason else None


def version() -> str:
    """The version of the rules and the names of installed ones."""
    return "+".join((VERSION, *(point.value for point in _points())))


def texts() -> Iterator[str]:
    """The text of every rule, and of the modules of installed ones where they can be read."""
    own = sorted(files(__package__).iterdir(), key=lambda part: part.name)
    yield from (part.read_text("utf-8") for part in own if part.name.endswith(".py"))
    for point in _points():
        yield point.dist.version if point.dist else ""
        yield _text(point.module)


def _text(module: str) -> str:
    """The text of a module; empty where it is none of Python's files."""
    try:
        found = find_spec(module)
        return Path(found.origin).read_text("utf-8") if found and found.origin else ""
    except (ImportError, OSError, ValueError):
        return ""


def installed_again() -> None:
    """Look anew for rules of other packages: what is installed may change while a process lives."""
    _points.cache_clear()
    _installed.cache_clear()


@functools.cache
def _points() -> tuple[EntryPoint, ...]:
    return tuple(sorted(entry_points(group="kbtools.checkers"), key=lambda point: point.name))


@functools.cache
def _installed() -> tuple[tuple[Grade, Checker], ...]:
    """Checkers of other packages; each grade is the entry point's name, `spelling` where it names none."""
    known = set(Grade)
    return tuple(
        (Grade(point.name) if point.name in known else Grade.SPELLING, point.load()) for point in _points()
    )
