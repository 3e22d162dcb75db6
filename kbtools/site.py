"""Writes the files a knowledge base consists of: the only place that does; check mode compares instead."""

import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum
from pathlib import Path

from kbtools.model import Page
from kbtools.problems import Code, Problem, Severity
from kbtools.text import digest

MARKER = "<!-- kbtools: generated below -->"
"""Everything above this line is the person's, everything below is the tool's."""


EDITED = "edited"
"""Stands in the ledger for a file that holds a person's edits."""


class Kind(StrEnum):
    """How a file on disk differs from what the pipeline gives."""

    NEW = "new"
    """It is missing."""
    CHANGED = "changed"
    """Its sources give another text."""
    ORPHAN = "orphan"
    """Nothing gives it any more."""
    FOREIGN = "foreign"
    """It stands where a page belongs, and no build wrote it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One file that differs, or differed, from what the pipeline gives."""

    path: str
    """Relative to the root of the knowledge base."""
    kind: Kind
    diff: str
    """Unified diff from what is on disk to what belongs there."""

    @property
    def problem(self) -> Problem:
        """What check mode says of it."""
        if self.kind is Kind.FOREIGN:
            return foreign(self.path)
        what = {Kind.NEW: "is missing", Kind.CHANGED: "is stale", Kind.ORPHAN: "has no source any more"}[
            self.kind
        ]
        return Problem(self.path, 0, Severity.ERROR, Code.PAGE_STALE, what, "run `kbtools build`")


def foreign(path: str) -> Problem:
    """The problem of a file that is in the way of a page."""
    what = "stands where a generated page belongs, but no build wrote it; it was left alone"
    return Problem(path, 0, Severity.ERROR, Code.PAGE_FOREIGN, what, "move it, then run `kbtools build`")


def write_text(path: Path, text: str) -> None:
    r"""Put the text there in one step, with `\n` ends: a reader sees the old file or the new, never half."""
    write_bytes(path, text.encode("utf-8", "surrogatepass"))


def write_bytes(path: Path, data: bytes) -> None:
    """Put the bytes there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build would do: the files that differ, and the text of every generated file."""

    changes: tuple[Change, ...]
    """By path."""
    texts: Mapping[str, str]
    """Path to whole text, the person's head included."""
    ledger: str
    """What the ledger says after it."""


def plan(root: Path, pages: Iterable[Page], ledger: Path) -> Plan:
    """What has to change on disk so that it holds the pages.

    A file that an earlier build wrote and no page gives any more is an orphan, but only while it is to the
    letter what the tool wrote; a file that no build wrote is foreign and left alone: a person's text is never
    lost.
    """
    kept, written = tuple(pages), _read_ledger(ledger)
    texts = {page.path: _whole(read_text(root / page.path), page) for page in kept}
    changes = [change for page in kept if (change := _compare(root, page, texts[page.path], written))]
    orphans = [_orphan(root, path) for path, sha in written.items() if _is_orphan(root, path, sha, texts)]
    aliens = {change.path for change in changes if change.kind is Kind.FOREIGN}
    rows = [f"{_signature(page)} {page.path}\n" for page in kept if page.path not in aliens]
    ordered = sorted([*changes, *orphans], key=lambda change: change.path)
    return Plan(tuple(ordered), texts, "".join(sorted(rows, key=lambda row: row.split(" ", 1)[1])))


def apply(root: Path, todo: Plan, ledger: Path) -> None:
    """Write what changed, remove orphans and the folders they leave empty, and keep the ledger."""
    for change in todo.changes:
        if change.kind is Kind.ORPHAN:
            (root / change.path).unlink(missing_ok=True)
            _remove_empty((root / change.path).parent, root)
        elif change.kind is not Kind.FOREIGN:
            write_text(root / change.path, todo.texts[change.path])
    if read_text(ledger) != todo.ledger:
        write_text(ledger, todo.ledger)


def _read_ledger(ledger: Path) -> Mapping[str, str]:
    """Path of every generated file to the digest of what the tool wrote; empty before the first build."""
    rows = (line.split(" ", 1) for line in (read_text(ledger) or "").split("\n") if " " in line)
    return {path: sha for sha, path in rows}


def read_text(path: Path) -> str | None:
    """The file's text with any line ends, or None when there is no such file."""
    if not path.is_file():
        return None
    return path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")


def _whole(on_disk: str | None, page: Page) -> str:
    """The page as it belongs on disk: the person's head, as it stands there, above the marker."""
    if page.opening is None:
        return page.text
    head = page.opening.rstrip("\n") + "\n\n"
    if on_disk is not None:
        head = on_disk.partition(MARKER)[0] if MARKER in on_disk else on_disk.rstrip("\n") + "\n\n"
    return f"{head}{MARKER}\n\n{page.text}"


def _signature(page: Page) -> str:
    """What the ledger remembers of a page: never the digest of anything a person wrote."""
    return EDITED if page.edited else digest(_whole(None, page))


def _compare(root: Path, page: Page, text: str, written: Mapping[str, str]) -> Change | None:
    on_disk = read_text(root / page.path)
    if on_disk == text:
        return None
    foreign = on_disk is not None and page.opening is None and page.path not in written
    kind = Kind.NEW if on_disk is None else Kind.FOREIGN if foreign else Kind.CHANGED
    return Change(page.path, kind, _diff(page.path, on_disk or "", text))


def _is_orphan(root: Path, path: str, sha: str, texts: Mapping[str, str]) -> bool:
    on_disk = None if path in texts else read_text(root / path)
    return on_disk is not None and digest(on_disk) == sha


def _orphan(root: Path, path: str) -> Change:
    return Change(path, Kind.ORPHAN, _diff(path, read_text(root / path) or "", ""))


def _diff(path: str, old: str, new: str) -> str:
    lines = unified_diff(
        old.split("\n"), new.split("\n"), f"{path} (on disk)", f"{path} (from its sources)", lineterm=""
    )
    return "\n".join(lines)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
