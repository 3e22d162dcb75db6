"""What lies in docs/.sources, read back as sources."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from kbtools.config import Config
from kbtools.decode import decode, file_bytes
from kbtools.model import Source, SourceId
from kbtools.problems import Problem, SourceError
from kbtools.text import slug


def sources(config: Config) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Every stored source by id, and the problems of those that cannot be read."""
    names = [path.relative_to(config.sources_dir).as_posix() for path in files_below(config.sources_dir)]
    ids = _ids(names)
    read: list[Source] = []
    problems: list[Problem] = []
    for name in names:
        try:
            read.append(
                source(config.sources_dir / name, name, ids[name], config.relative(config.sources_dir / name))
            )
        except SourceError as error:
            problems.extend(error.problems)
    return tuple(sorted(read, key=lambda one: one.id)), tuple(problems)


def source(path: Path, name: str, identity: SourceId | None = None, shown: str = "") -> Source:
    """One file as a source.

    Raises:
        SourceError: when the file is binary, empty, too large or in no known encoding.
    """
    shown = shown or str(path)
    return as_source(name, decode(file_bytes(path, shown), shown), identity)


def as_source(name: str, text: str, identity: SourceId | None = None) -> Source:
    """A decoded file as a source; without an id it has the one it would have alone."""
    return Source(identity or _ids([name])[name], name, text)


def files_below(folder: Path) -> Iterator[Path]:
    """Regular files below a folder, by path; nothing in folders or files whose name starts with a dot."""
    try:
        with os.scandir(folder) as found:
            entries = sorted((one for one in found if not one.name.startswith(".")), key=lambda one: one.name)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(folder / entry.name)
        elif entry.is_file():
            yield folder / entry.name


def _ids(names: Sequence[str]) -> dict[str, SourceId]:
    """An id a name: the slug of the path without its ending; the later of two alike keeps its ending.

    Markdown comes first: a page whose links may be known keeps its address when a text of its name is added.
    """
    chosen: dict[str, SourceId] = {}
    taken: dict[str, int] = {}
    for name in sorted(names, key=lambda name: (not name.endswith(".md"), name)):
        stem = identity = slug(str(PurePosixPath(name).with_suffix(""))) or "source"
        if identity in taken:
            stem = identity = slug(name) or "source"
        while identity in taken:
            taken[stem] += 1
            identity = f"{stem}--{taken[stem]}"
        taken[identity] = 1
        chosen[name] = SourceId(identity)
    return chosen
