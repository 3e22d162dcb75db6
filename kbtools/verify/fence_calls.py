"""System calls that a session may not make, as a seccomp filter for x86-64 and 64-bit ARM.

Standard library only: this file runs beside `worker.py` in whatever Python the person names. Numbers come
from the kernel's headers (`asm/unistd.h`, `linux/seccomp.h`, `linux/sched.h`).
"""

from __future__ import annotations

import errno
import platform
import struct

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# Denied always: what opens a socket besides `socket` (io_uring could), leaving the process group that a time
# limit kills, looking into other processes, changing mounts, names, modules or limits, memory that no limit
# counts.
DENIED = {
    "x86_64": (
        29, 64, 68, 240, 319, 434, 440, 447,
        101, 109, 112, 133, 155, 160, 161, 165, 166, 167, 169, 170, 171, 175, 176, 246, 248, 249, 250,
        259, 272, 298, 304, 308, 310, 311, 313, 321, 323, 425, 428, 429, 430, 431, 432, 433, 438, 442,
    ),
    "aarch64": (
        194, 190, 186, 180, 279, 434, 440, 447,
        117, 154, 157, 33, 41, 164, 51, 40, 39, 224, 142, 161, 162, 105, 106, 104, 217, 218, 219,
        97, 241, 265, 268, 270, 271, 273, 280, 282, 425, 428, 429, 430, 431, 432, 433, 438, 442,
    ),
}  # fmt: skip
# Landlock lets owners change modes, owners, times and attributes of any file. These calls do nothing and
# say they did, so that copying a file inside the folder still works.
IGNORED = {
    "x86_64": (90, 91, 92, 93, 94, 132, 188, 189, 190, 197, 198, 199, 235, 260, 261, 268, 280, 452),
    "aarch64": (5, 6, 7, 14, 15, 16, 52, 53, 54, 55, 88, 452),
}
SOCKET = {"x86_64": 41, "aarch64": 198}
AF_UNIX = 1
NEW_NAMESPACES = 0x7E020000
"""All flags of `clone` that make one, by `linux/sched.h`."""
CLONE, CLONE3 = {"x86_64": 56, "aarch64": 220}, 435
PRLIMIT = {"x86_64": 302, "aarch64": 261}
# kill, tkill, tgkill and two more: to oneself only, where Landlock cannot keep signals in.
SIGNALS = {"x86_64": (62, 200, 234, 129, 297), "aarch64": (129, 130, 131, 138, 240)}
PIDFD_SEND_SIGNAL = 424
# sched_setparam, sched_setscheduler, sched_setaffinity, sched_setattr: the process is the first argument.
SCHEDULING = {"x86_64": (142, 144, 203, 314), "aarch64": (118, 119, 122, 274)}
# setpriority and ioprio_set, each with the number by which its second argument means one process.
PRIORITIES = {"x86_64": ((141, 0), (251, 1)), "aarch64": ((140, 0), (30, 1))}

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _GIVE = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENT_0, _ARGUMENT_1, _ARGUMENT_2 = 0, 4, 16, 24, 32
_ALLOW, _KILL, _IGNORE = 0x7FFF0000, 0x80000000, 0x00050000
_REFUSE = 0x00050000 | errno.EACCES


def program(*, unix: bool) -> bytes:
    """The part of the filter that all sessions share, as the kernel takes it; empty for another processor.

    Args:
        unix: Whether sockets of the file system may be made, since those of others cannot be seen.
    """
    machine = platform.machine()
    if machine not in AUDIT_ARCH:
        return b""
    return _packed([*_head(machine), *_limits_and_clones(machine), *_sockets(machine, unix=unix)])


def ending(process: int, *, signals: bool) -> bytes:
    """The rest of the filter, for a process of that number and what it starts.

    Args:
        process: The only one of which it may say who runs first; 0 stands for whoever asks.
        signals: Whether it is the only one that signals may be sent to, where nothing else keeps them in.
    """
    machine = platform.machine()
    steps = [*_precedence(machine, process), *(_signals(machine, process) if signals else ())]
    return _packed([*steps, (_GIVE, 0, 0, _ALLOW)])


