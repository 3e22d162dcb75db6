"""What a session sees of the file system: a root of its own, made of what it may read and its folder.

Landlock refuses to open what lies elsewhere; but a socket in the file system is reached without opening it,
and shared memory has one place for all. So where namespaces are allowed, the worker moves into a tree that
shows only what may be read. What is not shown stands there closed and empty, so that asking for it is still
refused and not unknown. Standard library only; numbers come from `linux/mount.h` and `linux/sched.h`.
"""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import os
import pathlib
import platform

import fence_paths  # type: ignore[import-not-found]  # beside this file when it runs

CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWNET = 0x20000, 0x10000000, 0x40000000
RDONLY, NOSUID, NODEV, NOEXEC, REMOUNT, BIND, REC, PRIVATE = 1, 2, 4, 8, 32, 4096, 16384, 1 << 18
DETACH = 2
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
MOST_CLOSED = 1 << 16
"""Entries of one folder that are shown closed; further ones are not shown at all."""
MOST_SHARED = 8192
"""Files in a session's shared memory."""


def leave(libc: ctypes.CDLL, namespaces: int) -> None:
    """Move into namespaces of one's own, by the same name as before.

    Raises:
        OSError: The system does not allow it; the process may be nobody by then.
    """
    uid, gid = os.getuid(), os.getgid()
    _check(libc.unshare(namespaces))
    if namespaces & CLONE_NEWUSER:
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", f"{uid} {uid} 1"),
            ("gid_map", f"{gid} {gid} 1"),
        ):
            descriptor = os.open(f"/proc/self/{name}", os.O_WRONLY)
            os.write(descriptor, text.encode("ascii"))
            os.close(descriptor)


def sockets() -> list[str]:
    """The paths of all sockets that processes here have in the file system."""
    try:
        lines = pathlib.Path("/proc/net/unix").read_text("utf-8", "surrogateescape").split("\n")
    except OSError:
        return []
    fields = (line.split(maxsplit=7) for line in lines)
    return [each[7] for each in fields if len(each) > 7 and each[7].startswith("/")]  # noqa: PLR2004 - the eighth


def enter(
    libc: ctypes.CDLL, scratch: str, shown: tuple[str, ...], closed: list[str], most: int = MOST_CLOSED
) -> tuple[str, ...]:
    """Make these files and folders, and the scratch folder, all that the calling process can see.

    What comes out are the folders too large for all of their entries to be shown closed.

    Args:
        libc: The C library.
        scratch: Absolute.
        shown: Absolute; what does not exist is left out.
        closed: Files in shown folders that are to be shown closed.
        most: Entries of one folder that are shown closed.

    Raises:
        OSError: The system does not allow it; the process is of no use then.
    """
    passed: set[str] = set()
    real = {_follow(path, passed) for path in (*shown, scratch, "/proc") if os.path.exists(path)}  # noqa: PTH110 - the same
    visible = sorted(path for path in real if not _inside(path, real - {path}))
    folders = {folder: _entries(folder, most) for folder in sorted(passed) if not _inside(folder, {*visible})}
    sources = {path: os.open(path, os.O_PATH | os.O_CLOEXEC) for path in visible}
    _mount(libc, b"none", "/", b"", REC | PRIVATE)
    _mount(libc, b"tmpfs", scratch, b"tmpfs", NOSUID | NODEV, b"mode=755")
    for folder, entries in folders.items():
        _furnish(folder, entries, scratch, {*visible, *folders})
    for path, source in sources.items():
        # The new root stands on the scratch folder, which is shown without it.
        flags = BIND if path == os.path.realpath(scratch) else BIND | REC
        _mount(libc, b"/proc/self/fd/%d" % source, scratch + path, b"", flags)
        os.close(source)
    os.makedirs(scratch + fence_paths.SHARED_MEMORY, exist_ok=True)  # noqa: PTH103 - the same
    _close(libc, scratch, [path for path in map(os.path.realpath, closed) if _inside(path, {*visible})])
    _turn_round(libc, scratch)
    return tuple(folder for folder, entries in folders.items() if len(entries) == most)


