"""`kbtools verify` and `kbtools merge-results`: what is run, what is reported, and to whom."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from defusedxml import ElementTree

Run = Callable[..., subprocess.CompletedProcess[str]]
SUMS = "# 加法\n\n## 求和\n\n```python\nsum([1, 2])\n```\n\n```\n3\n```\n\n## 出错\n\n```python\n1 / 0\n```\n"
PLACES = "# 版本\n\n## 数组\n\n```python\nimport numpy\nnumpy.ones(2)\n```\n\n```\narray([1., 1.])\n```\n"
OLD = "# 旧\n\n## 乘积\n\n```python\n2 * 3, '50%: a,b'\n```\n\n```\n(7, '50%: a,b')\n```\n"
TOPICS = "topics:\n" + "".join(f"  - title: {title}\n" for title in ("求和", "出错", "数组", "乘积"))


@pytest.fixture
def base(kbtools: Run, tmp_path: Path) -> Path:
    """A knowledge base with three notes, nothing verified yet."""
    folder = tmp_path / "kb"
    kbtools("init", "kb", cwd=tmp_path)
    (folder / "docs/.sources").mkdir(parents=True, exist_ok=True)
    for name, text in (("sums", SUMS), ("places", PLACES), ("old", OLD)):
        (folder / f"docs/.sources/{name}.md").write_text(text, "utf-8")
    (folder / "docs/topics.yml").write_text(TOPICS, "utf-8")
    kbtools("build", cwd=folder)
    return folder


@pytest.fixture(scope="session")
def bare_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another interpreter, with nothing installed."""
    folder = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    return folder / "bin" / "python"


