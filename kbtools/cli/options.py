"""Options that several commands share, and the knowledge base they work on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kbtools.config import Config, find_root, load

_Command = TypeVar("_Command", bound=Callable[..., Any])


def directory(command: _Command) -> _Command:
    """Adds `-C DIR`: work on the knowledge base there instead of the one around the current folder."""
    kind = click.Path(exists=True, file_okay=False, path_type=Path)
    help_text = "Work on the knowledge base in this folder."
    return click.option("-C", "--directory", type=kind, default=Path(), help=help_text)(command)


def strict(command: _Command) -> _Command:
    """Adds `--strict`: warnings count as errors."""
    return click.option("--strict", is_flag=True, help="Let warnings count: exit 1.")(command)


def as_json(command: _Command) -> _Command:
    """Adds `--json`: the report as JSON on standard output."""
    return click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")(command)


def knowledge_base(directory: Path) -> Config:
    """The configuration of the knowledge base around a folder.

    Raises:
        ConfigError: when there is none, or it cannot be used.
    """
    return load(find_root(directory))
