"""A worker starts before the commands load when code changed, and never stays."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from kbtools import spawn
from kbtools.cli import ahead
from kbtools.verify.process import Worker

NOTE = (
    "# 张量\n\n先看一个例子。\n\n```python\nimport torch\ntorch.ones(2)\n```\n\n```\ntensor([1., 1.])\n```\n"
)
T = TypeVar("T")
SETUP = {"modules": [], "memory": 512, "fence": "off", "fork": True, "jobs": 1}
pytestmark = pytest.mark.skipif(not spawn.FORKS, reason="nothing is started ahead where workers cannot fork")


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A knowledge base whose sources have all been looked at, as the working folder."""
    root = tmp_path / "base"
    for folder in ("docs/.sources", "snippets"):
        (root / folder).mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: 笔记\nplugins:\n  - kbtools\n", "utf-8")
    (root / "docs/.sources/a.md").write_text(NOTE, "utf-8")
    (root / "snippets/results.json").write_text("{}", "utf-8")
    _remember(root)
    monkeypatch.chdir(root)
    monkeypatch.delenv("KBTOOLS_PYTHON", raising=False)
    yield root
    spawn.discard()


def _remember(root: Path) -> None:
    path, text = ahead.record(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _started(*arguments: str) -> bool:
    ahead.start(("verify", *arguments))
    started = spawn.take(sys.executable, 0)
    if started:
        started.end()
    return started is not None


@pytest.mark.parametrize("text", [NOTE, NOTE.replace("先看", "再看"), NOTE + "\n读完了。\n"])
def test_prose_starts_nothing(text: str, base: Path) -> None:
    """What is read and not run makes no difference, nor does a new time of change."""
    (base / "docs/.sources/a.md").write_text(text, "utf-8")

    assert not _started()


@pytest.mark.parametrize(
    "text",
    [
        NOTE.replace("ones(2)", "zeros(2)"),
        NOTE.replace("[1., 1.]", "[1., 2.]"),
        NOTE + "\nx = torch.ones(3)\n",
        NOTE.replace("torch.ones(2)\n", ""),
    ],
)
def test_changed_code_and_outputs_start_a_worker(text: str, base: Path) -> None:
    """Also code outside a fence, and code that went."""
    (base / "docs/.sources/a.md").write_text(text, "utf-8")

    assert _started()
    assert _started("--jobs", "2", "--check")


def test_nothing_stored_is_all_to_be_run(base: Path) -> None:
    """What was looked at does not count when its verdicts are gone."""
    (base / "snippets/results.json").unlink()

    assert ahead.wanted(base) == ("torch",)


def test_code_without_a_heavy_library_starts_nothing(base: Path) -> None:
    """A Python by itself starts at once, there is nothing to win."""
    (base / "docs/.sources/b.md").write_text("```python\n1 + 1\n```\n", "utf-8")

    assert not _started()


@pytest.mark.parametrize(
    "arguments", [("--python", "python3"), ("a",), ("--shard", "1/2"), ("--paranoid",), ("--help",)]
)
def test_a_call_for_a_part_or_another_python_starts_nothing(arguments: tuple[str, ...], base: Path) -> None:
    """Whether the changed code is meant is not known yet."""
    (base / "docs/.sources/a.md").write_text(NOTE.replace("2", "3"), "utf-8")

    assert not _started(*arguments)


@pytest.mark.parametrize("kept", ["", '{"a.md": "1"}', "[]", '{"a.md": 1}', '{"a.md": [1, 2]}', "\udcff"])
def test_a_damaged_memory_breaks_nothing(kept: str, base: Path) -> None:
    """At worst a worker starts in vain."""
    path, _ = ahead.record(base)
    path.write_text(kept, "utf-8", "surrogateescape")

    _started()


def test_the_worker_that_was_started_is_the_one_that_runs() -> None:
    """It takes its setup as any other, and nothing of it is left."""
    spawn.ahead(("json",))
    (waiting,) = spawn._waiting
    with Worker(sys.executable, SETUP) as worker:
        hello = worker.receive(60)

    assert hello is not None
    assert worker.scratch == waiting.scratch
    assert (waiting.process.poll(), waiting.scratch.exists()) == (0, False)


def test_a_worker_that_nobody_takes_ends() -> None:
    """One with another hash seed is another worker."""
    spawn.ahead(("json",))
    (waiting,) = spawn._waiting

    assert spawn.take(sys.executable, 1) is None
    ahead.stop()
    assert (waiting.process.poll(), waiting.scratch.exists()) == (-signal.SIGKILL, False)


@pytest.mark.parametrize("how", ["error", "interrupt", "kill"])
def test_no_end_of_the_command_leaves_it_behind(how: str, base: Path, tmp_path: Path) -> None:
    """A mistake in the configuration, Control-C, and a kill that nobody can handle."""
    (base / "docs/.sources/a.md").write_text(NOTE.replace("2", "3"), "utf-8")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    if how == "error":
        (base / "mkdocs.yml").write_text("plugins:\n  - kbtools: {nothing: 1}\n", "utf-8")
    command = [sys.executable, "-c", "from kbtools.cli import main; main()", "verify"]
    environment = {**os.environ, "TMPDIR": str(scratch)}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, cwd=base) as process:
        workers = _until(lambda: _working_in(scratch))
        if how != "error":
            process.send_signal(signal.SIGINT if how == "interrupt" else signal.SIGKILL)
        process.communicate(timeout=60)

    assert workers
    assert _until(lambda: not any(map(_alive, workers)))
    if how != "kill":
        assert list(scratch.iterdir()) == []


def _until(found: Callable[[], T]) -> T:
    deadline = time.monotonic() + 60
    while not (value := found()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return value


def _working_in(folder: Path) -> list[int]:
    """The processes whose working folder lies below a folder."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if place.readlink().is_relative_to(folder):
                found.append(int(place.parent.name))
        except OSError:
            continue
    return found


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
