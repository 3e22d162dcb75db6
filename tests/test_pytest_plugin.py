"""Plain `pytest` in a knowledge base, and in a project that has none: real processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

NOTE = """\
# 张量

```python
1 + 1
```

```
2
```

```bash
pip install torch
```

```python
sum([1, 2, 3])
```

```
7
```
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A knowledge base with one true snippet, one that is no code, and one that is not true."""
    (tmp_path / "docs/.sources").mkdir(parents=True)
    (tmp_path / "docs/.sources/test_note.md").write_text(NOTE, "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins: [kbtools]\n", "utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, cache: bool = False, **env: str) -> subprocess.CompletedProcess[str]:
    """Pytest as a person starts it there; nothing of this project's configuration."""
    command = [sys.executable, "-m", "pytest", "-rA", *arguments]
    command += [] if cache else ["-p", "no:cacheprovider"]
    environment = {**os.environ, **env}
    environment.pop("PYTEST_ADDOPTS", None)
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def kbtools(folder: Path, command: str) -> None:
    """The command, which must succeed."""
    subprocess.run(
        [str(Path(sys.executable).parent / "kbtools"), command], cwd=folder, check=True, capture_output=True
    )


def test_new_snippet_that_is_not_true_fails_and_a_stored_one_is_expected(base: Path) -> None:
    """The same rule as `kbtools verify --check`: what a person has seen and stored is accepted."""
    fresh = run(base)
    kbtools(base, "verify")
    stored = run(base)

    assert "1 failed, 1 passed, 1 skipped" in fresh.stdout
    assert "docs/.sources/test_note.md:20: drifted: " in fresh.stdout
    assert "--- recorded\n+++ today\n-7\n+6\n" in fresh.stdout
    assert (stored.returncode, "1 passed, 1 skipped, 1 xfailed" in stored.stdout) == (0, True)


def test_snippets_files_are_not_run_as_tests(base: Path) -> None:
    """A note named `test_…` or `conftest` gives a file that pytest would import without any fence."""
    harm = "# 坏\n\n```python\nopen('harm', 'w').close()\n```\n"
    for name in ("test_harm", "conftest", "harm_test"):
        (base / f"docs/.sources/{name}.md").write_text(harm, "utf-8")
    kbtools(base, "build")
    done = run(base, "--collect-only", "-q")

    assert (base / "snippets/conftest.py").is_file()
    assert "docs/.sources/test_harm.md::L3" in done.stdout
    assert "snippets/" not in done.stdout
    assert not (base / "harm").exists()


def test_what_no_snippet_is_to_blame_for_is_told(base: Path) -> None:
    """A source that cannot be read fails the run, a warning is told at its end."""
    (base / "docs/.sources/picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (base / "docs/topics.yml").write_text("topics: [张量]\nrulings: {nobody: 张量}\n", "utf-8")
    done = run(base, "-k", "problems")

    assert (done.returncode, "1 failed" in done.stdout) == (1, True)
    assert "docs/.sources/picture.md: error SOURCE-UNREADABLE" in done.stdout
    assert "docs/topics.yml: warning OUTLINE-INVALID: ruling for `nobody`" in done.stdout


def test_knowledge_base_that_cannot_be_read_is_told_without_a_traceback(base: Path) -> None:
    """The problem with its place, and nothing of the engine."""
    (base / "mkdocs.yml").write_text("site_name: x\nplugins:\n  - kbtools: {timout: 3}\n", "utf-8")
    done = run(base)

    assert "mkdocs.yml: error CONFIG-UNKNOWN-KEY: unknown key `timout`" in done.stdout
    assert "pipeline.py" not in done.stdout


def test_python_that_cannot_be_started_is_told_without_a_traceback(base: Path) -> None:
    """Every snippet fails for the same reason."""
    done = run(base, "--kb-python", "/no/such/python")

    assert "WORKER-FAILED" in done.stdout
    assert "pipeline.py" not in done.stdout


def test_project_without_a_knowledge_base_is_left_alone(tmp_path: Path) -> None:
    """Even one that names us somewhere: nothing is collected, ignored, printed or imported."""
    (tmp_path / "mkdocs.yml").write_text("site_name: about kbtools\nplugins: [search]\n", "utf-8")
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets/test_theirs.py").write_text(
        "import sys\ndef test_a(): assert 'kbtools.pipeline' not in sys.modules\n", "utf-8"
    )
    done = run(tmp_path, "-W", "error", PYTHONWARNINGS="error")

    assert (done.returncode, "1 passed" in done.stdout) == (0, True)
    assert "kbtools" not in done.stdout.split("plugins:")[1].split("\n", 1)[1]