def _snippets(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(done.stdout)["snippets"]
    return rows


def test_json_has_a_row_with_every_promised_field(kbtools: Run, base: Path) -> None:
    """In the promised order; what ran tells how long it took, what was stored tells no time."""
    fresh = _snippets(kbtools("verify", "--json", cwd=base))
    stored = _snippets(kbtools("verify", "old", "--json", cwd=base))
    fields = (
        "source line end_line code repairs layouts recorded got grade verdict reason root seconds env"
        " witness stderr"
    )

    assert {" ".join(row) for row in fresh} == {fields}
    row = next(row for row in fresh if row["source"] == "sums" and row["verdict"] == "verified")
    assert (row["recorded"], row["got"], row["grade"]) == ("3", "3", "exact")
    assert isinstance(row["seconds"], float)
    assert stored[0]["seconds"] is None
    assert "seconds" not in (base / "snippets/results.json").read_text("utf-8")


def test_warnings_are_told_and_never_make_a_stored_verdict_new(kbtools: Run, base: Path) -> None:
    """The output stays what was printed; what differs by chance only leaves the stored file as it is."""
    code = "import sys, uuid, warnings\nwarnings.warn('careful')\nprint(uuid.uuid4(), file=sys.stderr)\n1 / 0"
    (base / "docs/.sources/old.md").write_text(f"# 警\n\n```python\n{code}\n```\n", "utf-8")
    (first,) = _snippets(kbtools("verify", "old", "--json", cwd=base))
    stored = (base / "snippets/results.json").read_text("utf-8")
    changed = stored.replace(str(first["stderr"]).rpartition("\n")[2], "0.5")
    (base / "snippets/results.json").write_text(changed, "utf-8")
    kbtools("verify", "old", cwd=base)

    assert str(first["stderr"]).startswith("UserWarning: careful\n")
    assert (first["verdict"], first["got"]) == ("raised", "ZeroDivisionError: division by zero\n")
    assert changed != stored
    assert (base / "snippets/results.json").read_text("utf-8") == changed


def test_an_error_of_half_a_character_breaks_nothing(kbtools: Run, base: Path) -> None:
    """No file and no terminal can hold it: it is told with a mark in its place."""
    code = "class E(Exception):\n    pass\nE.__qualname__ = 'E\\ud800'\nraise E('\\ud800')"
    (base / "docs/.sources/old.md").write_text(f"# 错\n\n```python\n{code}\n```\n", "utf-8")
    told = kbtools("verify", "old", cwd=base)
    (row,) = _snippets(kbtools("verify", "old", "--json", cwd=base))

    assert "internal error" not in told.stderr
    assert (row["verdict"], row["got"]) == ("raised", "E?: ?\n")


def test_an_error_that_came_again_is_told_as_todays_output(kbtools: Run, base: Path) -> None:
    """Like any output that is the recorded one to the letter, though nothing stores it twice."""
    error = "ValueError: invalid literal for int() with base 10: 'x'"
    note = f"# 错\n\n```python\nint('x')\n```\n\n```\n{error}\n```\n"
    (base / "docs/.sources/old.md").write_text(note, "utf-8")
    (row,) = _snippets(kbtools("verify", "old", "--json", cwd=base))

    assert (row["verdict"], row["grade"]) == ("verified", "error")
    assert row["got"] == row["recorded"] == error


def test_names_choose_what_is_run_and_reported(kbtools: Run, base: Path) -> None:
    """A topic and a snippet; the source that neither names is not run."""
    rows = _snippets(kbtools("verify", "求和", "old:6", "--json", cwd=base))

    assert sorted((row["source"], row["line"]) for row in rows) == [("old", 5), ("sums", 5)]
    assert '"places/' not in (base / "snippets/results.json").read_text("utf-8")


def test_every_name_that_means_nothing_is_told(kbtools: Run, base: Path) -> None:
    """All of them at once, each with the nearest there is."""
    done = kbtools("verify", "sum", "乘和", "old:99", cwd=base, code=1)

    assert (
        "sum: error SELECTION-UNKNOWN: there is no source, snippet or topic of this name, did" in done.stderr
    )
    assert done.stderr.count("SELECTION-UNKNOWN") == 3
    assert "old:99: error SELECTION-UNKNOWN: no snippet stands at this line" in done.stderr


def test_strict_leaves_out_what_could_not_be_green(kbtools: Run, base: Path) -> None:
    """A definition prints nothing; an expression that nobody recorded could have been recorded."""
    (base / "docs/.sources/defs.md").write_text("# 定义\n\n```python\nx = 3\n```\n", "utf-8")
    (base / "docs/.sources/shown.md").write_text("# 显示\n\n```python\n3 + 4\n```\n", "utf-8")

    kbtools("verify", "defs", "--strict", cwd=base)
    assert "is ran: " in kbtools("verify", "shown", "--strict", cwd=base, code=1).stderr


def test_parts_joined_are_one_run_to_the_byte(kbtools: Run, base: Path) -> None:
    """Three machines and one: the same file; a part that is missing is told with its command."""
    kbtools("verify", cwd=base)
    whole = (base / "snippets/results.json").read_bytes()
    (base / "snippets/results.json").unlink()
    for number in (1, 2, 3):
        kbtools("verify", "--shard", f"{number}/3", cwd=base)
    parts = [f"snippets/results.shard-{number}-of-3.json" for number in (3, 1, 2)]

    assert not (base / "snippets/results.json").exists()
    missing = kbtools("merge-results", *parts[:2], cwd=base, code=1)
    assert (
        "error SHARDS-UNFIT: shard 2/3 is missing\n  hint: run: kbtools verify --shard 2/3" in missing.stderr
    )
    report = json.loads(kbtools("merge-results", *parts, "--json", cwd=base).stdout)
    assert (report["parts"], report["changed"], report["problems"]) == (3, True, [])
    assert (base / "snippets/results.json").read_bytes() == whole
    assert "3 parts joined" in kbtools("merge-results", cwd=base).stdout


def test_without_any_part_there_is_nothing_to_join(kbtools: Run, base: Path) -> None:
    """The hint names what makes one."""
    assert "`kbtools verify --shard I/N` makes one" in kbtools("merge-results", cwd=base, code=2).stderr


def test_parts_of_notes_that_changed_since_do_not_join(kbtools: Run, base: Path) -> None:
    """The verdicts are of another text."""
    for number in (1, 2):
        kbtools("verify", "--shard", f"{number}/2", cwd=base)
    (base / "docs/.sources/old.md").write_text(OLD.replace("2 * 3", "2 * 4"), "utf-8")
    parts = [f"snippets/results.shard-{number}-of-2.json" for number in (1, 2)]

    assert "made from other notes" in kbtools("merge-results", *parts, cwd=base, code=1).stderr
    assert not (base / "snippets/results.json").exists()


@pytest.mark.parametrize("shard", ["0/2", "3/2", "1", "a/b", "1/2/3"])
def test_a_part_that_cannot_be_is_wrong_usage(kbtools: Run, base: Path, shard: str) -> None:
    """Told from an error in the notes."""
    assert "no part such as 2/3" in kbtools("verify", "--shard", shard, cwd=base, code=2).stderr


def test_several_pythons_make_columns(kbtools: Run, base: Path, bare_python: Path) -> None:
    """The first one's verdicts count; the other's are stored beside them, shown on the page, and stay."""
    kbtools("verify", "--python", sys.executable, "--python", str(bare_python), cwd=base)
    kbtools("build", cwd=base)
    results = json.loads((base / "snippets/results.json").read_text("utf-8"))
    page = (base / "docs/topics/数组.md").read_text("utf-8")

    ((name, column),) = results["others"].items()
    verdicts = {key.split("/")[0]: row["verdict"] for key, row in column.items()}
    assert (verdicts["places"], verdicts["old"]) == ("blocked", "drifted")
    assert name in results["environments"]
    assert page.count('class="kb-column"') == 2
    assert "没有 numpy" in page
    before = (base / "snippets/results.json").read_bytes()
    kbtools("verify", cwd=base)
    assert json.loads((base / "snippets/results.json").read_text("utf-8"))["others"] == results["others"]
    kbtools("verify", "--python", sys.executable, "--python", str(bare_python), cwd=base)
    assert (base / "snippets/results.json").read_bytes() == before


def test_parts_keep_their_columns(kbtools: Run, base: Path, bare_python: Path) -> None:
    """A matrix in shards is the matrix."""
    pythons = ("--python", sys.executable, "--python", str(bare_python))
    kbtools("verify", *pythons, cwd=base)
    whole = (base / "snippets/results.json").read_bytes()
    (base / "snippets/results.json").unlink()
    for number in (1, 2):
        kbtools("verify", *pythons, "--shard", f"{number}/2", cwd=base)
    kbtools("merge-results", *sorted(map(str, (base / "snippets").glob("*shard*"))), cwd=base)

    assert (base / "snippets/results.json").read_bytes() == whole


def test_every_python_that_is_missing_is_told_before_anything_runs(kbtools: Run, base: Path) -> None:
    """And a second name for the same one gets no column."""
    done = kbtools("verify", "--python", "/no/a", "--python", "/no/b", cwd=base, code=1)
    twice = kbtools("verify", "--python", sys.executable, "--python", sys.executable, cwd=base)

    assert done.stderr.count("error WORKER-FAILED") == 2
    assert "warning PYTHON-REPEATED" in twice.stderr
    assert "others" not in (base / "snippets/results.json").read_text("utf-8")


def _make_worse(kbtools: Run, base: Path) -> None:
    """The stored results say that all of `old` came true."""
    kbtools("verify", cwd=base)
    file = base / "snippets/results.json"
    file.write_text(
        file.read_text("utf-8").replace('"drifted"', '"verified"').replace('"key": "', '"key": "0'), "utf-8"
    )


def test_junit_has_a_case_a_snippet_at_its_line(kbtools: Run, base: Path) -> None:
    """What got worse fails with both outputs, what is known is skipped with its reason."""
    _make_worse(kbtools, base)
    kbtools("verify", "--check", "--junit", "out/report.xml", cwd=base, code=1)
    (suite,) = ElementTree.parse(base / "out/report.xml").getroot()
    cases = {(case.get("file"), case.get("line")): case for case in suite}

    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped"), suite.get("errors")) == (
        "4",
        "1",
        "1",
        "0",
    )
    failure = cases["docs/.sources/old.md", "5"].find("failure")
    assert failure is not None
    assert "recorded:\n(7, '50%: a,b')\ntoday:\n(6, '50%: a,b')" in (failure.text or "")
    skipped = cases["docs/.sources/sums.md", "15"].find("skipped")
    assert skipped is not None
    assert "ZeroDivisionError" in (skipped.get("message") or "")


