"""The report of a `kbtools verify` that has nothing to run, kept with all it depends on and said again.

To learn that nothing changed it is enough to read and hash the files, and no library is needed for that: so
this module imports next to nothing, and it is asked before any command is loaded. What it keeps lies in
`docs/.cache/` and can be deleted at any time.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from kbtools import stamp

_CONFIG = "mkdocs.yml"
_READ = ("docs/topics.yml", "docs/.sources", "snippets")
_LISTED = "docs/assets/figures"
_FLAGS = frozenset({"--check", "--strict", "--json", "--github"})
"""Options under which the same call says the same and does nothing else; any other is never replayed."""
_BEYOND = (b"INHERIT", b"!ENV", b"python:", b"docs_dir")
"""Words of a configuration that depends on more than is looked at here."""
_ENVIRONMENT = (
    "NO_COLOR",
    "FORCE_COLOR",
    "TERM",
    "KBTOOLS_DEBUG",
    "KBTOOLS_PYTHON",
    "PYTHONIOENCODING",
    "GITHUB_WORKSPACE",
)
Piece = tuple[int, str]
"""Descriptor, 1 or 2, and text."""


def recall(arguments: Sequence[str]) -> int | None:
    """Say again what the same call said of the same files; its exit code, or None when it has to be made."""
    root = _root(arguments)
    if root is None:
        return None
    try:
        kept = json.loads(_place(root, arguments).read_bytes())
        if kept["key"] != key(root, arguments):
            return None
        pieces = [(int(descriptor), str(text)) for descriptor, text in kept["pieces"]]
        code = int(kept["code"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    for descriptor, text in pieces:
        _say(sys.stderr if descriptor == 2 else sys.stdout, text)  # noqa: PLR2004 - standard error
    return code


def _say(stream: TextIO, text: str) -> None:
    """As the command itself says it: a reader that has gone changes nothing."""
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def record(
    root: Path, arguments: Sequence[str], pieces: Sequence[Piece], code: int
) -> tuple[Path, str] | None:
    """The file, and its text, that lets the call be replayed; None when it never is.

    Args:
        root: Of the knowledge base, everything stored.
        arguments: Of the command line, from `verify` on.
        pieces: What the same call would say next, in order.
        code: Its exit code.
    """
    if _root(arguments) != root:
        return None
    text = json.dumps({"key": key(root, arguments), "code": code, "pieces": pieces})
    return _place(root, arguments), text


def key(root: Path, arguments: Sequence[str]) -> str:
    """A digest of all that the report depends on: files, arguments, program, libraries, machine, terminal.

    Raises:
        OSError: a file cannot be read.
    """
    found = hashlib.sha256()
    for part in (
        *arguments,
        *_terminal(),
        *stamp.program(),
        *stamp.libraries(),
        *_machine(),
        *_below(f"{root}/{_LISTED}"),
    ):
        found.update(part.encode("utf-8", "surrogateescape") + b"\0")
    for path in _files(root):
        data = Path(path).read_bytes()
        found.update(f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return found.hexdigest()


def _root(arguments: Sequence[str]) -> Path | None:
    """The knowledge base of a call that may be replayed; None for any other call."""
    command, *rest = arguments or ("",)
    start = Path.cwd()
    if "-C" in rest[:-1]:
        at = rest.index("-C")
        start = start / rest[at + 1]
        del rest[at : at + 2]
    if command != "verify" or any(one.startswith("-") and one not in _FLAGS for one in rest):
        return None
    places = (start, *start.parents) if start.is_absolute() else ()
    root = next((folder for folder in places if (folder / _CONFIG).is_file()), None)
    known = root and not any(word in (root / _CONFIG).read_bytes() for word in _BEYOND)
    return root if known and "KBTOOLS_PYTHON" not in os.environ else None


def _place(root: Path, arguments: Sequence[str]) -> Path:
    name = hashlib.sha256("\0".join(arguments).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return root / "docs" / ".cache" / "verify" / f"{name}.json"


def _files(root: Path) -> Iterator[str]:
    yield f"{root}/{_CONFIG}"
    for name in _READ:
        yield from _below(f"{root}/{name}")


def _below(path: str) -> Iterator[str]:
    """The file, or all files below the folder, in a stable order."""
    if os.path.isfile(path):  # noqa: PTH113 - plain strings, thousands of them
        yield path
    elif os.path.isdir(path):  # noqa: PTH112 - the same
        for name in sorted(os.listdir(path)):  # noqa: PTH208 - the same
            yield from _below(f"{path}/{name}") if name != "__pycache__" else ()


def _terminal() -> Iterator[str]:
    # Annotations name files from where they are asked for.
    yield f"{Path.cwd()} {sys.stdout.isatty()} {sys.stderr.isatty()} {sys.stdout.encoding}"
    yield from (f"{name}={os.environ.get(name)}" for name in _ENVIRONMENT)


def _machine() -> Iterator[str]:
    yield f"{sys.version} {sys.executable} {' '.join(os.uname()) if hasattr(os, 'uname') else sys.platform}"
    try:
        with Path("/proc/cpuinfo").open("rb") as file:
            yield from {line.decode("ascii", "replace") for line in file if line.startswith(b"flags")}
    except OSError:
        return
