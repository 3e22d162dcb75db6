"""Checkpoints: the session as it was before a rebinding, kept in a fork that costs nobody anything."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest

from kbtools.model import Checked, Session
from kbtools.spawn import FORKS
from kbtools.verify import RunOptions
from kbtools.verify.batch import Batch
from kbtools.verify.earlier import checkpoints
from kbtools.verify.outcome import Course
from kbtools.verify.plan import plan
from kbtools.verify.running import Job

pytestmark = pytest.mark.skipif(not FORKS, reason="a system without forks runs the session once more")
OPTIONS = RunOptions(timeout=20)
ONCE = "import os, secrets\nx = secrets.token_hex(8)\nx"
"""What no second run of the session could find again."""


def _sent(code: str) -> dict[str, Any]:
    layout = {"code": code, "line": 1, "line_map": [], "supply": {}}
    return {"layouts": [layout], "timeout": None}


def _courses(
    codes: Sequence[str],
    orders: Mapping[int, Sequence[int]],
    *,
    seconds: float = 20,
    options: RunOptions = OPTIONS,
    others: Sequence[Job] = (),
) -> dict[int, Course]:
    """A session that keeps its state before the snippets `orders` names, and runs these in it at its end."""
    snippets = [_sent(code) for code in codes]
    record = {"path": "n.md", "seed": 1, "timeout": seconds, "snippets": snippets, "keep": sorted(orders)}

    def back(number: int, _: Course) -> list[dict[str, Any]]:
        wanted = orders if number == 0 else {}
        return [{"from": at, "snippets": [(i, snippets[i]) for i in what]} for at, what in wanted.items()]

    with Batch(options, ["torch"]) as batch:
        jobs = [Job(record, seconds), *others]
        return dict(batch.run(jobs, lambda *_: None, lambda _: None, lambda _: None, back))


def test_a_checkpoint_holds_the_very_value() -> None:
    """Random without any seed: only a fork made before the rebinding can print it once more."""
    course = _courses([ONCE, "x = 'gone'", "x"], {1: [2]})[0]

    assert [course.outcomes[place].output for place in (0, 2)] == [course.outcomes[0].output, "'gone'\n"]
    assert course.back[1].outcomes[2].output == course.outcomes[0].output
    assert (course.end, course.back[1].end) == ("done", "done")


DRAWS = "import random, torch\nx = 1"
DRAW = "random.random(), torch.rand(1).item(), open('a').read()"


def test_random_values_and_files_go_back_too() -> None:
    """What the session would have drawn then, and what then was in its folder."""
    spoilt = f"{DRAW}\nx = 2\nopen('a', 'w').write('new')"
    course = _courses(
        [DRAWS, "open('a', 'w').write('old')", f"shown = {DRAW}\nx = 3\nshown", spoilt, DRAW], {2: [2]}
    )[0]

    assert course.back[2].outcomes[2].output == course.outcomes[2].output
    assert "'old'" in course.outcomes[2].output


def test_several_checkpoints_of_one_session_are_each_their_own() -> None:
    """Each binding is there in the state before the next one."""
    course = _courses(["x = 1", "x = 2", "x = 3", "x += 1\nx"], {1: [3], 2: [3]})[0]

    assert course.outcomes[3].output == "4\n"
    assert {at: part.outcomes[3].output for at, part in course.back.items()} == {1: "2\n", 2: "3\n"}


FORGE = """
for number in range(3, 100):
    try: os.write(number, b'[\\n{}\\nx')
    except OSError: pass
os._exit(0)"""


@pytest.mark.parametrize(
    ("harm", "end"),
    [
        ("os._exit(3)", "exit 3"),
        ("import signal\nos.kill(os.getpid(), signal.SIGSEGV)", "signal SIGSEGV"),
        ("while True: pass", "timeout"),
        (FORGE, "garbled"),
        ("import resource\nhog = bytearray(8 << 30)", "done"),
    ],
)
def test_a_crash_or_a_hang_in_a_checkpoint_costs_only_itself(harm: str, end: str) -> None:
    """The session keeps all its outcomes, another checkpoint its own, and sessions beside it run on."""
    codes = [
        "import os\nhere = os.getpid()\nx = 1",
        "x = 2",
        "x = 3",
        f"if x == 2:\n{indent(harm, '    ')}\nx",
    ]
    other = Job({"path": "o.md", "seed": 1, "timeout": 20, "snippets": [_sent("1")] * 3}, 20)
    courses = _courses(codes, {2: [3], 1: [3]}, seconds=12, others=[other])

    assert courses[0].end == courses[1].end == "done"
    assert courses[0].outcomes[3].output == "3\n"
    assert courses[0].back[1].outcomes[3].output == "1\n"
    assert courses[0].back[2].end == end
    assert len(courses[1].outcomes) == 3


def test_nothing_is_left_of_checkpoints() -> None:
    """Woken or not, they end with their session, long before the worker does."""
    counted: list[int] = []
    snippets = [_sent("import os\nx = os.getpid()"), _sent("x = 2"), _sent("x = 3"), _sent("x")]
    record = {"path": "n.md", "seed": 1, "timeout": 20, "snippets": snippets, "keep": [1, 2]}

    def back(_: int, __: Course) -> list[dict[str, Any]]:
        counted.append(_forks())
        return [{"from": 1, "snippets": [(3, snippets[3])]}]

    with Batch(OPTIONS, []) as batch:
        batch.run([Job(record, 20)], lambda *_: None, lambda _: None, lambda _: None, back)
        counted.append(_forks())

    assert counted == [3, 0]


def _forks() -> int:
    """Processes two and more levels below this one: sessions and what they started."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                state, parent, *_ = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            if state != "Z":  # Ended, and buried at the worker's next look.
                children.setdefault(int(parent), []).append(int(folder.name))
    below = [each for worker in children.get(os.getpid(), []) for each in children.get(worker, [])]
    for each in below:
        below += children.get(each, [])
    return len(below)


