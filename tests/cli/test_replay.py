"""A verify that has nothing to run says what it would say, without loading anything to say it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

NOTE = "# 一\n\n```python\n1 + 1\n```\n\n```\n2\n```\n\n```python\nx = [1]\nx * 2\n```\n"
PROBE = """
import sys
from kbtools.cli import main
try:
    main(sys.argv[1:])
finally:
    print("loaded", *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A knowledge base with one note, all of it true."""
    (tmp_path / "mkdocs.yml").write_text("site_name: kb\nplugins:\n  - kbtools\n", "utf-8")
    sources = tmp_path / "docs" / ".sources"
    sources.mkdir(parents=True)
    (sources / "a.md").write_text(NOTE, "utf-8")
    return tmp_path


def _call(base: Path, *arguments: str) -> tuple[str, str, int, set[str]]:
    """What it prints by stream, its exit code, and the packages it loaded."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    environment.pop("KBTOOLS_PYTHON", None)
    done = subprocess.run(
        [sys.executable, "-c", PROBE, "verify", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=base,
        env=environment,
    )
    *said, loaded = done.stderr.splitlines(keepends=True)
    return done.stdout, "".join(said), done.returncode, set(loaded.split())


def _fence(said: str) -> tuple[str, str]:
    """The line that tells what held in the code that ran, and all the others: only a run has it."""
    lines = said.splitlines(keepends=True)
    (fence,) = [line for line in lines if line.startswith("fenced in")]
    return fence, "".join(line for line in lines if line != fence)


def _replayed(answer: tuple[str, str, int, set[str]]) -> bool:
    return "click" not in answer[3]


def test_the_next_call_is_a_replay_and_says_the_same(base: Path) -> None:
    """No library is loaded, no worker started, and no file written."""
    first = _call(base)
    second = _call(base)

    assert [_replayed(first), _replayed(second)] == [False, True]
    fence, said = _fence(first[0])
    assert (said, *first[1:3]) == second[:3]
    assert fence.startswith("fenced in by ")
    assert "2 snippets: 1 ran, 1 verified" in second[0]
    assert not {"subprocess", "torch", "rich", "ruamel"} & second[3]


def test_a_replay_of_json_is_what_a_call_without_a_cache_says(base: Path) -> None:
    """Times are those of this call: a verdict that was kept has none."""
    _call(base)
    _call(base, "--json")
    replay = _call(base, "--json")
    for path in (base / "docs" / ".cache").rglob("*.json"):
        path.unlink()
    real = _call(base, "--json")

    assert [_replayed(replay), _replayed(real)] == [True, False]
    assert replay[:3] == real[:3]
    assert [row["verdict"] for row in json.loads(replay[0])["snippets"]] == ["verified", "ran"]


def test_an_exit_code_and_problems_are_replayed_too(base: Path) -> None:
    """A snippet that could be green and is not fails a strict call every time."""
    first, second = _call(base, "--strict"), _call(base, "--strict")

    assert [_replayed(first), _replayed(second)] == [False, True]
    assert (_fence(first[0])[1], *first[1:3]) == second[:3]
    assert (second[2], "RESULT-NOT-GREEN" in second[1]) == (1, True)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docs/.sources/a.md", NOTE.replace("1 + 1", "1 + 2")),
        ("docs/.sources/b.md", NOTE),
        ("docs/topics.yml", "topics: []\n"),
        ("mkdocs.yml", "site_name: other\nplugins:\n  - kbtools\n"),
        ("snippets/results.json", ""),
        ("snippets/a.py", "# %% L3\n"),
        ("docs/assets/figures/0123456789abcdef.png", "a"),
    ],
)
def test_a_change_of_any_file_is_looked_at(path: str, text: str, base: Path) -> None:
    """Contents count, not times: the old content brings the old report back."""
    _call(base)
    before = {one: one.read_bytes() for one in base.rglob("*") if one.is_file()}
    (base / path).parent.mkdir(parents=True, exist_ok=True)
    (base / path).write_text(text, "utf-8")

    changed = _call(base, "--check")
    for one in base.rglob("*"):
        if one.is_file():
            one.write_bytes(before[one]) if one in before else one.unlink()
    back = _call(base)

    assert [_replayed(changed), _replayed(back)] == [False, True]


def test_what_has_to_run_again_is_never_replayed(base: Path) -> None:
    """An error may pass by itself."""
    (base / "docs" / ".sources" / "a.md").write_text("# 一\n\n```python\n1 / 0\n```\n", "utf-8")

    assert [_replayed(_call(base)) for _ in range(3)] == [False, False, False]


@pytest.mark.parametrize("option", [("--paranoid",), ("--shard", "1/1"), ("--python", sys.executable)])
def test_a_call_that_does_more_than_look_is_made(option: tuple[str, ...], base: Path) -> None:
    """It runs things, writes files, or asks another Python."""
    _call(base)

    assert [_replayed(_call(base, *option)) for _ in range(2)] == [False, False]


def test_a_check_writes_nothing_and_is_made_again(base: Path) -> None:
    """Not even into the cache."""
    _call(base)
    before = {path: path.read_bytes() for path in base.rglob("*") if path.is_file()}

    _call(base, "--check")

    assert {path: path.read_bytes() for path in base.rglob("*") if path.is_file()} == before
    assert [_replayed(_call(base, "--check")) for _ in range(2)] == [False, False]


def test_a_damaged_cache_is_no_cache(base: Path) -> None:
    """The call is made as if there were none."""
    first = _call(base)
    (file,) = (base / "docs" / ".cache" / "verify").glob("*.json")
    file.write_text('{"key": 1}', "utf-8")

    second = _call(base)

    assert not _replayed(second)
    assert (_fence(first[0])[1], *first[1:3]) == second[:3]
