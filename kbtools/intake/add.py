"""Files into docs/.sources, byte for byte, each read once to tell what is in it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from kbtools import site
from kbtools.config import Config
from kbtools.decode import decode, file_bytes
from kbtools.intake.stored import as_source, files_below
from kbtools.model import Highlight, Reading, Source
from kbtools.problems import Code, Problem, Severity, SourceError
from kbtools.text import split_lines

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is in all."""
_SAME_FILE = 0.1
# A new version of a file keeps at least this share of its lines; below, it is another file of that name.


class Import(StrEnum):
    """What an import did with one file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Found:
    """What the reader made of a file that was stored."""

    reader: str
    highlights: int
    notes: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    files: tuple[tuple[str, Import], ...]
    """Name below docs/.sources/ and what happened, by name."""
    problems: tuple[Problem, ...]
    found: Mapping[str, Found] = field(default_factory=dict)
    """By name, of every file that was added or updated."""


def add(
    config: Config, paths: Iterable[Path], *, replace: bool = False, progress: Progress | None = None
) -> Imported:
    """Copy files, and the files in folders, to docs/.sources/; a file that cannot be read is left out.

    One file is in memory at a time. A file that is stored already, to the byte, is not read again.
    """
    done: dict[str, Import] = {}
    found: dict[str, Found] = {}
    problems: list[Problem] = []
    wanted = list(_wanted(paths, problems))
    for count, (path, name, named) in enumerate(wanted):
        if progress:
            progress("importing", count, len(wanted))
        try:
            if name in done:
                if not _is_same(path, config.sources_dir / name):
                    problems.append(_twice(path, name))
                continue
            done[name], text = _store(config, path, name, replace=replace)
            if text is not None:
                reading = _read(as_source(name, text))
                found[name] = _found(reading)
                problems.extend(reading.problems)
        except SourceError as error:
            problems.extend(error.problems if named else map(_skipped, error.problems))
        except OSError as error:
            if str(error.filename or "").startswith(str(config.sources_dir)):
                raise
            problems.append(_missing(path, f"cannot be read: {error.strerror or error}"))
    return Imported(tuple(sorted(done.items())), tuple(problems), found)


def _read(source: Source) -> Reading:
    from kbtools import sources  # noqa: PLC0415 - an import of files that are all there loads no reader

    return sources.read(source)


def _found(reading: Reading) -> Found:
    highlights = sum(isinstance(item, Highlight) for item in reading.items)
    return Found(reading.reader, highlights, len(reading.items) - highlights)


def _wanted(paths: Iterable[Path], problems: list[Problem]) -> Iterator[tuple[Path, str, bool]]:
    """Path, name to store it under, and whether the person named the file itself."""
    for path in paths:
        if path.is_dir():
            found = list(files_below(path))
            problems.extend(_led_out(file) for file in found if not _is_inside(file, path))
            inside = (file for file in found if _is_inside(file, path))
            yield from ((file, file.relative_to(path).as_posix(), False) for file in inside)
            if not found:
                problems.append(_missing(path, "holds no file to import"))
        elif path.exists():
            # A name with a dot in front would hide the stored file from everything that reads it.
            yield path, path.name.lstrip(".") or path.name, True
        else:
            problems.append(_missing(path, "does not exist"))


def _is_inside(file: Path, folder: Path) -> bool:
    """Whether a file found in a folder lies there: a link in a stranger's folder may lead anywhere."""
    return not file.is_symlink() or file.resolve().is_relative_to(folder.resolve())


def _store(config: Config, path: Path, name: str, *, replace: bool) -> tuple[Import, str | None]:
    """What was done, and the text that was stored; None when it was there."""
    target = config.sources_dir / name
    stored = target.is_file()
    if stored and _is_same(path, target):
        return Import.UNCHANGED, None
    data = file_bytes(path, str(path))
    text = decode(data, str(path))
    if stored and not replace and _kept(_text(target), text) < _SAME_FILE:
        raise SourceError([_other(path, name)])
    site.write_bytes(target, data)
    return Import.UPDATED if stored else Import.ADDED, text


def _text(path: Path) -> str:
    return decode(file_bytes(path, str(path)), str(path))


def _is_same(path: Path, other: Path) -> bool:
    """Whether two files hold the same bytes."""
    return path.stat().st_size == other.stat().st_size and path.read_bytes() == other.read_bytes()


def _kept(old: str, new: str) -> float:
    """The share of the old file's lines that the new one still has."""
    before, after = Counter(_lines(old)), Counter(_lines(new))
    return (before & after).total() / max(1, before.total())


def _lines(text: str) -> list[str]:
    return [line.strip() for line in split_lines(text) if line.strip()]


def _missing(path: Path, what: str) -> Problem:
    return Problem(
        str(path), 0, Severity.ERROR, Code.SOURCE_MISSING, what, "name a file, or a folder with files in it"
    )


def _other(path: Path, name: str) -> Problem:
    what = f"another file is already stored as {name} and shares almost no line with it"
    return Problem(
        str(path), 0, Severity.ERROR, Code.SOURCE_REPLACED, what, "rename it, or import it with --replace"
    )


def _twice(path: Path, name: str) -> Problem:
    what = f"another file named {name} was imported just before it; this one was left out"
    hint = "rename one of the two, or import the folder that holds both"
    return Problem(str(path), 0, Severity.ERROR, Code.SOURCE_REPLACED, what, hint)


def _led_out(path: Path) -> Problem:
    what = "is a link that leads out of the folder; it was left out"
    hint = "name the file itself to import it"
    return Problem(str(path), 0, Severity.WARNING, Code.SOURCE_MISSING, what, hint)


def _skipped(problem: Problem) -> Problem:
    """What lies beside the notes in a folder, such as pictures, is told but no error."""
    hint = f"it was left out; {problem.hint}" if problem.hint else "it was left out"
    return replace(problem, severity=Severity.WARNING, hint=hint)
