"""The record of one writer: what its format is called, and how it writes."""

from collections.abc import Callable
from dataclasses import dataclass

from kbtools.model import Reading
from kbtools.problems import Problem


@dataclass(frozen=True, slots=True)
class Written:
    """One file as a writer gives it."""

    text: str
    problems: tuple[Problem, ...] = ()
    """What the format cannot say."""


@dataclass(frozen=True, slots=True)
class Writer:
    """One format of files."""

    name: str
    """What `--format` calls it."""
    suffix: str
    """Ending of its files, with the dot."""
    write: Callable[[Reading], Written]
    """The highlights of a reading as one file."""