def test_junit_is_xml_whatever_a_note_prints(kbtools: Run, base: Path) -> None:
    """Control characters and markup of a stranger."""
    text = "# 坏\n\n```python\nprint('\\x00\\x1b[1m<b>&]]>')\n```\n\n```\n1\n```\n"
    (base / "docs/.sources/evil.md").write_text(text, "utf-8")
    kbtools("verify", "evil", "--strict", "--junit", "r.xml", cwd=base, code=1)
    (suite,) = ElementTree.parse(base / "r.xml").getroot()

    assert "<b>&]]>" in (suite[0][0].text or "")


def test_annotations_name_the_file_as_the_repository_has_it(kbtools: Run, base: Path) -> None:
    """A knowledge base below the root of its repository; commas, colons and percent signs are kept apart."""
    _make_worse(kbtools, base)
    done = kbtools("verify", "--check", "--github", "-C", "kb", cwd=base.parent, code=1)
    whole = kbtools("verify", "--check", "--github", cwd=base, code=1, GITHUB_WORKSPACE=str(base.parent))

    place = "file=kb/docs/.sources/old.md,line=5,title=RESULT-WORSE"
    assert done.stdout.startswith(f"::error {place}::is drifted (was verified): The output")
    assert "%0Ahint: " in done.stdout
    assert done.stdout.count("\n") == 1
    assert whole.stdout == done.stdout


