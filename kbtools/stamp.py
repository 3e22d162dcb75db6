"""What says that the program and its libraries are the same as before: nothing is imported for it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path


def program() -> Iterator[str]:
    """Every file of this package by size and time: a change of the program is a change of all it says."""
    waiting = [str(Path(__file__).parent)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                if entry.is_dir():
                    waiting += [entry.path] if entry.name != "__pycache__" else []
                else:
                    status = entry.stat()
                    yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"


def libraries() -> Iterator[str]:
    """What is installed, with versions: the names of the folders that say so."""
    for place in sys.path:
        names = os.listdir(place) if os.path.isdir(place) else ()  # noqa: PTH112, PTH208 - plain strings
        yield from sorted(f"{place}/{name}" for name in names if name.endswith((".dist-info", ".egg-info")))
