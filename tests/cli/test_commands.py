"""The command as a person runs it: real processes, real files."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
NOTE = """\
# 张量笔记

## 1. 张量

形状由 `shape` 给出。

```python
x = 3
x + 1
```

```python
4
```

## 2. 出错

```python
1 / 0
```

## 3. 过时

```python
sum([1, 2, 3])
```

```python
7
```
"""
COMMANDS = (
    "init",
    "import",
    "verify",
    "merge-results",
    "accept",
    "build",
    "serve",
    "status",
    "inspect",
    "keep",
    "outline",
    "topics",
)


@pytest.fixture
def base(kbtools: Run, tmp_path: Path) -> Path:
    """A knowledge base with one note, imported."""
    (tmp_path / "note.md").write_text(NOTE, "utf-8")
    kbtools("init", "kb", "--title", "笔记: “一”", cwd=tmp_path)
    kbtools("import", "../note.md", cwd=tmp_path / "kb")
    return tmp_path / "kb"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(kbtools: Run, tmp_path: Path, command: str) -> None:
    """A person need not look elsewhere."""
    out = kbtools(command, "--help", cwd=tmp_path).stdout

    assert "Example:" in out
    assert f"kbtools {command}" in out


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["build", "--diff"], ["verify", "--fence", "iron"], ["import"], ["inspect", "missing"]],
)
def test_wrong_usage_exits_2(kbtools: Run, tmp_path: Path, arguments: list[str]) -> None:
    """A call that cannot be understood, told from an error in the notes."""
    assert "Usage:" in kbtools(*arguments, cwd=tmp_path, code=2).stderr


def test_outside_a_knowledge_base_the_next_command_is_named(kbtools: Run, tmp_path: Path) -> None:
    """Exit 1 and a hint, no traceback."""
    done = kbtools("status", cwd=tmp_path, code=1)

    assert "NO-KNOWLEDGE-BASE" in done.stderr
    assert "hint: run `kbtools init .`" in done.stderr


def test_init_overwrites_nothing(kbtools: Run, base: Path) -> None:
    """Not one file is written when one is in the way."""
    before = (base / "mkdocs.yml").read_text("utf-8")
    done = kbtools("init", "kb", "--demo", cwd=base.parent, code=1)

    assert "FILE-EXISTS" in done.stderr
    assert (base / "mkdocs.yml").read_text("utf-8") == before
    assert not (base / "docs/.sources/study-notes.md").exists()


def test_init_reports_as_json_too(kbtools: Run, tmp_path: Path) -> None:
    """For scripts, as every command that reports."""
    report = json.loads(kbtools("init", "kb", "--json", cwd=tmp_path).stdout)

    assert report == {"files": [".gitignore", "docs/index.md", "mkdocs.yml"], "problems": []}


def test_init_keeps_a_gitignore_that_is_there(kbtools: Run, tmp_path: Path) -> None:
    """A repository that exists already keeps its own."""
    (tmp_path / ".gitignore").write_text("mine\n", "utf-8")
    kbtools("init", ".", "--language", "en", cwd=tmp_path)

    assert (tmp_path / ".gitignore").read_text("utf-8") == "mine\n"


def test_import_writes_the_pages_that_depend_on_it(base: Path) -> None:
    """Source, outline, topic page, source page, notebook and snippets file."""
    made = {path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file()}

    assert {"docs/.sources/note.md", "docs/topics.yml", "docs/topics/张量.md", "snippets/note.py"} <= made
    assert {"docs/sources/note.md", "docs/notebooks/note.ipynb", "docs/errata.md"} <= made


def test_verify_stores_and_check_writes_nothing(kbtools: Run, base: Path) -> None:
    """What a person has seen and stored is accepted: the second run is fine."""
    checked = json.loads(kbtools("verify", "--check", "--json", cwd=base).stdout)
    assert not (base / "snippets/results.json").exists()

    kbtools("verify", cwd=base)
    verdicts = {row["line"]: row["verdict"] for row in checked["snippets"]}
    assert list(verdicts.values()) == ["verified", "raised", "drifted"]
    kbtools("verify", "--check", cwd=base)


def test_a_change_for_the_worse_exits_1_and_says_which(kbtools: Run, base: Path) -> None:
    """CI fails on what got worse, not on what is known to be untrue."""
    kbtools("verify", cwd=base)
    results = base / "snippets/results.json"
    results.write_text(results.read_text("utf-8").replace('"drifted"', '"verified"'), "utf-8")

    done = kbtools("verify", "--check", cwd=base, code=1)

    assert "docs/.sources/note.md:24: error RESULT-WORSE: is drifted (was verified)" in done.stderr


def test_strict_counts_what_is_not_green(kbtools: Run, base: Path) -> None:
    """For a person who wants all of it true."""
    assert "RESULT-NOT-GREEN" in kbtools("verify", "--strict", cwd=base, code=1).stderr


def test_strict_of_one_source_counts_that_source(kbtools: Run, base: Path) -> None:
    """What another source holds is not asked about."""
    (base / "docs/.sources/good.md").write_text("# 好\n\n```python\n1 + 1\n```\n\n```\n2\n```\n", "utf-8")
    kbtools("verify", cwd=base)

    kbtools("verify", "good", "--strict", cwd=base)
    done = kbtools("verify", "note", "--strict", cwd=base, code=1)

    assert [line.split(" is ")[1].split(":")[0] for line in done.stderr.split("\n") if "RESULT" in line] == [
        "raised",
        "drifted",
    ]
    assert "hint: correct the note or its snippet; without --strict what is stored is accepted" in done.stderr


def test_build_check_tells_stale_pages_and_shows_the_difference(kbtools: Run, base: Path) -> None:
    """Exit 1, nothing written, and the command that mends it."""
    page = base / "docs/errata.md"
    page.write_text("scribble\n", "utf-8")

    done = kbtools("build", "--check", "--diff", cwd=base, code=1)

    assert "-scribble" in done.stdout
    assert "docs/errata.md: error PAGE-STALE: is stale\n  hint: run `kbtools build`" in done.stderr
    assert page.read_text("utf-8") == "scribble\n"


def test_status_counts_what_there_is(kbtools: Run, base: Path) -> None:
    """Before and after a verification."""
    before = json.loads(kbtools("status", "--json", cwd=base).stdout)
    kbtools("verify", cwd=base)
    after = json.loads(kbtools("status", "--json", cwd=base).stdout)

    assert before["snippets"] == {"not-run": 3}
    assert after["snippets"] == {"verified": 1, "drifted": 1, "raised": 1}
    assert (after["topics"], after["unplaced"]) == (3, [])
    assert after["stale"] != []


def test_inspect_needs_no_knowledge_base_and_writes_nothing(kbtools: Run, tmp_path: Path) -> None:
    """A look before an import."""
    (tmp_path / "note.md").write_text(NOTE, "utf-8")
    report = json.loads(kbtools("inspect", "note.md", "--json", cwd=tmp_path).stdout)

    assert report["reader"] == "markdown"
    assert [item["title"] for item in report["items"]] == ["张量笔记", "张量", "出错", "过时"]
    assert [(row["line"], row["recorded"]) for row in report["snippets"]] == [(7, "4"), (18, None), (24, "7")]
    assert [path.name for path in tmp_path.iterdir()] == ["note.md"]


def test_commands_work_from_a_folder_below_and_from_afar(kbtools: Run, base: Path) -> None:
    """Like git: anywhere inside, or with -C."""
    assert "notes: 4\n" in kbtools("status", cwd=base / "docs").stdout
    kbtools("build", "--check", "-C", str(base), cwd=base.parent)


def test_no_colour_and_no_bar_outside_a_terminal(kbtools: Run, base: Path) -> None:
    """Pipes get plain text."""
    done = kbtools("build", "--check", cwd=base, NO_COLOR="1")

    assert "\x1b" not in done.stdout + done.stderr


def test_windows_line_ends_change_nothing(kbtools: Run, base: Path) -> None:
    """A checkout with CRLF is not stale and keeps its verdicts."""
    kbtools("verify", cwd=base)
    kbtools("build", cwd=base)
    for path in [*(base / "docs").rglob("*.md"), *(base / "snippets").iterdir(), base / "docs/topics.yml"]:
        if ".sources" not in path.parts:
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    kbtools("build", "--check", cwd=base)
    kbtools("verify", "--check", cwd=base)


def test_folder_that_cannot_be_written_is_told(kbtools: Run, base: Path) -> None:
    """It is the system's word, not a defect of ours."""
    (base / "docs/sources/note.md").unlink()
    (base / "docs/sources").rmdir()
    (base / "docs/sources").write_text("a file where a folder belongs\n", "utf-8")
    done = kbtools("build", cwd=base, code=1)

    assert (
        "docs/sources: error FILE-REFUSED: the system says: File exists\n  hint: what was written is whole"
        in done.stderr
    )
    assert "internal error" not in done.stderr