def test_a_source_or_one_snippet_is_named_by_its_own_path(base: Path) -> None:
    """As the ids say, although pytest passes over folders with a dot."""
    listed = run(base, "--co", "-q")
    file = run(base, "docs/.sources/test_note.md", "-k", "L3 or L15")
    one = run(base, "docs/.sources/test_note.md::L3")

    assert [line for line in listed.stdout.split("\n") if "::" in line] == [
        "docs/.sources/test_note.md::L3",
        "docs/.sources/test_note.md::L11",
        "docs/.sources/test_note.md::L15",
    ]
    assert "PASSED docs/.sources/test_note.md::L3\n" in file.stdout
    assert "FAILED docs/.sources/test_note.md::L15" in file.stdout
    assert "1 failed, 1 passed, 1 deselected" in file.stdout
    assert (one.returncode, "1 passed" in one.stdout) == (0, True)


def test_last_failed_runs_what_failed(base: Path) -> None:
    """One of three, without the batch of the others."""
    (base / "docs/.sources/other.md").write_text("# 别的\n\n```python\n2 + 3\n```\n\n```\n5\n```\n", "utf-8")
    first = run(base, cache=True)
    again = run(base, "--lf", "-v", cache=True)

    assert "1 failed, 2 passed, 1 skipped" in first.stdout
    assert "FAILED docs/.sources/test_note.md::L15" in again.stdout
    assert "1 failed" in again.stdout
    assert "passed" not in again.stdout


def test_workers_share_one_batch(base: Path) -> None:
    """Under xdist the notes run once, in the controller, and ordinary tests run beside them."""
    marks = "# 次数\n\n```python\nopen('/tmp/never', 'a')\n```\n"
    (base / "docs/.sources/marks.md").write_text(marks, "utf-8")
    (base / "test_ordinary.py").write_text("def test_a(): pass\ndef test_b(): pass\n", "utf-8")
    (base / "conftest.py").write_text(
        "import os\nfrom kbtools import verification\nplain = verification.verify\n"
        "def counted(*args, **named):\n"
        "    with open('batches', 'a') as file: file.write(f'{os.getpid()}\\n')\n"
        "    return plain(*args, **named)\n"
        "verification.verify = counted\n",
        "utf-8",
    )
    done = run(base, "-n", "2")

    assert "2 failed, 3 passed, 1 skipped" in done.stdout
    assert "docs/.sources/test_note.md:20: drifted: " in done.stdout
    assert "docs/.sources/marks.md:4: denied: " in done.stdout
    assert len((base / "batches").read_text("utf-8").split()) == 1


def test_what_got_better_is_told_and_what_got_worse_fails(base: Path) -> None:
    """With what it was; under xdist the same words."""
    kbtools(base, "verify")
    results = base / "snippets/results.json"
    text = results.read_text("utf-8").replace('"key": "', '"key": "0')
    text = text.replace('"verdict": "verified"', '"verdict": "timeout"').replace('"drifted"', '"verified"')
    results.write_text(text, "utf-8")
    alone, spread = run(base), run(base, "-n", "2")

    for done in (alone, spread):
        assert "1 failed, 1 passed, 1 skipped" in done.stdout
        assert "test_note.md:20: drifted (was verified): The output differs" in done.stdout
        assert "test_note.md:3: was timeout, is verified now; run `kbtools verify` to store it" in done.stdout


def test_options_mirror_the_command(base: Path) -> None:
    """Strict, parts, paranoia, a fence that is not there."""
    kbtools(base, "verify")
    (base / "docs/.sources/two.md").write_text("# 二\n\n```python\n2 + 3\n```\n\n```\n5\n```\n", "utf-8")

    assert "1 failed, 2 passed, 1 skipped" in run(base, "--kb-strict").stdout
    parts = [run(base, "--kb-shard", f"{number}/2", "--co", "-q").stdout for number in (1, 2)]
    assert [part.count("::") for part in parts] == [3, 1]
    refused = run(base, "--kb-shard", "3/2")
    assert (refused.returncode, "--kb-shard: '3/2' is no part such as 2/3" in refused.stderr) == (4, True)
    again = run(
        base,
        "--kb-paranoid",
        "--kb-jobs",
        "1",
        "--kb-timeout",
        "20",
        "--kb-fence",
        "auto",
        "-k",
        "L3 and test_note",
    )
    assert (again.returncode, "1 passed" in again.stdout) == (0, True)
    assert run(base, "--kb-fence", "iron").returncode == 4


def test_source_that_cannot_be_read_fails_when_named_itself(base: Path) -> None:
    """Not only when the whole knowledge base runs."""
    (base / "docs/.sources/picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    done = run(base, "docs/.sources/picture.md")

    assert "FAILED docs/.sources/picture.md::problems" in done.stdout
    assert "error SOURCE-UNREADABLE" in done.stdout
