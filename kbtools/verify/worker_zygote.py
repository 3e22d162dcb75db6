"""The parent of all sessions: forks them, relays their lines, watches the clock, kills whole groups."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import shutil
import signal
import time
from typing import Any

import fence  # type: ignore[import-not-found]  # beside this file when it runs
import worker_lines  # type: ignore[import-not-found]  # the same
import worker_room  # type: ignore[import-not-found]  # the same
import worker_session  # type: ignore[import-not-found]  # the same
import worker_watch  # type: ignore[import-not-found]  # the same

TICK = 0.1
"""Seconds between looks at the clock, at ended children and at what the others take."""


class Child:
    """A forked session: its process, its pipes, its clock."""

    def __init__(self, number: int, session: dict[str, Any]) -> None:
        """Keep the clock's settings; `fork` sets the rest."""
        self.number = number
        self.folder: str = session["folder"]
        self.own = [snippet["timeout"] for snippet in session["snippets"]]
        self.deadline = time.monotonic() + session["timeout"]
        self.paused: tuple[float, float] | None = None
        self.running = -1
        self.checkpoints: list[int] = []
        self.reprieves = 2
        self.pid = 0
        self.up = self.down = -1
        self.buffer = bytearray()

    def started(self, index: int) -> None:
        """Stop the session's clock while a snippet with a limit of its own runs; each is told of once."""
        if index <= self.running:  # The note's code says so, to gain time.
            return
        self.running = index
        now = time.monotonic()
        if self.paused is not None:
            left, _ = self.paused
            self.deadline, self.paused = now + left, None
        own = self.own[index] if 0 <= index < len(self.own) else None
        if own:
            self.paused = (self.deadline - now, now)
            self.deadline = now + own


