"""What keeps a stranger's code in: Landlock, seccomp and an empty network, by system calls alone.

Standard library only: this file runs beside `worker.py` in whatever Python the person names. Numbers come
from the kernel's headers (`linux/landlock.h`, `asm/unistd.h`, `linux/seccomp.h`).
"""

from __future__ import annotations

import ctypes
import errno
import functools
import os
import platform
import struct
import sys
import sysconfig

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 22, 36, 38
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
NEW_NAMESPACES = 0x7E020000
"""All flags of `clone` that make one, by `linux/sched.h`."""
# Bits of landlock_ruleset_attr.handled_access_fs; each ABI adds to the end.
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
FIRST_ABI = (1 << 13) - 1
READ = EXECUTE | READ_FILE | READ_DIR
ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
NET_ABI, SCOPE_ABI = 4, 6

# System folders and files that importing, fonts, time zones and counting processors need; nothing personal.
SYSTEM_READABLE = (
    "/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin", "/opt", "/nix/store",
    "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/mime.types", "/etc/nsswitch.conf",
    "/etc/matplotlibrc", "/etc/alternatives",
    "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/sys/kernel/osrelease",
    "/sys/devices/system/cpu", "/sys/devices/system/node", "/sys/fs/cgroup",
    "/dev/zero", "/dev/urandom", "/dev/random",
)  # fmt: skip
MOST_THREADS = 256
"""Of all processes of a session together; how many processes they may be is watched from outside."""
PACKAGES = frozenset({"site-packages", "dist-packages"})
SYSTEM_WRITABLE = ("/dev/null", "/dev/full")

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# Denied always: every socket (io_uring could open one too), leaving the process group that a time limit
# kills, looking into other processes, changing mounts, names, modules or limits, memory that no limit counts.
DENIED = {
    "x86_64": (
        29, 64, 68, 240, 319, 434, 440, 447,
        41, 101, 109, 112, 133, 155, 160, 161, 165, 166, 167, 169, 170, 171, 175, 176, 246, 248, 249, 250,
        259, 272, 298, 304, 308, 310, 311, 313, 321, 323, 425, 428, 429, 430, 431, 432, 433, 438, 442,
    ),
    "aarch64": (
        194, 190, 186, 180, 279, 434, 440, 447,
        198, 117, 154, 157, 33, 41, 164, 51, 40, 39, 224, 142, 161, 162, 105, 106, 104, 217, 218, 219,
        97, 241, 265, 268, 270, 271, 273, 280, 282, 425, 428, 429, 430, 431, 432, 433, 438, 442,
    ),
}  # fmt: skip
# Landlock lets owners change modes, owners, times and attributes of any file. These calls do nothing and
# say they did, so that copying a file inside the folder still works.
IGNORED = {
    "x86_64": (90, 91, 92, 93, 94, 132, 188, 189, 190, 197, 198, 199, 235, 260, 261, 268, 280, 452),
    "aarch64": (5, 6, 7, 14, 15, 16, 52, 53, 54, 55, 88, 452),
}
CAPSET, CAPABILITY_VERSION = {"x86_64": 126, "aarch64": 91}, 0x20080522
CLONE, CLONE3 = {"x86_64": 56, "aarch64": 220}, 435
PRLIMIT = {"x86_64": 302, "aarch64": 261}
# kill, tkill, tgkill and two more: to oneself only, where Landlock cannot keep signals in.
SIGNALS = {"x86_64": (62, 200, 234, 129, 297), "aarch64": (129, 130, 131, 138, 240)}
PIDFD_SEND_SIGNAL = 424


