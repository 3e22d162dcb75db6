"""Whether a `kbtools verify` will likely run something, told from the files before any command is loaded.

If so, its worker is started at once: it imports torch while kbtools loads and reads. What is kept for that
lies in `docs/.cache/` and can be deleted at any time; a wrong guess costs time and nothing else.
"""

import contextlib
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

_CONFIG = "mkdocs.yml"
_ELSEWHERE = (b"INHERIT", b"!ENV", b"python:", b"docs_dir")
"""Words of a configuration under which other files or another Python may count."""
_HEAVY = ("torch", "numpy", "pandas", "matplotlib")
"""What is worth importing ahead, if the code names it."""
_NAMED = re.compile(rf"\b({'|'.join(_HEAVY)})\b")
_FENCE = re.compile(r"\s*(?:>\s*)*(?:```|~~~)")
_STATEMENT = re.compile(
    r"\s*(?:>\s*)*(?:>>> |\.\.\. )?"
    r"(?:(?:import|from|def|class|for|with|return) .|[\w.,\[\] ]+=|[\w.]+\(.*\)\s*$)",
    re.ASCII,
)


def start(arguments: Sequence[str]) -> None:
    """Start a worker if this call will likely run something that needs a heavy import."""
    root = _root(arguments)
    with contextlib.suppress(OSError):  # What cannot be read or started is told where it is needed.
        modules = wanted(root) if root else ()
        if modules:
            from kbtools import spawn  # noqa: PLC0415 - a replay and a call with nothing to run do without

            spawn.ahead(modules)


def stop() -> None:
    """End the worker if nobody took it."""
    if spawn := sys.modules.get("kbtools.spawn"):
        spawn.discard()


def record(root: Path) -> tuple[Path, str]:
    """The file, and its text, that tells the next call what has been looked at: all sources as they are."""
    seen = {name: f"{_stamp(path)} {_digest(_code(path))}" for name, path in _sources(root)}
    return _place(root), json.dumps(seen)


def _root(arguments: Sequence[str]) -> Path | None:
    """The knowledge base of a call that verifies all there is with this Python; None for any other call."""
    command, *rest = arguments or ("",)
    folder = Path.cwd()
    while rest:
        option = rest.pop(0)
        if option in {"-C", "--jobs", "--timeout", "--fence"} and rest:
            value = rest.pop(0)
            folder = folder / value if option == "-C" else folder
        elif option not in {"--check", "--strict", "--json", "--github"}:
            return None
    root = next((each for each in (folder, *folder.parents) if (each / _CONFIG).is_file()), None)
    if command != "verify" or root is None or "KBTOOLS_PYTHON" in os.environ:
        return None
    return root if not any(word in (root / _CONFIG).read_bytes() for word in _ELSEWHERE) else None


def wanted(root: Path) -> tuple[str, ...]:
    """The heavy modules that code names which was not there at the last call."""
    seen = _remembered(root)
    found: set[str] = set()
    if seen is None:
        return ()
    for name, path in _sources(root):
        before = seen.get(name, "")
        if before.rpartition(" ")[0] != _stamp(path):
            code = _code(path)
            found |= set(_NAMED.findall(code)) if before.rpartition(" ")[2] != _digest(code) else set()
        if "torch" in found:  # It takes longest; the others follow when all is known.
            break
    return tuple(module for module in _HEAVY if module in found)


def _remembered(root: Path) -> dict[str, str] | None:
    """What `record` kept, by source; nothing when nothing is stored, None when nothing is known."""
    if not (root / "snippets" / "results.json").is_file():
        return {}
    try:
        seen = json.loads(_place(root).read_bytes())
    except (OSError, ValueError):
        return None
    whole = isinstance(seen, dict) and all(isinstance(each, str) for each in seen.values())
    return seen if whole else None


def _stamp(path: str) -> str:
    status = os.stat(path)  # noqa: PTH116 - plain strings, thousands of them
    return f"{status.st_size} {status.st_mtime_ns}"


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _code(path: str) -> str:
    """The lines in fences and those that look like statements; prose makes no difference."""
    inside = False
    found = []
    for line in Path(path).read_text("utf-8", "surrogateescape").split("\n"):
        fence = _FENCE.match(line) is not None
        inside ^= fence
        if inside or fence or _STATEMENT.match(line):
            found.append(line.rstrip())
    return "\n".join(found)


def _sources(root: Path) -> Iterator[tuple[str, str]]:
    folder = root / "docs" / ".sources"
    with contextlib.suppress(OSError):
        for entry in sorted(os.scandir(folder), key=lambda one: one.name):
            if entry.is_file():
                yield entry.name, entry.path


def _place(root: Path) -> Path:
    return root / "docs" / ".cache" / "verify" / "seen" / "sources.json"
