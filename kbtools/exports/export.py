"""Readings to files of another format: what is written where, and what could not be said."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kbtools import site
from kbtools.exports.writer import Writer
from kbtools.model import Highlight, Reading
from kbtools.problems import Code, KbError, Problem, Severity


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of one source."""

    source: str
    """Its name."""
    path: Path | None
    """Where the file was written; None when it was not."""
    text: str
    highlights: int
    problems: tuple[Problem, ...]


def export(
    readings: Sequence[Reading],
    writer: Writer,
    output: Path | None = None,
    *,
    folder: bool = False,
    replace: bool = False,
) -> tuple[Exported, ...]:
    """Every source as a file; `output` is a file for one source, a folder for several, None to write none.

    `folder` makes it one for a single source too; `replace` writes over other files.

    Raises:
        KbError: when a source has no highlight, or another file would be lost; then nothing is written.
    """
    inside = output is not None and (folder or len(readings) > 1 or output.is_dir())
    done = [_one(reading, writer, _target(reading, writer, output, inside=inside)) for reading in readings]
    empty = [_empty(one) for one in done if not one.highlights]
    lost = [_exists(one.path) for one in done if one.path and not replace and _is_another(one.path, one.text)]
    if empty or lost:
        raise KbError([*empty, *lost])
    for one in done:
        if one.path:
            site.write_text(one.path, one.text)
    return tuple(done)


def _one(reading: Reading, writer: Writer, path: Path | None) -> Exported:
    written = writer.write(reading)
    count = sum(isinstance(item, Highlight) for item in reading.items)
    return Exported(reading.source.name, path, written.text, count, (*reading.problems, *written.problems))


def _target(reading: Reading, writer: Writer, output: Path | None, *, inside: bool) -> Path | None:
    return output / f"{reading.source.id}{writer.suffix}" if output and inside else output


def _is_another(path: Path, text: str) -> bool:
    """Whether a file with a text of its own stands there."""
    return path.exists() and path.stat().st_size > 0 and path.read_bytes() != text.encode("utf-8")


def _empty(one: Exported) -> Problem:
    what, hint = "has no highlight to export", "see `kbtools inspect FILE` for what a file holds"
    return Problem(one.source, 0, Severity.ERROR, Code.EXPORT_EMPTY, what, hint)


def _exists(path: Path) -> Problem:
    what, hint = "another file is already there", "name another one, or add --replace"
    return Problem(str(path), 0, Severity.ERROR, Code.FILE_EXISTS, what, hint)