def test_one_report_for_standard_output(kbtools: Run, base: Path) -> None:
    """Two would be mixed up."""
    assert "choose one" in kbtools("verify", "--github", "--json", cwd=base, code=2).stderr


def test_what_got_better_is_told(kbtools: Run, base: Path) -> None:
    """So that it is stored."""
    kbtools("verify", cwd=base)
    file = base / "snippets/results.json"
    text = file.read_text("utf-8")
    file.write_text(text.replace('"verdict": "verified"', '"verdict": "raised"'), "utf-8")

    assert "docs/.sources/sums.md:5: true now, and was not" in kbtools("verify", "--check", cwd=base).stdout


def test_what_was_done_before_an_interrupt_is_kept(kbtools: Run, tmp_path: Path) -> None:
    """Exit 130; the session that was over is stored, the one that hung is not."""
    kbtools("init", "kb", cwd=tmp_path)
    folder = tmp_path / "kb/docs/.sources"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.md").write_text("# 甲\n\n```python\n1 + 1\n```\n\n```\n2\n```\n", "utf-8")
    (folder / "b.md").write_text("# 乙\n\n```python\nwhile True: pass\n```\n", "utf-8")
    command = [str(Path(sys.executable).parent / "kbtools"), "verify", "--jobs", "1"]
    environment = {**os.environ, "KBTOOLS_PYTHON": sys.executable}
    with subprocess.Popen(
        command, cwd=tmp_path / "kb", stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        time.sleep(8)
        os.kill(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    stored = json.loads((tmp_path / "kb/snippets/results.json").read_text("utf-8"))["snippets"]

    assert (process.returncode, err.strip().startswith("interrupted")) == (130, True)
    assert [(key.split("/")[0], row["verdict"]) for key, row in stored.items()] == [("a", "verified")]