def apply(folder: str, *, extra_readable: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What took hold of `landlock`, `seccomp`, `netns` on this process and all it will start.

    Args:
        folder: The only place where files may be written.
        extra_readable: Further files and folders that may be read, such as one that tracebacks quote.
    """
    if not sys.platform.startswith("linux"):
        return ()
    libc = ctypes.CDLL(None, use_errno=True)
    netns = _leave_network(libc)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return ("netns",) if netns else ()
    _drop_powers(libc)
    abi = libc.syscall(CREATE_RULESET, None, 0, 1)
    landlock = abi >= 1 and _landlock(libc, abi, folder, extra_readable)
    seccomp = _seccomp(libc, scoped=landlock and abi >= SCOPE_ABI)
    parts = (("landlock", landlock), ("seccomp", seccomp), ("netns", netns))
    return tuple(name for name, active in parts if active)


def die_with_parent(signal_number: int) -> None:
    """Ask the kernel to send the calling process a signal when the process that forked it ends."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)


def adopt_orphans() -> None:
    """Ask the kernel to hand what children leave behind to the calling process, which can then count it."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


@functools.lru_cache(maxsize=None)  # noqa: UP033 - Python 3.8 runs this; asked once, before any session is forked
def interpreter_folders() -> tuple[str, ...]:
    """The folders this Python lives in, its packages included; they may lie below the home folder."""
    import site  # noqa: PLC0415 - absent under `python -S` until asked for

    places = [sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values()]
    places += [*site.getsitepackages(), site.getusersitepackages()]
    # A `.pth` file may add the packages of another environment; any other folder on the path may be personal.
    places += [entry for entry in sys.path if os.path.basename(entry) in PACKAGES]  # noqa: PTH119 - the same
    places.append(os.path.dirname(os.path.realpath(sys.executable)))  # noqa: PTH120 - Python 3.8 runs this
    home = os.path.expanduser("~")  # noqa: PTH111 - the same
    return tuple(sorted({place for place in places if place not in {"/", home}}))


def _leave_network(libc: ctypes.CDLL) -> bool:
    """A user namespace too: in it, root's powers over the rest of the machine end."""
    uid, gid = os.getuid(), os.getgid()
    if libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0:
        return bool(libc.unshare(CLONE_NEWNET) == 0)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123 - no pathlib needed
            file.write(text)
    import resource  # noqa: PLC0415 - not on Windows

    # In a namespace of its own only its own processes count; root's are never counted.
    resource.setrlimit(resource.RLIMIT_NPROC, (MOST_THREADS, MOST_THREADS))
    return True


def _drop_powers(libc: ctypes.CDLL) -> None:
    """Give up what root may do beyond its files; no program that is started brings it back."""
    header = struct.pack("=Ii", CAPABILITY_VERSION, 0)
    if platform.machine() in CAPSET:
        libc.syscall(CAPSET[platform.machine()], header, bytes(24))


def _landlock(libc: ctypes.CDLL, abi: int, folder: str, extra_readable: tuple[str, ...]) -> bool:
    handled = FIRST_ABI | (REFER if abi >= 2 else 0) | (TRUNCATE if abi >= 3 else 0)  # noqa: PLR2004 - ABI
    handled |= IOCTL_DEV if abi >= 5 else 0  # noqa: PLR2004 - the ABI number that brought it
    # bind and connect by TCP; abstract sockets and signals to the outside.
    attributes = struct.pack("=QQQ", handled, 3, 3)
    size = 24 if abi >= SCOPE_ABI else 16 if abi >= NET_ABI else 8
    ruleset = libc.syscall(CREATE_RULESET, attributes, size, 0)
    if ruleset < 0:
        return False
    for path in (*SYSTEM_READABLE, *interpreter_folders(), *extra_readable):
        _allow(libc, ruleset, path, READ & handled)
    for path in SYSTEM_WRITABLE:
        _allow(libc, ruleset, path, (READ_FILE | WRITE_FILE | TRUNCATE) & handled)
    _allow(libc, ruleset, folder, handled)
    restricted = libc.syscall(RESTRICT_SELF, ruleset, 0) == 0
    os.close(ruleset)
    return bool(restricted)


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, access: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # What does not exist needs no rule.
        return
    if not os.path.isdir(path):  # noqa: PTH112 - no pathlib in a forked child's start
        access &= ON_FILES
    libc.syscall(ADD_RULE, ruleset, 1, struct.pack("=Qi", access, descriptor), 0)
    os.close(descriptor)


def _seccomp(libc: ctypes.CDLL, *, scoped: bool) -> bool:
    machine = platform.machine()
    if machine not in AUDIT_ARCH:
        return False
    code = b"".join(struct.pack("=HBBI", *step) for step in _program(machine, scoped=scoped))
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HP", len(code) // 8, ctypes.addressof(buffer))
    return bool(libc.prctl(PR_SET_SECCOMP, 2, program, 0, 0) == 0)


def _program(machine: str, *, scoped: bool) -> list[tuple[int, int, int, int]]:
    """The filter: steps of (code, jump if true, jump if false, operand)."""
    load, equal, at_least, any_bit, give = 0x20, 0x15, 0x35, 0x45, 0x06
    number, architecture, argument_0, argument_2 = 0, 4, 16, 32
    allow, kill = 0x7FFF0000, 0x80000000
    refuse = 0x00050000 | errno.EACCES
    steps = [(load, 0, 0, architecture), (equal, 1, 0, AUDIT_ARCH[machine]), (give, 0, 0, kill)]
    steps += [(load, 0, 0, number), (at_least, 0, 1, 0x40000000), (give, 0, 0, kill)]
    for call in DENIED[machine]:
        steps += [(equal, 0, 1, call), (give, 0, 0, refuse)]
    for call in IGNORED[machine]:
        steps += [(equal, 0, 1, call), (give, 0, 0, 0x00050000)]
    # prlimit64 reads limits as well; refused only when it is given new ones (both halves of the pointer).
    steps += [(equal, 0, 5, PRLIMIT[machine]), (load, 0, 0, argument_2), (equal, 0, 2, 0)]
    steps += [(load, 0, 0, argument_2 + 4), (equal, 1, 0, 0), (give, 0, 0, refuse), (load, 0, 0, number)]
    # No namespace of its own, in which it would be root; `clone3` hides its flags, and all can do without it.
    steps += [(equal, 0, 4, CLONE[machine]), (load, 0, 0, argument_0), (any_bit, 0, 1, NEW_NAMESPACES)]
    steps += [(give, 0, 0, refuse), (load, 0, 0, number)]
    steps += [(equal, 0, 1, CLONE3), (give, 0, 0, 0x00050000 | errno.ENOSYS)]
    if not scoped:
        for call in SIGNALS[machine]:
            steps += [(equal, 0, 4, call), (load, 0, 0, argument_0), (equal, 1, 0, os.getpid())]
            steps += [(give, 0, 0, refuse), (load, 0, 0, number)]
        steps += [(equal, 0, 1, PIDFD_SEND_SIGNAL), (give, 0, 0, refuse)]
    return [*steps, (give, 0, 0, allow)]