def _packed(steps: list[tuple[int, int, int, int]]) -> bytes:
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _head(machine: str) -> list[tuple[int, int, int, int]]:
    steps = [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, AUDIT_ARCH[machine]), (_GIVE, 0, 0, _KILL)]
    steps += [(_LOAD, 0, 0, _NUMBER), (_AT_LEAST, 0, 1, 0x40000000), (_GIVE, 0, 0, _KILL)]
    for call in DENIED[machine]:
        steps += [(_EQUAL, 0, 1, call), (_GIVE, 0, 0, _REFUSE)]
    for call in IGNORED[machine]:
        steps += [(_EQUAL, 0, 1, call), (_GIVE, 0, 0, _IGNORE)]
    return steps


def _limits_and_clones(machine: str) -> list[tuple[int, int, int, int]]:
    # prlimit64 reads limits as well; refused only when it is given new ones (both halves of the pointer).
    steps = [(_EQUAL, 0, 5, PRLIMIT[machine]), (_LOAD, 0, 0, _ARGUMENT_2), (_EQUAL, 0, 2, 0)]
    steps += [
        (_LOAD, 0, 0, _ARGUMENT_2 + 4),
        (_EQUAL, 1, 0, 0),
        (_GIVE, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _NUMBER),
    ]
    # No namespace of its own, in which it would be root; `clone3` hides its flags, and all can do without it.
    steps += [(_EQUAL, 0, 4, CLONE[machine]), (_LOAD, 0, 0, _ARGUMENT_0), (_ANY_BIT, 0, 1, NEW_NAMESPACES)]
    steps += [(_GIVE, 0, 0, _REFUSE), (_LOAD, 0, 0, _NUMBER)]
    return [*steps, (_EQUAL, 0, 1, CLONE3), (_GIVE, 0, 0, _IGNORE | errno.ENOSYS)]


def _sockets(machine: str, *, unix: bool) -> list[tuple[int, int, int, int]]:
    if not unix:
        return [(_EQUAL, 0, 1, SOCKET[machine]), (_GIVE, 0, 0, _REFUSE)]
    steps = [(_EQUAL, 0, 4, SOCKET[machine]), (_LOAD, 0, 0, _ARGUMENT_0), (_EQUAL, 1, 0, AF_UNIX)]
    return [*steps, (_GIVE, 0, 0, _REFUSE), (_LOAD, 0, 0, _NUMBER)]


def _precedence(machine: str, process: int) -> list[tuple[int, int, int, int]]:
    """Who runs first is for a process to say of itself: others of the same person could be starved."""
    itself = [(_EQUAL, 2, 0, 0), (_EQUAL, 1, 0, process), (_GIVE, 0, 0, _REFUSE), (_LOAD, 0, 0, _NUMBER)]
    steps: list[tuple[int, int, int, int]] = []
    for call in SCHEDULING[machine]:
        steps += [(_EQUAL, 0, 5, call), (_LOAD, 0, 0, _ARGUMENT_0), *itself]
    for call, one in PRIORITIES[machine]:
        steps += [(_EQUAL, 0, 7, call), (_LOAD, 0, 0, _ARGUMENT_0), (_EQUAL, 0, 3, one)]
        steps += [(_LOAD, 0, 0, _ARGUMENT_1), *itself]
    return steps


def _signals(machine: str, process: int) -> list[tuple[int, int, int, int]]:
    steps: list[tuple[int, int, int, int]] = []
    for call in SIGNALS[machine]:
        steps += [(_EQUAL, 0, 4, call), (_LOAD, 0, 0, _ARGUMENT_0), (_EQUAL, 1, 0, process)]
        steps += [(_GIVE, 0, 0, _REFUSE), (_LOAD, 0, 0, _NUMBER)]
    return [*steps, (_EQUAL, 0, 1, PIDFD_SEND_SIGNAL), (_GIVE, 0, 0, _REFUSE)]
