"""The parent of all sessions, taken by itself: what else it does is tested through whole batches."""

import subprocess
import sys

import pytest

from kbtools.spawn import FORKS
from tests.verify.test_worker_display import FOLDER

pytestmark = pytest.mark.skipif(not FORKS, reason="a system without forks has no parent of sessions")
GIVE = """
import os, signal, worker_zygote
child = worker_zygote.Child(0, {"folder": "", "snippets": [], "timeout": 9})
child.pid = os.getpid()
for _ in range(3):
    if not (pid := os.fork()):
        signal.alarm(20)
        signal.pause()
    child.checkpoints.append(pid)
    given = worker_zygote.Zygote._freed(None, child)
    print(given, os.waitpid(pid, 0 if given else os.WNOHANG)[1], flush=True)
os.kill(pid, signal.SIGKILL)
"""


def test_checkpoints_are_given_up_twice_at_most() -> None:
    """One made while the first were given up goes too; a note that claims ever new ones gains nothing."""
    start = f"import sys; sys.path.insert(0, {str(FOLDER)!r})\n"
    done = subprocess.run([sys.executable, "-c", start + GIVE], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["True", "9", "True", "9", "False", "0"]
