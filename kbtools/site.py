"""Writes the files a knowledge base consists of: the only place that does; check mode compares instead."""

import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum
from pathlib import Path

from kbtools.model import Page
from kbtools.problems import Code, KbError, Problem, Severity
from kbtools.text import digest

MARKER = "<!-- kbtools: generated below -->"
"""Everything above this line is the person's, everything below is the tool's."""
_MARKER_LINE = re.compile(rf"^{re.escape(MARKER)}[ \t]*$", re.MULTILINE)
# A person may write about the marker: only a line of its own divides a page.
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
    old: str
    """What is on disk; empty for nothing."""
    new: str
    """What belongs there; empty for an orphan."""

    @property
    def diff(self) -> str:
        """Unified diff from what is on disk to what belongs there; made when asked for, as it takes long."""
        names = f"{self.path} (on disk)", f"{self.path} (from its sources)"
        return "\n".join(unified_diff(self.old.split("\n"), self.new.split("\n"), *names, lineterm=""))

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
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Put the bytes there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not named after the file: a name may be as long as the file system allows.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".kbtools-", suffix=".tmp")
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

    Raises:
        KbError: when a file that may hold a person's text is not UTF-8; then nothing is to be written.
    """
    kept, written = tuple(pages), _read_ledger(ledger)
    there = {page.path: read_text(root / page.path, page.path) for page in kept}
    texts = {page.path: _whole(there[page.path], page) for page in kept}
    changes = [
        change for page in kept if (change := _compare(page, there[page.path], texts[page.path], written))
    ]
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


def read_text(path: Path, shown: str = "") -> str | None:
    """The file's text with any line ends, or None when there is no such file.

    Raises:
        KbError: when it is not UTF-8: read with marks in place of what is unknown, and written back so, a
            person's text would be lost. `shown` is the path as the problem names it.
    """
    if not path.is_file():
        return None
    data = path.read_bytes()
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise KbError([_not_utf8(shown or str(path), line)]) from error


def _not_utf8(path: str, line: int) -> Problem:
    what = "is not UTF-8; it was left alone and nothing was written"
    return Problem(path, line, Severity.ERROR, Code.FILE_NOT_UTF8, what, "save it as UTF-8 in your editor")


def _whole(on_disk: str | None, page: Page) -> str:
    """The page as it belongs on disk: the person's head, as it stands there, above the marker."""
    text = _without_surrogates(page.text)
    if page.opening is None:
        return text
    head = _without_surrogates(page.opening).rstrip("\n") + "\n\n"
    if on_disk is not None:
        marker = _MARKER_LINE.search(on_disk)
        head = on_disk[: marker.start()] if marker else on_disk.rstrip("\n") + "\n\n"
    return f"{head}{MARKER}\n\n{text}"


def _without_surrogates(text: str) -> str:
    """The text as a file can hold it: half a character, which JSON can say, becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _signature(page: Page) -> str:
    """What the ledger remembers of a page: never the digest of anything a person wrote."""
    return EDITED if page.edited else digest(_whole(None, page))


def _compare(page: Page, on_disk: str | None, text: str, written: Mapping[str, str]) -> Change | None:
    if on_disk == text:
        return None
    if on_disk is None:
        return Change(page.path, Kind.NEW, "", text)
    ours = page.opening is not None or page.path in written
    return Change(page.path, Kind.CHANGED if ours else Kind.FOREIGN, on_disk, text)


def _is_orphan(root: Path, path: str, sha: str, texts: Mapping[str, str]) -> bool:
    on_disk = None if path in texts else read_text(root / path, path)
    return on_disk is not None and digest(on_disk) == sha


def _orphan(root: Path, path: str) -> Change:
    return Change(path, Kind.ORPHAN, read_text(root / path, path) or "", "")


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