def withdraw(libc: ctypes.CDLL, scratch: str, folder: str) -> None:
    """Hide all of the scratch folder but one's own folder in it; the working folder is to be entered anew."""
    if folder == scratch:
        return
    own = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    _mount(libc, b"tmpfs", scratch, b"tmpfs", NOSUID | NODEV, b"mode=755,size=4k,nr_inodes=8")
    os.mkdir(folder)  # noqa: PTH102 - the same
    _mount(libc, b"/proc/self/fd/%d" % own, folder, b"", BIND)
    os.close(own)


def share(libc: ctypes.CDLL, memory: int) -> None:
    """Take a place of one's own for shared memory, of so many bytes; it ends with the last that sees it."""
    size = b"mode=755,size=%d,nr_inodes=%d" % (memory, MOST_SHARED)
    _mount(libc, b"tmpfs", fence_paths.SHARED_MEMORY, b"tmpfs", NOSUID | NODEV | NOEXEC, size)


def _turn_round(libc: ctypes.CDLL, root: str) -> None:
    """Make a mounted tree the root, and let go of the one before."""
    os.chdir(root)
    _check(libc.syscall(PIVOT_ROOT[platform.machine()], b".", b"."))
    _check(libc.umount2(b".", DETACH))
    os.chdir("/")
    _mount(libc, b"none", "/", b"", REMOUNT | BIND | RDONLY | NOSUID | NODEV)


def _follow(path: str, passed: set[str]) -> str:
    """Where a path leads; every folder on the way is added, those of links too."""
    here, ahead = "/", path.split("/")
    while ahead:
        step = ahead.pop(0)
        passed.add(here)
        there = os.path.normpath(os.path.join(here, step))  # noqa: PTH118 - the same
        if os.path.islink(there):  # noqa: PTH114 - the same
            target = os.readlink(there)  # noqa: PTH115 - the same
            here, ahead = ("/" if target.startswith("/") else here), [*target.split("/"), *ahead]
        else:
            here = there
    passed.discard(here)
    return here


def _inside(path: str, others: set[str]) -> bool:
    """Whether a path is one of the others or lies below one."""
    return path in others or any(path.startswith(other.rstrip("/") + "/") for other in others)


def _entries(folder: str, most: int) -> list[tuple[str, str | None, bool]]:
    """Path, target of a link and whether it is a folder, of what stands in a folder."""
    found = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in itertools.islice(entries, most):
            target = os.readlink(entry.path) if entry.is_symlink() else None  # noqa: PTH115 - the same
            found.append((entry.path, target, entry.is_dir(follow_symlinks=False)))
    return found


def _furnish(
    folder: str, entries: list[tuple[str, str | None, bool]], root: str, open_paths: set[str]
) -> None:
    """Lay out a folder below the root: its links as they are, what is open to be filled, the rest closed."""
    known = {path for path, _, _ in entries}
    missing = [path for path in open_paths - known if path != "/" and os.path.dirname(path) == folder]  # noqa: PTH120 - the same
    # A folder that may be passed but not listed shows its open entries only.
    for path, target, is_folder in [*entries, *((path, None, os.path.isdir(path)) for path in missing)]:  # noqa: PTH112 - the same
        if target is not None:
            os.symlink(target, root + path)  # noqa: PTH211 - the same
        elif is_folder:
            os.mkdir(root + path, 0o755 if path in open_paths else 0)  # noqa: PTH102 - the same
        else:
            os.close(os.open(root + path, os.O_CREAT | os.O_WRONLY, 0))


def _close(libc: ctypes.CDLL, root: str, paths: list[str]) -> None:
    """Put an empty file that nobody may open over each of the files."""
    cover = f"{root}/.closed"
    os.close(os.open(cover, os.O_CREAT | os.O_WRONLY, 0))
    for path in paths:
        with contextlib.suppress(FileNotFoundError):  # Its process has ended.
            _mount(libc, os.fsencode(cover), root + path, b"", BIND)


def _mount(
    libc: ctypes.CDLL, source: bytes, target: str, kind: bytes, flags: int, options: bytes | None = None
) -> None:
    _check(libc.mount(source, os.fsencode(target), kind, ctypes.c_ulong(flags), options))


def _check(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