class Zygote:
    """The parent of all sessions: relays lines, watches the clock, kills whole process groups."""

    def __init__(self, setup: dict[str, Any], around: fence.Fence | None, up: int) -> None:
        """Take what holds sessions in, and the descriptor that leads to kbtools."""
        self.memory: int = setup["memory"]
        self.around = around
        self.most: int = setup["jobs"]
        self.waiting: list[dict[str, Any]] = []
        self.up = up
        self.children: dict[int, Child] = {}
        fence.adopt_orphans()
        self.selector = selectors.DefaultSelector()
        self.selector.register(0, selectors.EVENT_READ)
        self.buffer = b""
        self.open = True

    def serve(self) -> None:
        """Work until standard input closes; then nothing that was started is left."""
        try:
            look = time.monotonic() + TICK
            while self.open:
                for key, _ in self.selector.select(TICK):
                    self._from_parent() if key.fd == 0 else self._from_child(key.data)
                if time.monotonic() >= look:
                    for child in list(self.children.values()):
                        self._look_after(child)
                    worker_watch.reap({child.pid for child in self.children.values()})
                    look = time.monotonic() + TICK
        finally:
            for child in list(self.children.values()):
                self._kill(child, 0.0)

    def _send(self, record: dict[str, Any]) -> None:
        with contextlib.suppress(BrokenPipeError):  # Whoever listened is gone; standard input tells it too.
            worker_lines.write(self.up, record)

    def _from_parent(self) -> None:
        data = os.read(0, 1 << 16)
        self.open = bool(data)
        *lines, self.buffer = (self.buffer + data).split(b"\n")
        for line in lines:
            record = json.loads(line)
            if "session" in record:
                self.waiting.append(record)
                self._start()
            elif record["number"] in self.children:
                self._answer(self.children[record["number"]], record)

    def _answer(self, child: Child, record: dict[str, Any]) -> None:
        try:
            worker_lines.write(child.down, record)
        except BlockingIOError:  # The note's code asked and asked, and never read.
            self._end(child, "garbled")
        except BrokenPipeError:  # Its end is told elsewhere.
            return

    def _start(self) -> None:
        """Fork what waits, as far as so many may run at once."""
        while self.waiting and len(self.children) < self.most:
            record = self.waiting.pop(0)
            self._fork(record["number"], record["session"])

    def _fork(self, number: int, session: dict[str, Any]) -> None:
        child = Child(number, session)
        child.up, up = os.pipe()
        down, child.down = os.pipe()
        os.set_blocking(child.down, False)
        child.pid = os.fork()
        if child.pid == 0:
            self._become(session, up, down)
        os.close(up)
        os.close(down)
        self.children[number] = child
        self.selector.register(child.up, selectors.EVENT_READ, child)
        self._send({"number": number, "event": {"pid": child.pid}})

    def _become(self, session: dict[str, Any], up: int, down: int) -> None:
        """Be the child: own session, own descriptors only, never back into the zygote's code."""
        code = 1
        try:
            os.setsid()
            fence.die_with_parent(signal.SIGKILL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            _keep_only({up, down} | (self.around.descriptors if self.around else set()))
            worker_session.run(session, worker_lines.Lines(up, down), self.memory, self.around)
            code = 0
        finally:
            os._exit(code)

    def _from_child(self, child: Child) -> None:
        data = os.read(child.up, 1 << 20)
        child.buffer += data
        if b"\n" in data:
            *lines, child.buffer = child.buffer.split(b"\n")
            for line in lines:
                self._relay(child, line)
        if not data:
            self._end(child, None)
        elif len(child.buffer) > worker_lines.LONGEST:
            self._end(child, "garbled")

    def _relay(self, child: Child, line: bytearray) -> None:
        try:
            event = json.loads(line)
            start, ends = event.get("start"), bool(event.get("end"))
            text = line.decode()
        except worker_lines.MALFORMED:
            self._end(child, "garbled")
            return
        if isinstance(start, int):
            child.started(start)
        if isinstance(event.get("checkpoint"), int):
            child.checkpoints.append(event["checkpoint"])
        self._send({"number": child.number, "line": text})
        if ends:  # Do not wait for what the note left running: it may hold the pipe open.
            self._end(child, "done")

    def _look_after(self, child: Child) -> None:
        if time.monotonic() > child.deadline:
            self._end(child, "timeout")
        elif excess := self._excess(child):
            if not self._freed(child):
                self._end(child, excess)
        elif _gone(child.pid):
            self._from_child(child)  # What it still said, or the end of the pipe.
            self._end(child, None)

    def _freed(self, child: Child) -> bool:
        """Whether checkpoints were given up for a session that takes too much with them.

        Twice at most: one may be made while the first are given up; more than that claims a note only.
        """
        own = set(worker_watch.members(child.pid)) - {child.pid}
        given = own.intersection(child.checkpoints) if child.reprieves else set()
        for pid in given:
            child.checkpoints.remove(pid)
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        child.reprieves -= bool(given)
        return bool(given)

    def _excess(self, child: Child) -> str:
        shares = self.around is not None and self.around.view
        return str(worker_watch.excess(child.pid, child.folder, self.memory << 20, shares=shares))

    def _end(self, child: Child, why: str | None) -> None:
        if child.number not in self.children:
            return
        self._leave_out(child)
        self._start()  # The next one begins while this one is taken down.
        status = self._kill(child, 0.0 if why else 0.5)
        how = why or worker_room.describe(status)
        self._send({"number": child.number, "event": {"over": how}})

    def _leave_out(self, child: Child) -> None:
        del self.children[child.number]
        self.selector.unregister(child.up)

    def _kill(self, child: Child, patience: float) -> int:
        """Kill the group, reap the child, remove its folder; its wait status.

        Args:
            child: It has said its last, or its time is up.
            patience: Seconds it may take to end by itself, so that its own status is learnt.
        """
        # The group is killed before its leader is reaped: until then nobody else can get its number.
        _await_end(child.pid, patience)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        _, status = os.waitpid(child.pid, 0)
        with contextlib.suppress(ChildProcessError):
            while True:  # Until none of the group is left; orphans come to this process.
                os.waitpid(-child.pid, 0)
        os.close(child.up)
        os.close(child.down)
        shutil.rmtree(child.folder, ignore_errors=True)
        return status


def _keep_only(wanted: set[int]) -> None:
    """Close what leads to kbtools and to other sessions, so that no note can speak for another."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    for name in os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else range(3, 1024):  # noqa: PTH112, PTH208 - plain strings
        if int(name) > 2 and int(name) not in wanted:  # noqa: PLR2004 - standard error is 2
            with contextlib.suppress(OSError):
                os.close(int(name))


def _await_end(pid: int, seconds: float) -> None:
    """Wait until a child has ended, at most so long; it is not reaped."""
    deadline = time.monotonic() + seconds
    while not _gone(pid) and time.monotonic() < deadline:
        time.sleep(0.001)


def _gone(pid: int) -> bool:
    """Whether a child has ended and waits to be reaped."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
