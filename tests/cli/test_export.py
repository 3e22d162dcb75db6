"""`kbtools export`: a file that another program reads, or a problem that says why not."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
TEXT = (
    "---\nannotation-target: 讲义.pdf\n---\n# 一\n"
    '>%%\n>```annotation-json\n>{"document":{"title":"讲义"},"uri":"vault:/讲义.pdf"}\n>```\n>%%\n'
    ">*%%HIGHLIGHT%% ==原文== *\n>%%LINK%%[[#^a1|show annotation]]\n>%%COMMENT%%\n>话\n>%%TAGS%%\n>#甲\n^a1"
)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder, no knowledge base, with an Annotator file that the plugin cannot read."""
    (tmp_path / "划线.md").write_text(TEXT, "utf-8")
    return tmp_path


def test_a_file_is_written_and_never_over_another(kbtools: Run, notes: Path) -> None:
    """The same text again is fine; another file stays unless that is asked for."""
    kbtools("export", "划线.md", "-o", "vault/划线.md", cwd=notes)
    written = (notes / "vault" / "划线.md").read_text("utf-8")
    kbtools("export", "划线.md", "--format", "annotator", "--output", "vault/划线.md", cwd=notes)
    (notes / "vault" / "划线.md").write_text("mine", "utf-8")
    refused = kbtools("export", "划线.md", "-o", "vault/划线.md", cwd=notes, code=1)

    assert "# 一\n\n>%%\n>```annotation-json\n" in written
    assert written.endswith(">#甲\n^a1\n")
    assert "FILE-EXISTS" in refused.stderr
    assert (notes / "vault" / "划线.md").read_text("utf-8") == "mine"

    kbtools("export", "划线.md", "-o", "vault/划线.md", "--replace", cwd=notes)
    assert (notes / "vault" / "划线.md").read_text("utf-8") == written


def test_without_a_path_the_file_goes_to_standard_output(kbtools: Run, notes: Path) -> None:
    """To the letter, so that it can be piped; several files need a folder."""
    kbtools("export", "划线.md", "-o", "there.md", cwd=notes)
    done = kbtools("export", "划线.md", cwd=notes)
    two = kbtools("export", "划线.md", "there.md", cwd=notes, code=2)

    assert done.stdout == (notes / "there.md").read_text("utf-8")
    assert "--output" in two.stderr


def test_stored_sources_are_named_by_name_or_id(kbtools: Run, notes: Path) -> None:
    """In a knowledge base several go to a folder, one file a source, and the report says what was done."""
    kbtools("init", "kb", cwd=notes)
    (notes / "more.md").write_text(TEXT.replace("^a1", "^b2"), "utf-8")
    kbtools("import", "../划线.md", "../more.md", cwd=notes / "kb")
    kbtools("export", "划线.md", "-o", "alone/", cwd=notes / "kb")
    done = kbtools("export", "more", "划线.md", "-o", "out", "--json", cwd=notes / "kb")
    report = json.loads(done.stdout)

    assert [(one["source"], one["highlights"]) for one in report["files"]] == [("more.md", 1), ("划线.md", 1)]
    assert {"out/more.md", "out/划线.md"} == {one["path"] for one in report["files"]}
    assert all((notes / "kb" / one["path"]).is_file() for one in report["files"])
    assert (notes / "kb" / "alone" / "划线.md").is_file()
    assert (report["format"], report["problems"]) == ("annotator", [])


def test_a_source_without_highlights_or_name_is_told(kbtools: Run, notes: Path) -> None:
    """Nothing is written; the report holds the problem."""
    (notes / "plain.md").write_text("# 一\n\n话\n", "utf-8")
    empty = kbtools("export", "plain.md", "-o", "out.md", "--json", cwd=notes, code=1)
    unknown = kbtools("export", "nothing.md", cwd=notes, code=1)

    assert [one["code"] for one in json.loads(empty.stdout)["problems"]] == ["EXPORT-EMPTY"]
    assert not (notes / "out.md").exists()
    assert "NO-KNOWLEDGE-BASE" in unknown.stderr
