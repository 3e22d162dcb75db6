"""What keeps a stranger's code in: Landlock, seccomp and namespaces, by system calls alone.

Standard library only: this file runs beside `worker.py` in whatever Python the person names. Numbers come
from the kernel's headers (`linux/landlock.h`, `linux/seccomp.h`, `linux/prctl.h`).
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Callable, Sequence
from typing import Any

import fence_calls  # type: ignore[import-not-found]  # beside this file when it runs
import fence_paths  # type: ignore[import-not-found]  # the same
import fence_view  # type: ignore[import-not-found]  # the same
from fence_view import CLONE_NEWNET, CLONE_NEWNS, CLONE_NEWUSER  # the same

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP = 1, 4, 22
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 36, 38
# Bits of landlock_ruleset_attr.handled_access_fs; each ABI adds to the end.
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
FIRST_ABI = (1 << 13) - 1
READ = EXECUTE | READ_FILE | READ_DIR
WRITE = READ_FILE | WRITE_FILE | TRUNCATE
ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
NET_ABI, SCOPE_ABI = 4, 6
MOST_THREADS = 256
"""Of all processes of a session together; how many processes they may be is watched from outside."""
LEAST_SHARED = 1 << 20
"""Bytes of shared memory until it is known how many a session may take."""
LINUX = sys.platform.startswith("linux")
CAPSET, CAPABILITY_VERSION = {"x86_64": 126, "aarch64": 91}, 0x20080522


class Fence:
    """What all sessions of a worker have in common, made once; `shut` closes it around one of them.

    The worker itself stays outside of Landlock and seccomp. Where the system allows it, it moves into user,
    mount and network namespaces, in which the sessions then make their own.
    """

    def __init__(self, scratch: str) -> None:
        """Find out what this system allows; tried in forks, so best while the process is small.

        Args:
            scratch: The folder that has the folders of all sessions.
        """
        self.scratch = scratch
        self.memory = LEAST_SHARED
        libc: Any = ctypes.CDLL(None, use_errno=True) if LINUX else None
        self.libc = libc
        self.abi = max(0, int(libc.syscall(CREATE_RULESET, None, 0, 1))) if LINUX else 0
        self.view, self.namespaces = False, 0
        self.parts: tuple[str, ...] = ()
        self.rules: list[tuple[int, int]] = []
        self.cut: tuple[str, ...] = ()
        self.filter = b""
        for view, namespaces in self._ways() if LINUX else ():
            self.view, self.namespaces = view, namespaces
            self.parts = _told(self._tried)
            if self.parts:
                break

    def _ways(self) -> list[tuple[bool, int]]:
        """Whether to have a view of one's own, and namespaces for each session; what holds in most first."""
        # What all sessions of a worker share has no way out, but they may reach each other by it.
        net = 0 if self.abi >= SCOPE_ABI else CLONE_NEWNET
        own = [(True, CLONE_NEWUSER | CLONE_NEWNS | net)]
        return [*own, (False, CLONE_NEWUSER | CLONE_NEWNET), (False, CLONE_NEWNET), (False, 0)]

    def _tried(self) -> tuple[str, ...]:
        self.move(0)
        return self.shut(self.scratch)

    def move(self, most: int = fence_view.MOST_CLOSED) -> None:
        """Make ready for sessions, once all is imported that may lie elsewhere.

        Args:
            most: Entries of one folder that are shown closed.
        """
        if self.view:
            sockets = fence_view.sockets()  # Of a network that is left next.
            fence_view.leave(self.libc, CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET)
            shown = (*fence_paths.READABLE, *fence_paths.WRITABLE, *fence_paths.interpreter_folders())
            self.cut = fence_view.enter(self.libc, self.scratch, shown, sockets, most)
        self.rules = self._rules() if self.abi else []
        self.filter = fence_calls.program(unix=self.view)

    def shut(self, folder: str) -> tuple[str, ...]:
        """Close the fence around the calling process and all it will start; what of it holds.

        Args:
            folder: Inside the scratch folder; the only place where files may be written.
        """
        if self.namespaces:
            self._leave(folder)
        netns = self.view or bool(self.namespaces & CLONE_NEWNET)
        places = (("netns", netns), ("mntns", self.view))
        if self.libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
            return tuple(name for name, active in places if active)
        _drop_powers(self.libc)
        landlock = bool(self.abi) and self._landlock(folder)
        seccomp = self._seccomp(scoped=landlock and self.abi >= SCOPE_ABI)
        parts = (("landlock", landlock), ("seccomp", seccomp), *places)
        return tuple(name for name, active in parts if active)

    def hides(self, path: str) -> bool:
        """Whether a real path that is not there may be there outside."""
        mine = path.startswith(f"{os.path.realpath(self.scratch)}/")
        return not mine and any(path.startswith(f"{folder.rstrip('/')}/") for folder in self.cut)

    def _leave(self, folder: str) -> None:
        fence_view.leave(self.libc, self.namespaces)
        # A namespace of its own hides a process from its parent too, which counts what it takes.
        self.libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
        if self.view:
            fence_view.withdraw(self.libc, self.scratch, folder)
            fence_view.share(self.libc, self.memory)
        if self.namespaces & CLONE_NEWUSER:
            import resource  # noqa: PLC0415 - not on Windows

            # In a namespace of its own only its own processes count; root's are never counted.
            resource.setrlimit(resource.RLIMIT_NPROC, (MOST_THREADS, MOST_THREADS))

    def _rules(self) -> list[tuple[int, int]]:
        """Access and descriptor of what every session may read; open for as long as the worker lives."""
        readable = (*fence_paths.READABLE, *fence_paths.interpreter_folders())
        opened = [(_fit(READ, path), _open(path)) for path in readable]
        opened += [(_fit(WRITE, path), _open(path)) for path in fence_paths.WRITABLE]
        return [(access, descriptor) for access, descriptor in opened if descriptor >= 0]

    @property
    def descriptors(self) -> set[int]:
        """What `shut` needs open, and closes."""
        return {descriptor for _, descriptor in self.rules}

    def _landlock(self, folder: str) -> bool:
        handled = FIRST_ABI | (REFER if self.abi >= 2 else 0) | (TRUNCATE if self.abi >= 3 else 0)  # noqa: PLR2004 - ABI
        handled |= IOCTL_DEV if self.abi >= 5 else 0  # noqa: PLR2004 - the ABI number that brought it
        # bind and connect by TCP; abstract sockets and signals to the outside.
        attributes = struct.pack("=QQQ", handled, 3, 3)
        size = 24 if self.abi >= SCOPE_ABI else 16 if self.abi >= NET_ABI else 8
        ruleset = self.libc.syscall(CREATE_RULESET, attributes, size, 0)
        if ruleset < 0:
            return False
        own = [(handled, _open(folder)), (READ, _open(fence_paths.OWN))]
        if self.view:
            own.append((handled, _open(fence_paths.SHARED_MEMORY)))
        for access, descriptor in (*self.rules, *own):
            rule = struct.pack("=Qi", access & handled, descriptor)
            self.libc.syscall(ADD_RULE, ruleset, 1, rule, 0)
            os.close(descriptor)
        restricted = bool(self.libc.syscall(RESTRICT_SELF, ruleset, 0) == 0)
        os.close(ruleset)
        return restricted

    def _seccomp(self, *, scoped: bool) -> bool:
        if not self.filter:
            return False
        code = self.filter + fence_calls.ending(os.getpid(), signals=not scoped)
        buffer = ctypes.create_string_buffer(code, len(code))
        program = struct.pack("HP", len(code) // 8, ctypes.addressof(buffer))
        return bool(self.libc.prctl(PR_SET_SECCOMP, 2, program, 0, 0) == 0)


def die_with_parent(signal_number: int) -> None:
    """Ask the kernel to send the calling process a signal when the process that forked it ends."""
    if LINUX:
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)


def adopt_orphans() -> None:
    """Ask the kernel to hand what children leave behind to the calling process, which can then count it."""
    if LINUX:
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _drop_powers(libc: ctypes.CDLL) -> None:
    """Give up what root may do beyond its files; no program that is started brings it back."""
    header = struct.pack("=Ii", CAPABILITY_VERSION, 0)
    if platform.machine() in CAPSET:
        libc.syscall(CAPSET[platform.machine()], header, bytes(24))


def _open(path: str) -> int:
    """A descriptor that names a file or folder; -1 for what does not exist and needs no rule."""
    try:
        return os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return -1


def _fit(access: int, path: str) -> int:
    """What of an access makes sense for a file or folder."""
    return access if os.path.isdir(path) else access & ON_FILES  # noqa: PTH112 - Python 3.8 runs this


def _told(attempt: Callable[[], Sequence[str]]) -> tuple[str, ...]:
    """The words it gives, tried in a fork; none when it raises."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, "+".join(attempt()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, encoding="utf-8") as answer:
        return tuple(word for word in answer.read().split("+") if word)
