"""The session as it was before some of its snippets: forks that wait, to be woken when a record asks for one.

A checkpoint shares its memory with the session until either writes, stands behind the same fence, under the
same limits and in the same process group, and so ends with it at the latest. It speaks to the session only,
which passes on whole lines: a checkpoint that crashes or hangs costs nobody else anything.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import time
from typing import Any, NamedTuple

import fence  # type: ignore[import-not-found]  # beside this file when it runs
import worker_lines  # type: ignore[import-not-found]  # the same
import worker_room  # type: ignore[import-not-found]  # the same


class Kept(NamedTuple):
    """A checkpoint as the session sees it."""

    pid: int
    order: int
    """Descriptor that wakes it and answers it."""
    report: int
    """Descriptor from which it is heard."""


class Checkpoints:
    """Those of one session, by the index of the snippet before which each was made."""

    def __init__(self, session: dict[str, Any], lines: worker_lines.Lines) -> None:
        """Make none yet; the clock of the session starts here."""
        self.folder: str = session["folder"]
        self.wanted = frozenset(session.get("keep", ()))
        self.deadline = time.monotonic() + session["timeout"]
        self.lines = lines
        self.kept: dict[int, Kept] = {}

    def keep(self, index: int) -> tuple[worker_lines.Lines, dict[str, Any]] | None:
        """Fork before a snippet: None in the session; in the fork, once woken, its pipes and its order.

        None is made where nobody wants one, where the session has started threads, which a fork loses, where
        it has written more than a snapshot holds, or where memory was so short that others were ended.
        """
        if index not in self.wanted or worker_room.threads() != 1 or not all(map(_alive, self.kept.values())):
            return None
        files = worker_room.Files(self.folder)
        if files.kept is None:
            return None
        down, order = os.pipe()
        report, up = os.pipe()
        pid = worker_room.fork()
        if pid == 0:
            os.close(order)
            os.close(report)
            self._let_go()
            return _woken(worker_lines.Lines(up, down), files)
        os.close(down)
        os.close(up)
        self.kept[index] = Kept(pid, order, report)
        self.lines.send({"checkpoint": pid})
        return None

    def _let_go(self) -> None:
        """In the fork: leave nothing open that leads past the session, and end with it."""
        fence.die_with_parent(signal.SIGKILL)
        for each in self.kept.values():
            os.close(each.order)
            os.close(each.report)
        self.kept = {}
        self.lines.close()

    def serve(self) -> None:
        """Wake those that kbtools asks for, one after the other, each for half of the time that is left."""
        alive = [index for index, each in self.kept.items() if _alive(each)]
        orders = self.lines.ask({"kept": alive})["back"] if alive else []
        for order in orders:
            how = self._run(self.kept[order["from"]], order)
            self.lines.send({"back": order["from"], "over": how})

    def _run(self, kept: Kept, order: dict[str, Any]) -> str:
        """How it ended: `done`, or what befell it."""
        now = time.monotonic()
        how = "garbled"
        with contextlib.suppress(*worker_lines.MALFORMED):  # A note's code spoke for it.
            try:
                worker_lines.write(kept.order, order)
                how = self._relay(kept, order["from"], now + max(0.0, self.deadline - now) / 2)
            except BrokenPipeError:
                how = ""
        if not how:
            return _ended(kept, 0.5)
        os.kill(kept.pid, signal.SIGKILL)
        return how

    def _relay(self, kept: Kept, index: int, deadline: float) -> str:
        """Pass on what a checkpoint says; `done`, `timeout`, `garbled`, or nothing where it broke off."""
        buffer = b""
        while select.select([kept.report], [], [], max(0.0, deadline - time.monotonic()))[0]:
            data = os.read(kept.report, 1 << 20)
            *rows, buffer = (buffer + data).split(b"\n")
            for row in rows:
                event = json.loads(row)
                if event.get("end"):
                    return "done"
                record = {"back": index, "event": event}
                if "candidates" in event:
                    worker_lines.write(kept.order, self.lines.ask(record))
                else:
                    self.lines.send(record)
            if not data or len(buffer) > worker_lines.LONGEST:
                return "garbled" if data else ""
        return "timeout"


def _woken(lines: worker_lines.Lines, files: worker_room.Files) -> tuple[worker_lines.Lines, dict[str, Any]]:
    """Wait for an order, among the files of then; end when none can come any more."""
    line = lines.down.readline()
    if not line:
        os._exit(0)
    files.restore()
    return lines, json.loads(line)


def _alive(kept: Kept) -> bool:
    return os.waitid(os.P_PID, kept.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def _ended(kept: Kept, patience: float) -> str:
    """How a checkpoint ended whose pipe has closed; it is killed when it does not end in so many seconds."""
    deadline = time.monotonic() + patience
    while _alive(kept) and time.monotonic() < deadline:
        time.sleep(0.001)
    os.kill(kept.pid, signal.SIGKILL)
    how: str = worker_room.describe(os.waitpid(kept.pid, 0)[1])
    return how
