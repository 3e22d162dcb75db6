"""Files and folders outside its own that a session may read: what a Python needs, and nothing personal.

Standard library only: this file runs beside `worker.py` in whatever Python the person names.
"""

from __future__ import annotations

import functools
import os
import sys
import sysconfig

# Importing, fonts, time zones and counting processors need these.
READABLE = (
    "/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin", "/opt", "/nix/store",
    "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/mime.types", "/etc/nsswitch.conf",
    "/etc/matplotlibrc", "/etc/alternatives",
    "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/sys/kernel/osrelease",
    "/sys/devices/system/cpu", "/sys/devices/system/node", "/sys/fs/cgroup",
    "/dev/zero", "/dev/urandom", "/dev/random",
)  # fmt: skip
OWN = "/proc/self"
"""Of each process another."""
WRITABLE = ("/dev/null", "/dev/full")
SHARED_MEMORY = "/dev/shm"  # noqa: S108 - a mount of the session's own
"""Where the C library keeps named semaphores and shared memory."""
PACKAGES = frozenset({"site-packages", "dist-packages"})


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
