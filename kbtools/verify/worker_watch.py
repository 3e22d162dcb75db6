"""What a session takes while it runs: processes, memory and disk, counted from outside it.

Limits of the kernel hold for one process or one file; a session may start several processes and write many
files. Linux tells; where there is no `/proc` nothing is counted.
"""

from __future__ import annotations

import contextlib
import os
import stat

MOST_PROCESSES = 64
MOST_DISK = 1 << 30
"""Bytes of all files of a session together, those it has removed but keeps open included."""
MOST_FILES = 20_000
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def excess(leader: int, folder: str, memory: int) -> str:
    """Which of `processes`, `memory`, `disk` a session has taken too much of; empty for none.

    Args:
        leader: Its process, a child of this one, at the head of a process group of its own.
        folder: The only place it can write to.
        memory: Bytes all its processes together may add to what this process itself holds.
    """
    found = members(leader)
    if len(found) > MOST_PROCESSES:
        return "processes"
    own = _private(os.getpid())
    if sum(max(0, _private(pid) - own) for pid in found) > memory:
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