@pytest.mark.parametrize("command", ["status --json", "topics", "verify --json", "verify", "build"])
def test_broken_pipe_is_quiet(command: str, base: Path) -> None:
    """A reader that goes at once changes neither what a command does nor its exit code."""
    kbtools = Path(sys.executable).parent / "kbtools"
    gone = f"{kbtools} {command} | true; first=${{PIPESTATUS[0]}}"
    script = f"{gone}; {kbtools} {command} >/dev/null; exit $((first - $?))"
    done = subprocess.run(["bash", "-c", script], cwd=base, capture_output=True, text=True, check=False)

    assert (done.stderr, done.returncode) == ("", 0)


def test_interrupt_leaves_whole_files_and_no_child(kbtools: Run, tmp_path: Path) -> None:
    """Ctrl-C during a run: exit 130, nothing half written, no process left."""
    (tmp_path / "loop.md").write_text(
        "# 循环\n\n```python\nimport time\nwhile True: time.sleep(0.1)\n```\n", "utf-8"
    )
    kbtools("init", "kb", cwd=tmp_path)
    kbtools("import", "../loop.md", cwd=tmp_path / "kb")
    command = [str(Path(sys.executable).parent / "kbtools"), "verify"]
    with subprocess.Popen(command, cwd=tmp_path / "kb", stderr=subprocess.PIPE, text=True) as process:
        time.sleep(6)
        os.kill(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)

    assert (process.returncode, err.strip().startswith("interrupted")) == (130, True)
    assert not (tmp_path / "kb/snippets/results.json").exists()


