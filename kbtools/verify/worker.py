"""The process that runs snippets: imports what they import once, then forks a fenced child per session.

It runs in whatever Python the person names and needs nothing of kbtools: standard library only, and the
files `fence.py` and `worker_*.py` beside it. It speaks JSON lines: what may be imported early, a `setup`, and
then sessions and answers come in by standard input; `hello`, then the events of every session, go out by
standard output. Where the system cannot fork, it runs one session after another in itself; where a library
has started threads, it says so and ends, to be started again in that way.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from typing import Any

_HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - before anything else is imported
# A note's `import check` must not find a file of this folder, so the folder is on the path for a moment only.
sys.path[:] = [_HERE, *(entry for entry in sys.path if entry not in {"", _HERE})]
import fence  # type: ignore[import-not-found]  # noqa: E402  # beside this file
import worker_lines  # type: ignore[import-not-found]  # noqa: E402  # the same
import worker_room  # type: ignore[import-not-found]  # noqa: E402  # the same
import worker_session  # type: ignore[import-not-found]  # noqa: E402  # the same
import worker_state  # type: ignore[import-not-found]  # noqa: E402  # the same
import worker_warm  # type: ignore[import-not-found]  # noqa: E402  # the same
import worker_zygote  # type: ignore[import-not-found]  # noqa: E402  # the same

sys.path.remove(_HERE)


IMPORTS = 2048
"""MiB that libraries may take, where the limit has to be set before they are imported."""


def _prepare(setup: dict[str, Any]) -> None:
    """Pay for imports once, and keep the collector off shared pages."""
    worker_warm.warm(setup["modules"])
    gc.freeze()
    gc.enable()


def _fence(setup: dict[str, Any], found: fence.Fence) -> tuple[fence.Fence | None, str]:
    """The fence that sessions are put behind, and what of it takes hold here: `off`, `none` or its parts."""
    if setup["fence"] == "off":
        return None, "off"
    if not found.parts:
        return None, "none"
    found.memory = setup["memory"] << 20
    found.move()
    return found, "+".join(found.parts)


def _line() -> dict[str, Any]:
    """One line of standard input, byte by byte: what follows belongs to the zygote's own buffer."""
    line = bytearray()
    while not line.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:  # Nothing was to be run, or kbtools is gone.
            os._exit(0)
        line += byte
    record: dict[str, Any] = json.loads(line)
    return record


def _greet(up: int, fenced: str, *, forks: bool) -> None:
    hello = {"fence": fenced, "fork": forks, "threads": worker_room.threads()}
    worker_lines.write(up, {"hello": hello})


def main() -> None:
    """Serve one kbtools until it closes the pipe."""
    gc.disable()  # Imports make next to no garbage; looking for it takes a tenth of their time.
    up = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    first = _line()
    os.environ["HOME"] = os.environ["MPLCONFIGDIR"] = os.environ["TMPDIR"] = first["scratch"]
    os.chdir(first["scratch"])
    around = fence.Fence(first["scratch"])
    worker_warm.load(first["early"])
    setup = {**_line(), "scratch": first["scratch"]}
    if not (setup["fork"] and hasattr(os, "fork")):
        _alone(setup, around, up)
        return
    _prepare(setup)
    forks = worker_room.threads() == 1
    holds, told = _fence(setup, around) if forks else (None, "")
    _greet(up, told, forks=forks)
    if forks:
        worker_zygote.Zygote(setup, holds, up).serve()
    os._exit(0)  # Taking torch apart would take a third of a second.


def _alone(setup: dict[str, Any], around: fence.Fence, up: int) -> None:
    """Without forks: one session after another, in a process that the fence holds from the start.

    It is put up before any import: threads that a library starts would be outside of it.
    """
    worker_room.limit(setup["memory"] + IMPORTS, None)
    holds, told = _fence(setup, around)
    if holds:
        worker_room.shut(holds, setup["scratch"])
    _prepare(setup)
    _greet(up, told, forks=False)
    lines = worker_lines.Lines(up, os.dup(0))
    state = worker_state.State()
    for line in iter(lines.down.readline, ""):
        worker_session.run_inside(json.loads(line)["session"], lines, fenced=holds is not None, forks=False)
        state.restore()


if __name__ == "__main__":
    main()
