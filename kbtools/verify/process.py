"""One worker process and its lines: the only place of this room that starts one."""

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from kbtools.problems import Code, Problem, Severity, VerifyError

WORKER = Path(__file__).with_name("worker.py")
LARGE_PAGES = {"PYTHONMALLOC": "malloc", "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
"""Memory in large pages where the system has them: a fork copies the table of all pages, and every session is
one, so this halves what a session costs."""
START_SECONDS = 180.0
"""Longest wait for the imports of a worker."""


def environment(hash_seed: int) -> dict[str, str]:
    """The environment of a worker, made from nothing: no token of the person's gets in."""
    own = {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    threads = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    # HOME lets the interpreter find a person's own packages; the worker moves it before it imports any.
    fixed = {"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": str(Path.home()), "PYTHONUTF8": "1"}
    quiet = {"MPLBACKEND": "Agg", "CUDA_VISIBLE_DEVICES": "", "PYTHONDONTWRITEBYTECODE": "1"}
    return {**own, **threads, **fixed, **quiet, **LARGE_PAGES, "PYTHONHASHSEED": str(hash_seed)}


class Worker:
    """A started worker: send lines, receive lines, and nothing is left of it at the end."""

    def __init__(self, python: str, setup: Mapping[str, Any], hash_seed: int = 0) -> None:
        """Start it and send the setup.

        Raises:
            VerifyError: The Python cannot be started.
        """
        self.scratch = Path(tempfile.mkdtemp(prefix="kbtools-"))
        self.groups: dict[int, int] = {}
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the Python the person named
                [python, "-B", str(WORKER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(hash_seed),
                cwd=self.scratch,
                start_new_session=True,
            )
        except OSError as error:
            shutil.rmtree(self.scratch, ignore_errors=True)
            raise broken(python, f"cannot be started: {error.strerror}") from error
        threading.Thread(target=self._listen, daemon=True).start()
        self.send({**setup, "scratch": str(self.scratch)})

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
        with contextlib.suppress(OSError):
            self._stdin.write(json.dumps(record).encode() + b"\n")
            self._stdin.flush()

    def receive(self, seconds: float) -> dict[str, Any] | None:
        """The next line; None when the worker is gone.

        Raises:
            TimeoutError: Nothing came in time.
        """
        try:
            line = self._lines.get(timeout=max(0.0, seconds))
        except queue.Empty:
            raise TimeoutError from None
        if not line:
            return None
        record: dict[str, Any] = json.loads(line)
        return record

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
