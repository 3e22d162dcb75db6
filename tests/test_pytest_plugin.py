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


def run(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Pytest as a person starts it there; nothing of this project's configuration."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rA", *arguments]
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
    assert "docs/.sources/test_note.md:15: drifted: " in fresh.stdout
    assert "recorded:\n7\ntoday:\n6\n" in fresh.stdout
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
