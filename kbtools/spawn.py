"""The start of a worker process, by itself so that it may come before anything of kbtools is loaded.

Importing torch takes longer than all that kbtools does before the first snippet runs. So a command that will
likely run something calls `ahead`, and the worker imports while kbtools itself still loads and reads.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WORKER = Path(__file__).parent / "verify" / "worker.py"
LARGE_PAGES = {"PYTHONMALLOC": "malloc", "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
"""Memory in large pages where the system has them: a fork copies the table of all pages, and every session is
one, so this halves what a session costs."""
FORKS = sys.platform not in {"darwin", "win32"}
"""Whether a worker may fork: Apple's libraries break in a fork, and Windows has none."""


def environment(hash_seed: int) -> dict[str, str]:
    """The environment of a worker, made from nothing: no token of the person's gets in."""
    own = {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    threads = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    # HOME lets the interpreter find a person's own packages; the worker moves it before it imports any.
    fixed = {"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": str(Path.home()), "PYTHONUTF8": "1"}
    quiet = {"MPLBACKEND": "Agg", "CUDA_VISIBLE_DEVICES": "", "PYTHONDONTWRITEBYTECODE": "1"}
    return {**own, **threads, **fixed, **quiet, **LARGE_PAGES, "PYTHONHASHSEED": str(hash_seed)}


@dataclass(frozen=True, slots=True)
class Started:
    """A worker that waits for its setup."""

    python: str
    hash_seed: int
    process: "subprocess.Popen[bytes]"
    scratch: Path
    """A folder of its own; whoever ends the process removes it."""

    def end(self) -> None:
        """Kill it, whatever it is doing, and remove its folder."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()
        shutil.rmtree(self.scratch, ignore_errors=True)


_waiting: list[Started] = []


def start(python: str, hash_seed: int, early: Sequence[str] = ()) -> Started:
    """A worker that begins with these imports and then waits for its setup.

    Raises:
        OSError: The Python cannot be started.
    """
    scratch = Path(tempfile.mkdtemp(prefix="kbtools-"))
    try:
        process: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603 - the Python the person named
            [python, "-B", str(WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(hash_seed),
            cwd=scratch,
            start_new_session=True,
        )
    except BaseException:  # Control-C too: its pipes close with the exception, which ends the worker.
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    started = Started(python, hash_seed, process, scratch)
    send(process.stdin, {"scratch": str(scratch), "early": list(early)})
    return started


def send(stdin: Any, record: object) -> None:  # noqa: ANN401 - typed Optional by the library, never None with PIPE
    """Write one line; a worker that is gone is noticed when reading."""
    try:
        stdin.write(json.dumps(record).encode() + b"\n")
        stdin.flush()
    except OSError:
        return


def ahead(early: Sequence[str]) -> None:
    """Start a worker of this Python for whoever takes it; where workers cannot fork, none.

    Without a fork the limits of a session come before its imports, so nothing can be imported ahead.
    """
    if FORKS:
        _waiting.append(start(sys.executable, 0, early))


def take(python: str, hash_seed: int) -> Started | None:
    """The worker that was started ahead, if it is one of these; it is the caller's to end."""
    for started in _waiting:
        if (started.python, started.hash_seed) == (python, hash_seed):
            _waiting.remove(started)
            return started
    return None


def discard() -> None:
    """End what was started ahead and never taken."""
    while _waiting:
        _waiting.pop().end()