def test_json_stays_json_when_something_is_wrong(kbtools: Run, base: Path) -> None:
    """A script reads the problems where it reads the report."""
    done = kbtools("verify", "nosuch", "--json", cwd=base, code=1)

    assert [row["code"] for row in json.loads(done.stdout)["problems"]] == ["SELECTION-UNKNOWN"]


def test_a_source_is_named_by_its_file_too(kbtools: Run, base: Path) -> None:
    """As `import` and `status` print it."""
    report = json.loads(kbtools("verify", "note.md", "--json", cwd=base).stdout)

    assert {row["source"] for row in report["snippets"]} == {"note"}


def test_no_control_character_of_a_note_reaches_the_terminal(kbtools: Run, tmp_path: Path) -> None:
    """A title may hold sequences that a terminal would obey."""
    (tmp_path / "evil.md").write_text("# a\x1b]0;pwned\x07b\n\ntext\n", "utf-8")
    done = kbtools("inspect", "evil.md", cwd=tmp_path)

    assert "\x1b" not in done.stdout
    assert "pwned" in done.stdout


@pytest.mark.parametrize("address", ["127.0.0.1:99999", "nonsense"])
def test_an_address_that_cannot_be_is_refused_at_once(kbtools: Run, base: Path, address: str) -> None:
    """Not after a whole site was built for it, and not as a defect."""
    assert "no HOST:PORT" in kbtools("serve", "--address", address, cwd=base, code=2).stderr


def test_import_tells_what_the_outline_has_no_topic_for(kbtools: Run, base: Path) -> None:
    """The outline is the person's after the first time, so a new topic is told and not forced."""
    (base.parent / "more.md").write_text("# 更多\n\n## 池化\n\n窗口\n\n## 归一化\n\n均值\n", "utf-8")
    out = kbtools("import", "../more.md", cwd=base).stdout

    assert "headings that the outline has no topic for: 池化, 归一化; see `kbtools topics`" in out


@pytest.mark.skipif(os.name == "nt", reason="rights of another kind")
def test_a_folder_that_may_not_be_written_is_told_as_json_too(kbtools: Run, base: Path) -> None:
    """The file by its own name, the code, and what to do; nothing else is blamed."""
    (base / "docs/topics").rename(base / "docs/elsewhere")
    (base / "docs/topics").write_text("in the way", "utf-8")

    done = kbtools("build", "--json", cwd=base, code=1)

    (problem,) = json.loads(done.stdout)["problems"]
    assert problem["code"] == "FILE-REFUSED"
    assert problem["path"].endswith("docs/topics")


def test_what_is_no_regular_file_is_not_read(kbtools: Run, tmp_path: Path) -> None:
    """A device gives bytes for ever."""
    assert "this is no regular file" in kbtools("inspect", "/dev/zero", cwd=tmp_path, code=1).stderr


def test_the_first_page_comes_back_as_init_wrote_it(kbtools: Run, base: Path) -> None:
    """Deleted and built again it holds the same bytes."""
    before = (base / "docs/index.md").read_bytes()
    (base / "docs/index.md").unlink()
    kbtools("build", cwd=base)

    assert (base / "docs/index.md").read_bytes() == before


@pytest.mark.parametrize(
    ("folder", "then"), [("kb", "next: cd kb && kbtools "), (".", "next: kbtools import ")]
)
def test_init_names_the_next_command_from_where_a_person_stands(
    kbtools: Run, tmp_path: Path, folder: str, then: str
) -> None:
    """Who makes the base in the folder where they are has nowhere to go."""
    assert then in kbtools("init", folder, cwd=tmp_path).stdout
