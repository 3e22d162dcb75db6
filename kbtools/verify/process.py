"""One worker process and its lines: what is said to it, what it says, and its end."""

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import threading
from collections.abc import Mapping
from typing import Any, Self

from kbtools import spawn
from kbtools.problems import Code, Problem, Severity, VerifyError

START_SECONDS = 180.0
"""Longest wait for the imports of a worker."""


class Worker:
    """A started worker: send lines, receive lines, and nothing is left of it at the end."""

    def __init__(self, python: str, setup: Mapping[str, Any], hash_seed: int = 0) -> None:
        """Start it and send the setup.

        Raises:
            VerifyError: The Python cannot be started.
        """
        try:
            started = spawn.take(python, hash_seed) or spawn.start(python, hash_seed)
        except OSError as error:
            raise broken(python, f"cannot be started: {error.strerror}") from error
        self._process, self.scratch = started.process, started.scratch
        self.groups: dict[int, int] = {}
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.send(setup)

    def __enter__(self) -> Self:
        """The worker itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left of it."""
        self.close()

    def close(self) -> None:
        """Close the pipe, wait a moment, then kill what is left: the worker and every session's group."""
        with contextlib.suppress(OSError):
            self._stdin.close()
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if hasattr(os, "killpg"):
            for group in self.groups.values():
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(group, signal.SIGKILL)
        shutil.rmtree(self.scratch, ignore_errors=True)

    @property
    def _stdin(self) -> Any:  # noqa: ANN401 - typed Optional by the library, never None with PIPE
        return self._process.stdin

    def send(self, record: Mapping[str, Any]) -> None:
        """Write one line; a worker that is gone is noticed when reading."""
        spawn.send(self._process.stdin, record)

    def receive(self, seconds: float) -> dict[str, Any] | None:
        """The next line; None when the worker is gone, and `over` where it is no line of the worker's.

        Raises:
            TimeoutError: Nothing came in time.
        """
        try:
            line = self._lines.get(timeout=max(0.0, seconds))
        except queue.Empty:
            raise TimeoutError from None
        if not line:
            return None
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):  # Without forks, a note's code can write where the worker does.
            record = None
        return record if isinstance(record, dict) else {"over": "garbled"}

    def _listen(self) -> None:
        stdout = self._process.stdout
        if stdout is not None:
            for line in stdout:
                self._lines.put(line)
            stdout.close()
        self._lines.put(b"")


def broken(python: str, what: str) -> VerifyError:
    """The error for a Python that does not serve."""
    hint = "name a Python that has torch: kbtools verify --python PATH"
    return VerifyError([Problem(python, 0, Severity.ERROR, Code.WORKER_FAILED, what, hint)])
