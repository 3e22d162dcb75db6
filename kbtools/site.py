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
    """It stands where a page belongs, and no build wrote it; it is left alone."""
    UNMARKED = "unmarked"
    """Nothing tells its person's part from the tool's any more; it is left alone."""
    KEPT = "kept"
    """Nothing gives it any more, but it holds a person's edits: it stays, and is told of once."""
    LEFT = "left"
    """Nothing gives it any more, but a person wrote above the marker: that part stays, the rest goes."""


UNTOUCHED = frozenset({Kind.FOREIGN, Kind.UNMARKED, Kind.KEPT})
"""Files that a build neither writes nor removes."""


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
        code, what, hint = _SAID[self.kind]
        return Problem(self.path, 0, Severity.ERROR, code, what, hint)

    @property
    def told(self) -> Problem | None:
        """What a build tells besides having done it; None when there is nothing to tell."""
        if self.kind is Kind.LEFT:
            what = "its topic is gone; what you wrote on the page stays, the rest was removed"
            hint = "move your text to another page, or delete the file"
            return Problem(self.path, 0, Severity.WARNING, Code.PAGE_LEFT, what, hint)
        if self.kind is Kind.KEPT:
            what = "its source is gone or renamed; your edits in it stay, but nothing uses them"
            hint = "move them to the new source's file in snippets/, or delete the file"
            return Problem(self.path, 0, Severity.WARNING, Code.SNIPPET_EDIT_STALE, what, hint)
        return self.problem if self.kind in UNTOUCHED else None


_BUILD = "run `kbtools build`"
_SAID = {
    Kind.NEW: (Code.PAGE_STALE, "is missing", _BUILD),
    Kind.CHANGED: (Code.PAGE_STALE, "is stale", _BUILD),
    Kind.ORPHAN: (Code.PAGE_STALE, "has no source any more", _BUILD),
    Kind.KEPT: (Code.PAGE_STALE, "has no source any more, only your edits", _BUILD),
    Kind.LEFT: (Code.PAGE_STALE, "has no topic any more, only what you wrote on it", _BUILD),
    Kind.FOREIGN: (
        Code.PAGE_FOREIGN,
        "stands where a generated page belongs, but no build wrote it; it was left alone",
        "move it, then run `kbtools build`",
    ),
    Kind.UNMARKED: (
        Code.PAGE_UNMARKED,
        f"its line `{MARKER}` is gone, so nothing tells your part from ours; it was left alone",
        "put the line back above the generated part, or keep your part only, then run `kbtools build`",
    ),
}


def write_text(path: Path, text: str) -> None:
    r"""Put the text there in one step, with `\n` ends: a reader sees the old file or the new, never half."""
    write_bytes(path, text.encode("utf-8"))


def write_edited(path: Path, text: str) -> None:
    r"""Put the text of a person's file there: its lines keep their `\r\n`, and new ones end as they do."""
    old = path.read_bytes().decode("utf-8").split("\n") if path.is_file() else []
    if not any(line.endswith("\r") for line in old):
        write_text(path, text)
        return
    new = text.split("\n")
    same = [before.removesuffix("\r") == after for before, after in zip(old, new, strict=False)]
    head = same.index(False) if False in same else len(same)
    ends = [
        before.removesuffix("\r") == after
        for before, after in zip(old[head:][::-1], new[head:][::-1], strict=False)
    ]
    tail = ends.index(False) if False in ends else len(ends)
    middle = [f"{line}\r" for line in new[head : len(new) - tail]]
    write_text(path, "\n".join((*old[:head], *middle, *old[len(old) - tail :])))


def write_bytes(path: Path, data: bytes) -> None:
    """Put the bytes there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Not named after the file: a name may be as long as the file system allows.
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".kbtools-", suffix=".tmp")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
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
    kept, written = tuple(pages), _rows(read_text(ledger) or "")
    there = {page.path: read_text(root / page.path, page.path) for page in kept}
    texts = {page.path: _whole(_touched(there[page.path], written.get(page.path)), page) for page in kept}
    changes = [
        change for page in kept if (change := _compare(page, there[page.path], texts[page.path], written))
    ]
    gone = [_gone(root, path, sha) for path, sha in written.items() if path not in texts]
    kinds = {change.path: change.kind for change in changes}
    rows = [f"{_signature(page)} {page.path}\n" for page in kept if kinds.get(page.path) is not Kind.FOREIGN]
    ordered = sorted([*changes, *filter(None, gone)], key=lambda change: change.path)
    return Plan(tuple(ordered), texts, "".join(sorted(rows, key=lambda row: row.split(" ", 1)[1])))


def apply(root: Path, todo: Plan, ledger: Path) -> None:
    """Write what changed, remove orphans and the folders they leave empty, and keep the ledger.

    The ledger names every file before it is written: a build that is cut short is not in its own way later.
    """
    if todo.changes:
        known = {**_rows(read_text(ledger) or ""), **_rows(todo.ledger)}
        write_text(ledger, "".join(f"{sha} {path}\n" for path, sha in sorted(known.items())))
    for change in todo.changes:
        if change.kind is Kind.ORPHAN:
            (root / change.path).unlink(missing_ok=True)
            _remove_empty((root / change.path).parent, root)
        elif change.kind not in UNTOUCHED:
            write_text(root / change.path, change.new)
    if read_text(ledger) != todo.ledger:
        write_text(ledger, todo.ledger)
    else:
        ledger.touch()  # its time says when the pages were last known to be as new as their sources


def _touched(on_disk: str | None, sha: str | None) -> str | None:
    """What is on disk where somebody changed it since; None where the head is the tool's to renew."""
    return None if on_disk is None or digest(on_disk) == sha else on_disk


def _rows(ledger: str) -> dict[str, str]:
    """Path of every generated file to the digest of what the tool wrote; empty before the first build."""
    rows = (line.split(" ", 1) for line in ledger.split("\n") if " " in line)
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
    return Change(page.path, _kind(page, on_disk, written), on_disk, text)


def _kind(page: Page, on_disk: str, written: Mapping[str, str]) -> Kind:
    if page.opening is None:
        return Kind.CHANGED if page.path in written else Kind.FOREIGN
    lost = page.path in written and not _MARKER_LINE.search(on_disk)
    return Kind.UNMARKED if lost else Kind.CHANGED


def _gone(root: Path, path: str, sha: str) -> Change | None:
    """What becomes of a file that nothing gives any more; None when a person's edits fill it."""
    on_disk = read_text(root / path, path)
    if on_disk is None:
        return None
    if sha == EDITED:
        return Change(path, Kind.KEPT, on_disk, on_disk) if path.endswith(".py") else None
    if digest(on_disk) == sha:
        return Change(path, Kind.ORPHAN, on_disk, "")
    marker = _MARKER_LINE.search(on_disk)
    return Change(path, Kind.LEFT, on_disk, on_disk[: marker.start()].rstrip() + "\n") if marker else None


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
