"""Printing, progress and exit codes: the only module that writes to the terminal."""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from kbtools.problems import Problem, Severity

FINE, WRONG, USAGE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: all is well, warnings included; errors, staleness or a change for the worse; a call that
cannot be understood; stopped by the person."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_heard: list[tuple[int, str]] | None = None
_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}


def say(line: str) -> None:
    """One line of what was done, to standard output."""
    _put(_tame(line))


def complain(line: str) -> None:
    """One line of what went wrong, to standard error."""
    _put(_tame(line), err=True)


def _put(text: str, *, err: bool = False) -> None:
    if _heard is None:
        _write(text + "\n", err=err)
    else:
        _heard.append((2 if err else 1, text + "\n"))


def _write(text: str, *, err: bool = False) -> None:
    """A reader that has gone stops nothing: the command ends its work, and its exit code is true."""
    try:
        click.echo(text, err=err, nl=False)
    except BrokenPipeError:
        silence((sys.stderr if err else sys.stdout).fileno())


def silence(descriptor: int) -> None:
    """Let what is still written there go nowhere, at exit too."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


@contextmanager
def heard() -> Iterator[list[tuple[int, str]]]:
    """What would be printed, by descriptor, in order, in place of printing it."""
    global _heard  # noqa: PLW0603 - printing is global
    _heard, before = [], _heard
    try:
        yield _heard
    finally:
        _heard = before


def _tame(text: str) -> str:
    """The text without control characters: a note may hold sequences that a terminal would obey."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def say_json(data: Mapping[str, object]) -> None:
    """The report of a command as JSON, keys in a stable order, to standard output."""
    _put(json.dumps(data, ensure_ascii=False, indent=2))


def hand_over(text: str) -> None:
    """A whole file, to standard output: to the letter, but never a control sequence to a terminal."""
    _write(_tame(text) if sys.stdout.isatty() else text)


def show(problems: Iterable[Problem]) -> None:
    """Every problem once, by place, to standard error; coloured on a terminal only."""
    console = Console(stderr=True, highlight=False, soft_wrap=True, no_color="NO_COLOR" in os.environ)
    for problem in sorted(set(problems)):
        if console.is_terminal:
            text = Text(_tame(str(problem)))
            text.highlight_words([problem.severity.value], _STYLE[problem.severity])
            with console.capture() as coloured:
                console.print(text, end="")
            _put(coloured.get(), err=True)
        else:
            complain(str(problem))


def as_json(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """The problems as JSON rows, by place."""
    names = ("path", "line", "severity", "code", "what", "hint")
    rows = [{name: getattr(problem, name) for name in names} for problem in sorted(set(problems))]
    # The code as the lines on the terminal have it, so that one can be searched for by the other.
    return [{**row, "code": str(row["code"]).upper()} for row in rows]


class _Change(Protocol):
    @property
    def path(self) -> str: ...
    @property
    def kind(self) -> str: ...


class Changed(Protocol):
    """What a build returns; its module is not loaded for the sake of a name."""

    @property
    def changes(self) -> Sequence[_Change]:
        """The files that differ, or differed."""


def changes(built: Changed) -> list[dict[str, object]]:
    """The files that differ, or differed, as JSON rows."""
    return [{"path": change.path, "kind": change.kind} for change in built.changes]


def exit_code(problems: Iterable[Problem], *, strict: bool) -> int:
    """WRONG when a problem is an error, or a warning where warnings count."""
    severities = {problem.severity for problem in problems}
    return WRONG if Severity.ERROR in severities or (strict and severities) else FINE


def finish(problems: Iterable[Problem], *, strict: bool) -> None:
    """Show the problems and leave with their exit code."""
    told = tuple(problems)
    show(told)
    sys.exit(exit_code(told, strict=strict))


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A callback that draws a bar on a terminal and says nothing elsewhere; gone when done."""
    console = Console(stderr=True, no_color="NO_COLOR" in os.environ)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks: dict[str, object] = {}

        def told(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

        yield told


def counted(count: int, one: str, many: str = "") -> str:
    """`1 page`, `2 pages`."""
    return f"{count} {one if count == 1 else many or one + 's'}"
