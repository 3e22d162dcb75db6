"""Sessions through workers that cannot fork, as on macOS and Windows: each stays for the next one."""

from pathlib import Path
from typing import Any

import pytest

from kbtools.verify import process
from kbtools.verify.batch import Batch
from kbtools.verify.options import RunOptions
from kbtools.verify.outcome import Course
from kbtools.verify.running import Job


def _job(*codes: str, seconds: float = 20) -> Job:
    layouts = [{"code": code, "line": 1, "line_map": [], "supply": {}} for code in codes]
    snippets = [{"layouts": [layout], "timeout": None} for layout in layouts]
    return Job({"path": "n.md", "seed": 1, "timeout": seconds, "snippets": snippets}, seconds)


def _courses(jobs: list[Job], modules: list[str] | None = None, count: int = 1) -> dict[int, Course]:
    with Batch(RunOptions(jobs=count), modules or []) as batch:
        batch.setup["fork"] = batch._forks = False
        return batch.run(jobs, lambda *_: None, lambda _: None, lambda _: None)


def test_without_forks_a_session_costs_no_other_one_anything() -> None:
    """Names do not leak, an exit costs its own session only, and a loop is ended in time."""
    jobs = [
        _job("x = 1", "x"),
        _job("x"),
        _job("import os\nos._exit(3)", "1"),
        _job("while True: pass", seconds=2),
        _job("2"),
    ]

    courses = _courses(jobs)

    assert [courses[number].end for number in range(5)] == ["done", "done", "exit", "timeout", "done"]
    assert (courses[0].outcomes[1].output, courses[4].outcomes[0].output) == ("1\n", "2\n")
    failure = courses[1].outcomes[0].failure
    assert failure is not None
    assert failure.name == "x"


def test_without_forks_a_worker_stays_for_the_next_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two jobs at once are two processes for ten sessions: imports are paid once each."""
    started: list[int] = []
    original = process.Worker.__init__

    def start(self: process.Worker, *arguments: Any) -> None:  # noqa: ANN401
        started.append(1)
        original(self, *arguments)

    monkeypatch.setattr(process.Worker, "__init__", start)

    courses = _courses([_job("import os\nos.getpid()") for _ in range(10)], count=2)

    assert len(started) == 2
    assert len({each.outcomes[0].output for each in courses.values()}) <= 2


LEAKS = (
    "import torch, os, sys, warnings\ntorch.set_default_dtype(torch.float64)\n"
    "torch.set_printoptions(precision=2)\n"
    "os.environ['LEAK'] = '1'\nsys.path.append('/leak')\ntorch.set_grad_enabled(False)\nos.chdir('/usr')"
)
SEEN = (
    "import os, sys, torch\n"
    "(torch.tensor(1.23456), os.environ.get('LEAK'), '/leak' in sys.path, torch.is_grad_enabled(), "
    "os.path.basename(os.getcwd()))"
)


def test_without_forks_settings_of_a_session_do_not_reach_the_next() -> None:
    """Default dtype, print options, environment, path and folder are as they were."""
    first, second = _courses([_job(LEAKS), _job(SEEN)], ["torch"]).values()

    assert first.outcomes[0].failure is None
    assert second.outcomes[0].output == "(tensor(1.2346), None, False, True, 'work')\n"


def test_without_forks_a_failure_after_another_session_is_tried_in_a_new_process() -> None:
    """What was broken for all that come after must not be held against them."""
    spoil = "import math\nmath.sqrt = None"
    first, second = _courses([_job(spoil), _job("import math\nmath.sqrt(4)")]).values()

    assert (first.end, second.end) == ("done", "done")
    assert second.outcomes[0].output == "2.0\n"


def test_without_forks_the_fence_is_up_before_anything_is_imported(tmp_path: Path) -> None:
    """A session writes into its own folder and nowhere else."""
    jobs = [_job("open('a', 'w').write('x')"), _job(f"open({str(tmp_path / 'a')!r}, 'w')")]
    first, second = _courses(jobs, ["torch"]).values()

    assert first.outcomes[0].failure is None
    failure = second.outcomes[0].failure
    assert failure is not None
    assert failure.denied
    assert not (tmp_path / "a").exists()
