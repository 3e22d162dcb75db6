"""What a session takes while it runs: processes, memory and disk, counted from outside it.

Limits of the kernel hold for one process or one file; a session may start several processes and write many
files. Linux tells; where there is no `/proc` nothing is counted.
"""

from __future__ import annotations

import contextlib
import os
import stat

import fence_paths  # type: ignore[import-not-found]  # beside this file when it runs

MOST_PROCESSES = 64
MOST_DISK = 1 << 30
"""Bytes of all files of a session together, those it has removed but keeps open included."""
MOST_FILES = 20_000
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def excess(leader: int, folder: str, memory: int, *, shares: bool) -> str:
    """Which of `processes`, `memory`, `disk` a session has taken too much of; empty for none.

    Args:
        leader: Its process, a child of this one, at the head of a process group of its own.
        folder: The only place it can write to.
        memory: Bytes all its processes together may add to what this process itself holds.
        shares: Whether it has a place of its own for shared memory, whose content counts as well.
    """
    found = members(leader)
    if len(found) > MOST_PROCESSES:
        return "processes"
    own = _private(os.getpid())
    private = sum(max(0, _private(pid) - own) for pid in found)
    named = _named(leader) if shares else 0
    if private > memory or private + _shared(found, named, memory - private) > memory:
        return "memory"
    files = [*_tree(folder), *_removed(found)]
    blocks = sum(dict(files).values())
    return "disk" if len(files) >= MOST_FILES or blocks * 512 > MOST_DISK else ""


def reap(sessions: set[int]) -> None:
    """Bury what ended sessions left to this process, their subreaper."""
    for pid in _children(os.getpid()):
        if pid not in sessions:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)


def members(leader: int) -> list[int]:
    """The processes of a session: below its first one, and those whose parent has ended."""
    found = [leader]
    for pid in found:
        found += _children(pid)
    known = {*found}
    for pid in _children(os.getpid()):
        with contextlib.suppress(OSError):
            if pid not in known and os.getpgid(pid) == leader:
                found.append(pid)
    return found


def _children(pid: int) -> list[int]:
    found: list[int] = []
    folder = f"/proc/{pid}/task"
    with contextlib.suppress(OSError):
        for task in os.listdir(folder):  # noqa: PTH208 - plain strings, every tick
            with open(f"{folder}/{task}/children", encoding="ascii") as file:  # noqa: PTH123 - the same
                found += map(int, file.read().split())
    return found


def _private(pid: int) -> int:
    """Bytes of memory that belong to no file; what a fork shares with its parent included."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:  # noqa: PTH123 - the same
            _, resident, shared, *_ = map(int, file.read().split())
    except (OSError, ValueError):
        return 0
    return (resident - shared) * _PAGE


def _shared(members: list[int], named: int, allowed: int) -> int:
    """Bytes of memory that processes share, with a name or without; exact only when it may be too much.

    What several of them map is counted for each at first, which costs nothing; then for all of them together.
    """
    mapped = sum(_kilobytes(f"/proc/{pid}/status", "RssShmem") for pid in members)
    if max(named, mapped) > allowed:
        mapped = sum(_kilobytes(f"/proc/{pid}/smaps_rollup", "Pss_Shmem") for pid in members)
    return max(named, mapped)


def _named(leader: int) -> int:
    """Bytes in the session's own place for shared memory; none where it has no such place."""
    try:
        place = os.statvfs(f"/proc/{leader}/root{fence_paths.SHARED_MEMORY}")
    except OSError:  # It has just ended.
        return 0
    return (place.f_blocks - place.f_bfree) * place.f_frsize


def _kilobytes(path: str, name: str) -> int:
    """Bytes by one line of a file that tells kilobytes; none where it cannot be read."""
    try:
        with open(path, encoding="ascii", errors="replace") as file:  # noqa: PTH123 - the same
            return next((int(line.split()[1]) << 10 for line in file if line.startswith(f"{name}:")), 0)
    except OSError:
        return 0


def _tree(folder: str) -> list[tuple[tuple[int, int], int]]:
    """Device and number of every file below a folder with its size in blocks; `MOST_FILES` at most."""
    found: list[tuple[tuple[int, int], int]] = []
    waiting = [folder]
    while waiting and len(found) < MOST_FILES:
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                status = entry.stat(follow_symlinks=False)
                found.append(((status.st_dev, status.st_ino), status.st_blocks))
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
    return found


def _removed(processes: list[int]) -> list[tuple[tuple[int, int], int]]:
    """The same of files that have no name any more but are still open."""
    found = []
    for pid in processes:
        with contextlib.suppress(OSError):
            for number in os.listdir(f"/proc/{pid}/fd"):  # noqa: PTH208 - the same
                with contextlib.suppress(OSError):
                    status = os.stat(f"/proc/{pid}/fd/{number}")  # noqa: PTH116 - the same
                    if stat.S_ISREG(status.st_mode) and not status.st_nlink:
                        found.append(((status.st_dev, status.st_ino), status.st_blocks))
    return found
