"""Notes that write into the pipes of the worker: they may spoil their own verdicts and nothing else."""

import subprocess
from collections.abc import Callable, Iterator

import pytest

from kbtools.model import Checked, Session
from kbtools.spawn import FORKS
from kbtools.verify import RunOptions, batch

PLAIN = '"output": "", "cut": false, "failure": null, "supplied": [], "bound": []'
LINES = {
    "the group of another": '{"pid": GROUP}',
    "the end": '{"over": "done"}',
    "no number": '{"start": 1e999}',
    "a turn that is not its own": '{"start": 2}',
    "a snippet that is not there": '{"candidates": [], "index": 999}',
    "a question": '{"candidates": [null], "index": 1}',
    "a layout that is not there": '{"outcome": {"layout": 99, PLAIN}, "index": 1}',
    "a layout without end": '{"outcome": {"layout": 1e999, PLAIN}, "index": 1}',
    "an outcome of another": '{"outcome": {"layout": 0, PLAIN}, "index": 2}',
    "checkpoints": '{"kept": [0, 1, 2]}',
    "a checkpoint": '{"back": 0, "event": {"start": 1}}',
    "a process": '{"checkpoint": GROUP}',
    "a list": "[1]",
    "a number": "1",
    "no JSON": "{",
    "half a character": '{"outcome": {"layout": 0, PLAIN, "output": "\\ud800"}, "index": 1}',
    "too deep": "[" * 3000 + "]" * 3000,
    "deep": '{"x": ' + "[" * 960 + "]" * 960 + "}",
}
"""What is written; GROUP is a process group outside."""
WRITE = """
import os
for descriptor in range(3, 40):
    try:
        for turn in range(TURNS):
            os.write(descriptor, LINE.encode() + b'\\n')
    except OSError:
        pass"""


@pytest.fixture(scope="module")
def other() -> Iterator["subprocess.Popen[bytes]"]:
    """A process group of the same person."""
    process = subprocess.Popen(["sleep", "600"], start_new_session=True)
    yield process
    process.kill()
    process.wait()


def _notes(session: Callable[..., Session], group: int) -> list[Session]:
    forged = {name: line.replace("GROUP", str(group)).replace("PLAIN", PLAIN) for name, line in LINES.items()}
    codes = {name: f"LINE, TURNS = {line!r}, 1{WRITE}" for name, line in forged.items()}
    codes["many questions"] = f"LINE, TURNS = {forged['a question']!r}, 5000{WRITE}"
    return [session(name, "x = 1", code, "x") for name, code in codes.items()]


@pytest.mark.parametrize("forks", [True, False])
def test_a_forged_line_reaches_nobody_else(
    forks: bool,  # noqa: FBT001
    session: Callable[..., Session],
    verdicts: Callable[..., dict[str, Checked]],
    other: "subprocess.Popen[bytes]",
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every session has its verdicts, the harmless one beside them is true, and nobody outside is killed."""
    monkeypatch.setattr(batch, "FORKS", forks and FORKS)
    notes = [*_notes(session, other.pid), session("good", "1", ("2", "2"))]
    found = verdicts(*notes, options=RunOptions(timeout=10, jobs=4))

    assert len(found) == sum(len(note.snippets) for note in notes)
    assert found["good/1"].verdict == "verified"
    assert all(found[f"{note.source}/0"].verdict == "ran" for note in notes)
    assert other.poll() is None
