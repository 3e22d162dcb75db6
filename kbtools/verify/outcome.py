"""What a snippet did when it ran, as the worker tells it; a note's code may have forged any of it."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kbtools.model import Results

PNG = b"\x89PNG\r\n\x1a\n"
"""How every PNG file begins."""


@dataclass(frozen=True, slots=True)
class Failure:
    """The exception that ended a snippet."""

    type: str
    """With its module, as a traceback's last line has it; bare for builtins."""
    message: str
    line: int | None
    """1-based source line of the innermost frame of the note; None when none is known."""
    name: str | None = None
    """The name nobody defined; None for other errors."""
    module: str | None = None
    """The module that is not installed; None for other errors."""
    syntax: bool = False
    """Whether the snippet itself does not parse."""
    denied: bool = False
    """Whether the fence stood in the way."""
    unshared: bool = False
    """Whether it wanted something that processes share, where the fence has no place for that."""

    anew: bool = False
    """Whether it sent what only the note defines to a process that starts anew."""

    @property
    def lacks(self) -> str:
        """What this system would have to allow, in a sentence; empty for nothing."""
        lacks = " Processes share memory only where the system allows a mount namespace; this one does not."
        return lacks if self.unshared else ""

    def __str__(self) -> str:
        """The last line of a traceback."""
        return f"{self.type}: {self.message}" if self.message else self.type


@dataclass(frozen=True, slots=True)
class Outcome:
    """One layout of a snippet, run to its end."""

    layout: int
    """Index into the snippet's layouts."""
    output: str
    """Standard output and displayed value, in order."""
    cut: bool = False
    """Whether there was more output than is kept."""
    failure: Failure | None = None
    supplied: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()
    """Names that hold something else than before."""
    digest: str = ""
    """What those names hold, for layouts that were only tried."""
    stderr: str = ""
    """As it was written, the end of a flood cut off."""
    figures: tuple[bytes, ...] = ()
    """PNG files, in the order in which the snippet showed them."""
    seconds: float | None = field(default=None, compare=False)
    """How long it took, trials of its layouts included; None where nobody looked at the clock."""

    @property
    def text(self) -> str:
        """All that a reader would have recorded: the output and the last line of the traceback."""
        if self.failure is None:
            return self.output
        gap = "" if not self.output or self.output.endswith("\n") else "\n"
        return f"{self.output}{gap}{self.failure}\n"


@dataclass(frozen=True, slots=True)
class Course:
    """What became of a session: the outcomes by snippet, and how it ended."""

    outcomes: Mapping[int, Outcome]
    """By index into the snippets that were sent."""
    undecided: Mapping[int, tuple[Outcome | None, ...]]
    """Snippets of which no layout was taken, with what each layout did; None for one that broke off."""
    last: int
    """Index of the snippet that was running at the end; -1 when none had started."""
    end: str
    """`done`, `timeout`, `processes`, `garbled`, `exit N`, `signal NAME`; `worker` when that broke off."""
    back: Mapping[int, "Course"] = field(default_factory=dict)
    """What snippets did once more in a checkpoint, by the index of the snippet before which it was made."""


class StoppedError(Exception):
    """The person stopped a run."""

    def __init__(self, results: Results) -> None:
        """Keep what was done by then."""
        super().__init__("stopped")
        self.results = results


def read(raw: object, layout: int = 0) -> Outcome:
    """The record of a JSON value.

    Raises:
        ValueError: It is not of the shape the worker writes.
    """
    if not isinstance(raw, dict):
        raise ValueError("not an outcome")  # noqa: TRY004 - one kind of error for all that is garbled
    try:
        return Outcome(
            layout=int(raw.get("layout", layout)),
            output=_text(raw["output"]),
            cut=bool(raw["cut"]),
            failure=None if raw["failure"] is None else _failure(raw["failure"]),
            supplied=tuple(map(_text, raw["supplied"])),
            bound=tuple(map(_text, raw["bound"])),
            digest=str(raw.get("digest", "")),
            stderr=_text(raw.get("stderr", "")),
            figures=tuple(map(_figure, raw.get("figures", ()))),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not an outcome") from error


def _text(raw: object) -> str:
    """A string that every file can hold: half of a character, which a note's code may write, becomes `?`."""
    return str(raw).encode("utf-8", "replace").decode("utf-8")


def figure_name(png: bytes) -> str:
    """The name of a figure's file: equal for equal content."""
    return f"{hashlib.sha256(png).hexdigest()[:16]}.png"


def _figure(raw: object) -> bytes:
    data = base64.b64decode(str(raw), validate=True)
    if not data.startswith(PNG):
        raise ValueError("not a figure")
    return data


def _failure(raw: dict[str, Any]) -> Failure:
    line, name, module = raw["line"], raw["name"], raw["module"]
    return Failure(
        type=_text(raw["type"]),
        message=_text(raw["message"]),
        line=line if isinstance(line, int) else None,
        name=None if name is None else _text(name),
        module=None if module is None else _text(module),
        syntax=bool(raw["syntax"]),
        denied=bool(raw["denied"]),
        unshared=bool(raw["unshared"]),
        anew=bool(raw["anew"]),
    )
