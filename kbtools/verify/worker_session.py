"""One session, inside its own process: every snippet in turn, every layout tried in a fork of its own."""

from __future__ import annotations

import json
import os
import select
import signal
import time
from typing import Any

import fence  # type: ignore[import-not-found]  # beside this file when it runs
import worker_checkpoint  # type: ignore[import-not-found]  # the same
import worker_code  # type: ignore[import-not-found]  # the same
import worker_lines  # type: ignore[import-not-found]  # the same
import worker_room  # type: ignore[import-not-found]  # the same

FORK = hasattr(os, "fork")


def run(session: dict[str, Any], lines: worker_lines.Lines, memory: int, around: fence.Fence | None) -> None:
    """Run a session in the process made for it: `start`, `candidates`, `outcome`, `end` lines as it goes.

    Args:
        session: What to run.
        lines: Where the lines go.
        memory: MiB it may take.
        around: What holds it in; None for nothing.
    """
    worker_room.limit(memory, session["timeout"])
    if around:
        worker_room.shut(around, session["folder"])
    run_inside(session, lines, fenced=around is not None, forks=FORK)


def run_inside(session: dict[str, Any], lines: worker_lines.Lines, *, fenced: bool, forks: bool) -> None:
    """The same in a process that is limited and fenced already.

    Args:
        session: What to run.
        lines: Where the lines go.
        fenced: Whether a refusal is the fence's.
        forks: Whether checkpoints may be kept; without, no snippet may have several layouts either.
    """
    folder, limit = session["folder"], session["timeout"]
    worker_room.enter(folder)
    worker_room.seed(session["seed"])
    notebook = worker_code.Notebook(session["path"], fenced)
    limits = folder, limit
    checkpoints = worker_checkpoint.Checkpoints(session, lines) if forks else None
    for index, snippet in enumerate(session["snippets"]):
        woken = checkpoints.keep(index) if checkpoints else None
        if woken:
            _again(notebook, woken[0], woken[1], limits)
            return
        _step(notebook, snippet, lines, (index, *limits))
    if checkpoints:
        checkpoints.serve()
    lines.send({"end": True})


def _again(
    notebook: worker_code.Notebook,
    lines: worker_lines.Lines,
    order: dict[str, Any],
    limits: tuple[str, float],
) -> None:
    """In a checkpoint: the snippets that kbtools wants to see with the names as they were."""
    for index, snippet in order["snippets"]:
        _step(notebook, snippet, lines, (index, *limits))
    lines.send({"end": True})


def _step(
    notebook: worker_code.Notebook,
    snippet: dict[str, Any],
    lines: worker_lines.Lines,
    at: tuple[int, str, float],
) -> None:
    index = at[0]
    lines.send({"start": index})
    chosen = _choose(notebook, snippet, lines, at)
    if chosen is not None:
        outcome = notebook.run(snippet["layouts"][chosen])
        if snippet.get("trial"):
            outcome["digest"] = notebook.digest(outcome["bound"])
        lines.send({"outcome": {**outcome, "layout": chosen}, "index": index})


def _choose(
    notebook: worker_code.Notebook,
    snippet: dict[str, Any],
    lines: worker_lines.Lines,
    at: tuple[int, str, float],
) -> int | None:
    """The layout to run; None when the parent, who has the checkers, could not decide."""
    index, folder, limit = at
    layouts = snippet["layouts"]
    if len(layouts) < 2:  # noqa: PLR2004 - one, or none where nothing had decided
        return 0 if layouts else None
    files = worker_room.Files(folder)
    deadline = time.monotonic() + limit / 2
    tried = []
    for layout in layouts:
        seconds = min(limit / 8, max(0.0, deadline - time.monotonic()))
        tried.append(_try(notebook, layout, seconds))
        files.restore()
    answer = lines.ask({"candidates": tried, "index": index})
    taken: int | None = answer["take"]
    return taken


def _try(notebook: worker_code.Notebook, layout: dict[str, Any], seconds: float) -> dict[str, Any] | None:
    """The outcome of a layout in a fork that ends with it; None when it broke off or took too long."""
    reading, writing = os.pipe()
    child = worker_room.fork()
    if child == 0:
        try:
            outcome = notebook.run(layout)
            outcome["figures"] = []  # Those of the layout that is taken are drawn when it is.
            outcome["digest"] = notebook.digest(outcome["bound"])
            data = json.dumps(outcome).encode()
            while data:
                data = data[os.write(writing, data) :]
        finally:
            os._exit(0)
    os.close(writing)
    data = _read(reading, time.monotonic() + seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)
    try:
        record: dict[str, Any] = json.loads(data)
    except ValueError:
        return None
    return record


def _read(descriptor: int, deadline: float) -> bytes:
    data = b""
    while select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))[0]:
        chunk = os.read(descriptor, 1 << 16)
        if not chunk:
            return data
        data += chunk
    return b""
