"""Processes that start anew, by `spawn` or `forkserver`: as in a notebook, they know nothing of its cells.

What libraries define they can run. For what a note itself defines, an error says so at once, where the
process would end and whoever waits for it would wait for ever.
"""

from __future__ import annotations

import importlib
import re
import sys
from typing import Any

_STARTS = re.compile(r"\b(?:multiprocessing|concurrent|spawn)\b")
_MAIN = ("init_main_from_name", "init_main_from_path")
_OWN = b"__main__"


class UnknownCellError(RuntimeError):
    """Something that only the note defines was sent to a process that started anew."""


def prepare(code: str) -> None:
    """Hold such processes to this before code runs that may start one; nothing for all other code."""
    if "multiprocessing.context" not in sys.modules and not _STARTS.search(code):
        return
    spawn: Any = importlib.import_module("multiprocessing.spawn")
    reduction: Any = importlib.import_module("multiprocessing.reduction")
    if hasattr(reduction.ForkingPickler, "_of_a_note"):
        return
    _without_main(spawn)
    _watched(reduction)


def is_unknown(chain: list[BaseException]) -> bool:
    """Whether one of the errors is the one above; from another process it comes back as a copy."""
    return any(isinstance(each, UnknownCellError) for each in chain)


def _without_main(spawn: Any) -> None:  # noqa: ANN401 - a module
    """A note is no file that a process could import."""
    data = spawn.get_preparation_data

    def prepared(name: str) -> dict[str, Any]:
        return {key: value for key, value in data(name).items() if key not in _MAIN}

    spawn.get_preparation_data = prepared


def _watched(reduction: Any) -> None:  # noqa: ANN401 - a module
    """Look at all that goes to another process, while one that started anew may get it."""
    pickler = reduction.ForkingPickler
    dumps = pickler.dumps

    def watched(obj: Any, protocol: int | None = None) -> Any:  # noqa: ANN401 - what it pickles
        data = dumps(obj, protocol)
        if _anew() and _OWN in bytes(data):
            raise UnknownCellError("a process that starts anew knows nothing of a note's cells")
        return data

    def dump(obj: Any, file: Any, protocol: int | None = None) -> None:  # noqa: ANN401 - the same
        file.write(watched(obj, protocol))

    pickler.dumps = staticmethod(watched)
    pickler._of_a_note = True  # noqa: SLF001 - a mark that it was done
    reduction.dump = dump


def _anew() -> bool:
    """Whether a process is being started anew, or one that was is still there."""
    context, process = sys.modules["multiprocessing.context"], sys.modules["multiprocessing.process"]
    kinds = tuple(
        filter(None, (getattr(context, name, None) for name in ("SpawnProcess", "ForkServerProcess")))
    )
    starting = context.get_spawning_popen() is not None
    return starting or any(isinstance(each, kinds) for each in process._children)  # noqa: SLF001 - the only list of them
