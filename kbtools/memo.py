"""What was made of a source before, kept under all it was made from; deleting it changes nothing but time."""

import contextlib
import dataclasses
import enum
import hashlib
import importlib
import io
import pickle
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from kbtools import site, stamp

_T = TypeVar("_T")
_ROOMS = ("kbtools.model", "kbtools.text", "kbtools.problems", "kbtools.pipeline")
_PLAIN = frozenset(
    {("datetime", "date"), ("datetime", "datetime"), ("datetime", "timedelta"), ("datetime", "timezone")}
)
"""Classes of the standard library that a record may hold."""


class Memo:
    """Records by the digest of what they were made from: asked for as needed, written all at once."""

    def __init__(self, folder: Path) -> None:
        """Look into a folder, which need not be there."""
        self.folder = folder
        self._program = hashlib.sha256("\0".join((*stamp.program(), *stamp.libraries())).encode()).hexdigest()
        self._new: dict[str, bytes] = {}
        self._used: set[str] = set()

    def get(self, parts: Sequence[str], make: Callable[[], _T], kind: type[_T]) -> _T:
        """The record of this kind that was made from the same parts by the same program, else a new one."""
        text = "\0".join((self._program, *parts))
        name = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        self._used.add(name)
        with contextlib.suppress(Exception):  # Damaged, or none: it is made anew.
            found = _Records(io.BytesIO((self.folder / name).read_bytes())).load()
            if isinstance(found, kind):
                return found
        record = make()
        self._new[name] = pickle.dumps(record, protocol=5)
        return record

    def save(self) -> None:
        """Keep what was asked for, and nothing else; a folder that cannot be written keeps nothing."""
        with contextlib.suppress(OSError):
            for name, data in self._new.items():
                site.write_bytes(self.folder / name, data)
            for path in self.folder.iterdir() if self.folder.is_dir() else ():
                if path.name not in self._used:
                    path.unlink()
        self._new = {}


class _Records(pickle.Unpickler):
    """Loads records of ours and nothing that could run: the folder may have come with a stranger's files."""

    def find_class(self, module: str, name: str) -> object:
        """The class; an error for whatever is no record, no enumeration and no plain value."""
        found = getattr(importlib.import_module(module), name) if module.startswith(_ROOMS) else None
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if not isinstance(found, type) or not (
            dataclasses.is_dataclass(found) or issubclass(found, enum.Enum)
        ):
            raise pickle.UnpicklingError(f"{module}.{name} is no record")
        return found
