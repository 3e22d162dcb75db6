"""What surrounds a session in its process: folder, limits, fence, seeds, captured output."""

from __future__ import annotations

import contextlib
import errno
import os
import pathlib
import random
import signal
import sys
import tempfile
from typing import Any

try:
    import resource
except ImportError:  # Windows has no such limits.
    resource = None  # type: ignore[assignment]

import fence  # type: ignore[import-not-found]  # beside this file when it runs

LONGEST_OUTPUT = 200_000
"""Bytes of output kept of one snippet."""
LARGEST_FILE = 256 << 20
"""Bytes a session may write into one file."""
LARGEST_SNAPSHOT = 64 << 20
_UNIX = 1
"""AF_UNIX of `sys/socket.h`."""
_touched: list[str] = []
_around: list[fence.Fence] = []


def touched() -> bool:
    """Whether the code asked for the network since `forget` was last called."""
    return bool(_touched)


def lacks_shared_memory() -> bool:
    """Whether the fence of this system has no place for memory that processes share."""
    return any(not each.view for each in _around)


def hidden(path: object) -> bool:
    """Whether a file that was not found may be one that the fence does not show."""
    return isinstance(path, str) and any(each.hides(os.path.realpath(path)) for each in _around)


def forget() -> None:
    """Start a new snippet: nothing asked for yet."""
    _touched.clear()


class Capture:
    """Both outputs at the level of the descriptor, so that C++ and started programs are heard in order."""

    def __enter__(self) -> Capture:  # noqa: PYI034 - Self is newer than Python 3.8
        """Send descriptors 1 and 2 into files of the session's own folder, one each."""
        forget()
        self.files = tempfile.TemporaryFile(), tempfile.TemporaryFile()
        for descriptor, file in enumerate(self.files, 1):
            os.dup2(file.fileno(), descriptor)
        sys.stdout, sys.stderr = _writer(1), _writer(2)
        return self

    def __exit__(self, *_: object) -> None:
        """Send them to nowhere again."""
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError, AttributeError):
                stream.flush()  # The note may have closed it, put another in its place or filled the disk.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.close(nowhere)

    def text(self) -> tuple[str, str, bool]:
        """What was printed, what was written to standard error, and whether the end of the former was cut."""
        size = os.fstat(self.files[0].fileno()).st_size
        output, errors = map(_read, self.files)
        return output, errors, size > LONGEST_OUTPUT


def _writer(descriptor: int) -> Any:  # noqa: ANN401 - a text stream, by whatever name
    return os.fdopen(descriptor, "w", encoding="utf-8", errors="replace", closefd=False, buffering=1)


def _read(file: Any) -> str:  # noqa: ANN401 - a temporary file, by whatever name
    file.seek(0)
    data: bytes = file.read(LONGEST_OUTPUT)
    file.close()
    return data.decode("utf-8", "replace")


def enter(folder: str) -> None:
    """Make the folder the session's world: home, temporary files, working folder.

    Args:
        folder: Absolute; the working folder is `work` inside it, so that `../data` stays inside.
    """
    work = os.path.join(folder, "work")  # noqa: PTH118 - plain strings all through
    os.makedirs(work, exist_ok=True)  # noqa: PTH103 - the same
    os.chdir(work)
    os.environ.update(HOME=folder, TMPDIR=folder, PWD=work, XDG_CACHE_HOME=folder, XDG_CONFIG_HOME=folder)
    tempfile.tempdir = folder


def limit(memory: int, seconds: float | None) -> None:
    """Set the limits that the kernel keeps, before the fence forbids to change them.

    Args:
        memory: MiB above what the process has already.
        seconds: Processor time, as a second net below the wall clock's; None for a process that stays.
    """
    if resource is None:
        return
    space = _address_space()
    if space is not None:
        _limit(resource.RLIMIT_AS, space + (memory << 20))
    if seconds is not None:
        _limit(resource.RLIMIT_CPU, int(seconds) + 5)
    _limit(resource.RLIMIT_FSIZE, LARGEST_FILE)
    _limit(resource.RLIMIT_CORE, 0)


def _limit(which: int, value: int) -> None:
    hard = resource.getrlimit(which)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (value, value))


def _address_space() -> int | None:
    """Bytes of virtual memory in use; None where the system does not tell."""
    try:
        status = pathlib.Path("/proc/self/status").read_text("utf-8")
    except OSError:
        return None
    return next(int(line.split()[1]) << 10 for line in status.split("\n") if line.startswith("VmSize"))


def shut(around: fence.Fence, folder: str) -> None:
    """Put the fence up."""
    around.shut(folder)
    _around.append(around)
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    """A readable refusal before the kernel's, and a mark that it happened.

    A pair of sockets that lead to nobody else is left alone: an event loop needs one.
    """
    if event == "socket.__new__" and arguments[1] == _UNIX:
        return
    if event in {"socket.__new__", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        _touched.append(event)
        raise PermissionError(errno.EACCES, "the fence keeps the network off")


def seed(number: int) -> None:
    """Start every random generator that is loaded from the same number."""
    random.seed(number)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(number % 2**32)
    if "torch" in sys.modules:
        # What `torch.manual_seed` does for the processor; it also prepares every other device, which is slow.
        sys.modules["torch"].default_generator.manual_seed(number)


def fork() -> int:
    """What `os.fork` gives; the fork draws the same random values; by itself `random` seeds itself anew."""
    state = random.getstate()
    with contextlib.suppress(OSError, ValueError):  # The note may have closed it.
        sys.stdout.flush()
    child = os.fork()
    if child == 0:
        random.setstate(state)
    return child


def threads() -> int:
    """How many threads this process has; 1 where the system does not tell."""
    try:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208 - a count
    except OSError:
        return 1


def describe(status: int) -> str:
    """How a process ended, by its wait status: `exit N` or `signal NAME`."""
    if os.WIFSIGNALED(status):
        return f"signal {signal.Signals(os.WTERMSIG(status)).name}"
    return f"exit {os.WEXITSTATUS(status)}"


class Files:
    """The files of a session's folder, to put back after a layout that was only tried."""

    def __init__(self, folder: str) -> None:
        """Remember every file; nothing at all when they are too large together."""
        self.folder = pathlib.Path(folder)
        paths = [path for path in self.folder.rglob("*") if path.is_file() and not path.is_symlink()]
        small = sum(path.stat().st_size for path in paths) <= LARGEST_SNAPSHOT
        self.kept = {path: path.read_bytes() for path in paths} if small else None

    def restore(self) -> None:
        """Remove what is new, rewrite what changed."""
        if self.kept is None:
            return
        for path in sorted(self.folder.rglob("*"), reverse=True):
            if (path.is_file() or path.is_symlink()) and path not in self.kept:
                path.unlink()
        for path, data in self.kept.items():
            if not path.is_file() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
