"""The one place that starts a process."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kbtools.spawn import environment
from kbtools.verify.process import Worker

SETUP = {"modules": [], "memory": 512, "fence": "off", "fork": True}


def test_the_environment_of_a_worker_is_made_from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """No token and no PYTHONPATH of the person's gets in; threads and hashes are fixed."""
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    found = environment(7)

    assert "GITHUB_TOKEN" not in found
    assert "PYTHONPATH" not in found
    assert (found["PYTHONHASHSEED"], found["OMP_NUM_THREADS"]) == ("7", "1")


def test_a_worker_says_hello_and_leaves_nothing() -> None:
    """Its folder is gone and its process has ended when the block is left."""
    with Worker(sys.executable, SETUP) as worker:
        hello = worker.receive(60)
        scratch = worker.scratch

    assert hello is not None
    assert hello["hello"]["threads"] == 1
    assert not scratch.exists()


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs signals of POSIX")
def test_an_interrupt_ends_every_session(tmp_path: Path) -> None:
    """Control-C in the middle of an endless note: the exception is raised on, and no process stays."""
    mark = tmp_path / "mark"
    script = f"""
from pathlib import Path
from kbtools.verify.batch import Batch
from kbtools.verify.running import Job, Running
from kbtools.verify.options import RunOptions
loop = {{"code": "import time\\nwhile True: time.sleep(1)", "line": 1, "line_map": [], "supply": {{}}}}
record = {{"path": "n", "seed": 1, "timeout": 60, "snippets": [{{"layouts": [loop], "timeout": None}}]}}
batch = Batch(RunOptions(fence="off"), [])
original = Running.hear
def hear(running, event):
    if "start" in event:
        Path({str(mark)!r}).write_text(" ".join(map(str, batch._worker.groups.values())))
    return original(running, event)
Running.hear = hear
with batch:
    batch.run([Job(record, 60)], lambda *_: None, lambda _: None, lambda _: None)
"""
    process = subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE, text=True)
    _wait(mark)
    group = int(mark.read_text("utf-8"))
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=20)

    assert "KeyboardInterrupt" in error
    with pytest.raises(ProcessLookupError):
        os.killpg(group, 0)


def _wait(path: Path) -> None:
    deadline = time.monotonic() + 60
    while not (path.exists() and path.read_text("utf-8")):
        assert time.monotonic() < deadline, "the session never started"
        time.sleep(0.05)