FENCED = {
    "home": ("open('/etc/passwd').read()", "PermissionError"),
    "network": ("import socket\nsocket.socket(2, 1)", "PermissionError"),
    "group": ("import os\nos.setsid()", "PermissionError"),
    "limit": ("x = bytearray(10 << 30)", "MemoryError"),
}


@pytest.mark.parametrize("name", FENCED)
def test_the_fence_and_the_limits_hold_in_a_checkpoint(name: str) -> None:
    """A fork lifts nothing."""
    code, error = FENCED[name]
    course = _courses(["x = 1", "x = 2", f"if x == 1:\n{indent(code, '    ')}\nx"], {1: [2]})[0]
    failure = course.back[1].outcomes[2].failure

    assert course.outcomes[2].failure is None
    assert failure is not None
    assert failure.type == error


def test_checkpoints_are_given_up_before_a_session_is() -> None:
    """What they share with it counts once more for each of them, though it takes no room."""
    start = "import time, torch\nx = torch.ones(25 << 18)"
    large = "time.sleep(1)\ny = torch.ones(100 << 18)\ntime.sleep(2)\nx = 1"
    codes = [start, "x = x * 1", "x = x * 1", "x = x * 1", large, "x"]
    course = _courses(codes, {1: [5], 2: [5], 3: [5], 4: [5]}, options=RunOptions(timeout=20, memory=200))[0]

    assert (course.end, course.outcomes[5].output) == ("done", "1\n")
    assert not course.back


def test_a_session_with_threads_keeps_none() -> None:
    """A fork has one thread only: what the others hold would be held for ever."""
    start = "import threading as t\nt.Thread(target=t.Event().wait, daemon=True).start()\nx = 1"
    course = _courses([start, "x = 2", "x"], {1: [2]})[0]

    assert (course.end, course.outcomes[2].output, course.back) == ("done", "2\n", {})


def test_state_is_kept_only_where_a_record_may_look_behind(
    session: Callable[..., Session],
) -> None:
    """No rebinding, no record below it, or a record that says little: nothing is kept, nothing paid."""
    record = "tensor([1., 2.])"
    kept: dict[str, list[str | tuple[str, str]]] = {
        "once": ["x = 1", "y = 2", ("x", record)],
        "no record": ["x = 1", "x = 2", "x"],
        "little": ["x = 1", "x = 2", ("x", "3")],
        "rebound": ["x = 1", "x = 2", ("x", record)],
        "altered": ["x = f()", "x[0] = 2", ("x", record)],
        "in place": ["x = f()", "x.add_(2)", ("x", record)],
        "only read": ["x = f()", "x[0]\nx.sum()", ("x", record)],
        "meets children": ["import os\nx = os.fork()", "x = 2", ("x", record)],
    }
    found = {name: checkpoints(plan(session(name, *cells), [])) for name, cells in kept.items()}

    assert {name for name, each in found.items() if each} == {"rebound", "altered", "in place"}
    assert set(found.values()) == {frozenset(), frozenset({1})}


IN_A_FORK = "(sum(x), os.getpid() == here, x)"


def test_the_checkpoint_gives_the_verdict_not_a_second_run(
    session: Callable[..., Session], verdicts: Callable[..., dict[str, Checked]]
) -> None:
    """The record says that its process is not the session's own, which holds in a fork of it only."""
    note = session(
        "n",
        "import os\nhere = os.getpid()\nx = [1, 2, 3]",
        "x = [4]",
        (IN_A_FORK, "(6, False, [1, 2, 3])"),
        "y = [1, 2]",
        "y[0] = 7",
        ("y, os.getpid() == here", "([1, 2], False)"),
    )
    found = verdicts(note)

    assert [found[f"n/{row}"].verdict for row in (2, 5)] == ["verified", "verified"]
    assert "It is true of x as line 1 left it, before line 11 bound it anew." in found["n/2"].reason
    assert "It is true of y as line 31 left it, before line 41 changed it." in found["n/5"].reason
