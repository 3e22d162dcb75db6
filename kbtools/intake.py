"""What lies in docs/.sources: files imported byte for byte, read back as sources."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from kbtools import site
from kbtools.config import Config
from kbtools.model import Source, SourceId
from kbtools.problems import Code, Problem, Severity, SourceError
from kbtools.sources import decode
from kbtools.text import slug, split_lines

_LINK = re.compile(r"\]\(<?(?:\./)?([^()<>#?/\s]+\.md)")
_SAME_FILE = 0.1
# A new version of a file keeps at least this share of its lines; below, it is another file of that name.


class Import(StrEnum):
    """What an import did with one file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    files: tuple[tuple[str, Import], ...]
    """Name below docs/.sources/ and what happened, by name."""
    problems: tuple[Problem, ...]


def sources(config: Config) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Every stored source by id, and the problems of those that cannot be read."""
    names = [path.relative_to(config.sources_dir).as_posix() for path in _files(config.sources_dir)]
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
    return Source(identity or _ids([name])[name], name, decode(path.read_bytes(), shown or str(path)))


def add(config: Config, paths: Iterable[Path], *, replace: bool = False) -> Imported:
    """Copy files, and the files in folders, to docs/.sources/; a file that cannot be read is left out."""
    done: dict[str, Import] = {}
    problems: list[Problem] = []
    for path, name, named in _wanted(paths, problems):
        try:
            decode(data := path.read_bytes(), str(path))
            if name not in done:
                done[name] = _store(config, path, name, data, replace=replace)
            elif data != (config.sources_dir / name).read_bytes():
                problems.append(_twice(path, name))
        except SourceError as error:
            problems.extend(error.problems if named else map(_skipped, error.problems))
        except OSError as error:
            problems.append(_missing(path, f"cannot be read: {error.strerror or error}"))
    return Imported(tuple(sorted(done.items())), tuple(problems))


def own_pages(config: Config, given: Iterable[str]) -> dict[str, str]:
    """The person's own Markdown: path below docs/ to title, of what is not among the given pages.

    A folder's pages come in the order in which its index.md links to them, those it does not name after
    them by file name.
    """
    taken = {config.root / path for path in given}
    own = [path for path in _files(config.docs_dir) if path.suffix == ".md" and path not in taken]
    ranks = {folder: _ranks(folder / "index.md") for folder in {path.parent for path in own}}
    ordered = sorted(own, key=lambda path: (path.parent, ranks[path.parent].get(path, len(own)), path))
    return {path.relative_to(config.docs_dir).as_posix(): _title(path) for path in ordered}


def _ranks(index: Path) -> dict[Path, int]:
    """Pages of the same folder by their first link in its index page; none without one."""
    targets = _LINK.findall(site.read_text(index) or "")
    pages = dict.fromkeys(index.parent / unquote(target) for target in targets)
    return {page: rank for rank, page in enumerate(pages)}


def _title(path: Path) -> str:
    """The first heading of a page, or its file name."""
    lines = split_lines(site.read_text(path) or "")
    return next((line[2:].strip() for line in lines if line.startswith("# ")), path.stem)


def _wanted(paths: Iterable[Path], problems: list[Problem]) -> Iterator[tuple[Path, str, bool]]:
    """Path, name to store it under, and whether the person named the file itself."""
    for path in paths:
        if path.is_dir():
            found = list(_files(path))
            problems.extend(_led_out(file) for file in found if not _is_inside(file, path))
            inside = (file for file in found if _is_inside(file, path))
            yield from ((file, file.relative_to(path).as_posix(), False) for file in inside)
            if not found:
                problems.append(_missing(path, "holds no file to import"))
        elif path.is_file():
            yield path, path.name, True
        else:
            problems.append(_missing(path, "does not exist"))


def _is_inside(file: Path, folder: Path) -> bool:
    """Whether a file found in a folder lies there: a link in a stranger's folder may lead anywhere."""
    return not file.is_symlink() or file.resolve().is_relative_to(folder.resolve())


def _files(folder: Path) -> Iterator[Path]:
    """Regular files below a folder, by path; nothing in folders or files whose name starts with a dot."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith(".") for part in parts):
            yield path


def _store(config: Config, path: Path, name: str, data: bytes, *, replace: bool) -> Import:
    target = config.sources_dir / name
    if not target.is_file():
        site.write_bytes(target, data)
        return Import.ADDED
    old = target.read_bytes()
    if old == data:
        return Import.UNCHANGED
    if not replace and _kept(decode(old, str(target)), decode(data, str(path))) < _SAME_FILE:
        raise SourceError([_other(path, name)])
    site.write_bytes(target, data)
    return Import.UPDATED


def _kept(old: str, new: str) -> float:
    """The share of the old file's lines that the new one still has."""
    before, after = Counter(_lines(old)), Counter(_lines(new))
    return (before & after).total() / max(1, before.total())


def _lines(text: str) -> list[str]:
    return [line.strip() for line in split_lines(text) if line.strip()]


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
    return Problem(
        problem.path, problem.line, Severity.WARNING, problem.code, problem.what, "it was left out"
    )
