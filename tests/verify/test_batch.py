"""Sessions through a worker that cannot fork, as on Windows: one process a session."""

from kbtools.verify.batch import Batch, Job
from kbtools.verify.options import RunOptions


def _job(*codes: str, seconds: float = 20) -> Job:
    layouts = [{"code": code, "line": 1, "line_map": [], "supply": {}} for code in codes]
    snippets = [{"layouts": [layout], "timeout": None} for layout in layouts]
    return Job({"path": "n.md", "seed": 1, "timeout": seconds, "snippets": snippets}, seconds)


def test_without_forks_every_session_has_a_process_of_its_own() -> None:
    """Names do not leak, an exit costs its own session only, and a loop is ended in time."""
    jobs = [
        _job("x = 1", "x"),
        _job("x"),
        _job("import os\nos._exit(3)", "1"),
        _job("while True: pass", seconds=2),
    ]

    with Batch(RunOptions(), []) as batch:
        batch.setup["fork"] = False
        courses = batch.run(jobs, lambda *_: None, lambda _: None, lambda _: None)

    assert [courses[number].end for number in range(4)] == ["done", "done", "exit", "timeout"]
    assert courses[0].outcomes[1].output == "1\n"
    failure = courses[1].outcomes[0].failure
    assert failure is not None
    assert failure.name == "x"
