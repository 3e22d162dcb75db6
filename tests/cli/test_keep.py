"""`kbtools keep` as a person uses it: what was left out comes back, once and for ever."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
BLOG = """\
张量入门笔记

张量就是多维数组，先看怎么创建。

x = torch.arange(4)
x.sum()

结果是一个标量。

相关文章:
另一位作者的长文一
另一位作者的长文二
版权声明：本文为博主原创文章
"""


@pytest.fixture
def base(kbtools: Run, tmp_path: Path) -> Path:
    """A knowledge base with a pasted page whose tail was left out."""
    (tmp_path / "blog.txt").write_text(BLOG, "utf-8")
    kbtools("init", "kb", cwd=tmp_path)
    kbtools("import", "../blog.txt", cwd=tmp_path / "kb")
    return tmp_path / "kb"


def test_kept_lines_are_on_the_page_and_stay_there(kbtools: Run, base: Path) -> None:
    """The outline remembers them by their text; a second run has nothing to do."""
    done = kbtools("keep", "blog.txt:11-12", cwd=base)
    page = (base / "docs/sources/blog.md").read_text("utf-8")

    assert done.stdout.startswith("2 lines kept\n")
    outline = (base / "docs/topics.yml").read_text("utf-8")
    assert outline.endswith(
        'kept:\n  "blog.txt":\n    11: "另一位作者的长文一"\n    12: "另一位作者的长文二"\n'
    )
    assert page.index("另一位作者的长文二") < page.index("相关文章")
    kbtools("build", "--check", cwd=base)


def test_kept_lines_survive_a_new_version_of_the_source(kbtools: Run, base: Path) -> None:
    """The numbers of the lines may change."""
    kbtools("keep", "blog:11", cwd=base)
    (base.parent / "blog.txt").write_text("补一句。\n\n" + BLOG, "utf-8")

    told = kbtools("import", "../blog.txt", cwd=base).stderr

    page = (base / "docs/sources/blog.md").read_text("utf-8")
    assert page.index("另一位作者的长文一") < page.index("相关文章")
    assert "KEPT-LOST" not in told


def test_lines_that_were_not_left_out_are_told(kbtools: Run, base: Path) -> None:
    """Nothing is written for them; a source that does not exist is an error."""
    before = (base / "docs/topics.yml").read_text("utf-8")

    told = kbtools("keep", "blog.txt:3", "blog.txt:99", "blogg.txt:1", cwd=base, code=1).stderr

    assert "blog.txt:3: warning LINE-SHOWN: this line was not left out\n" in told
    assert "blog.txt:99: warning LINE-SHOWN: the source has only 14 lines\n" in told
    assert (
        "blogg.txt: error SOURCE-MISSING: there is no source of this name, did you mean `blog.txt`?" in told
    )
    assert (base / "docs/topics.yml").read_text("utf-8") == before


def test_lines_beyond_the_end_are_told_once(kbtools: Run, base: Path) -> None:
    """However many there are: the lines that do exist are kept."""
    told = kbtools("keep", "blog.txt:13-999999999", cwd=base)

    assert told.stderr.count("the source has only 14 lines") == 1
    assert told.stdout == "1 line kept\n"


def test_what_an_author_hid_is_listed_and_not_brought_back(kbtools: Run, base: Path) -> None:
    """Its lines are told without the text, and why `keep` leaves it."""
    (base.parent / "own.md").write_text("# 笔记\n\n看得见\n\n%%\n看不见\n%%\n", "utf-8")
    kbtools("import", "../own.md", cwd=base)
    told = kbtools("inspect", "docs/.sources/own.md", cwd=base).stdout
    report = json.loads(kbtools("inspect", "docs/.sources/own.md", "--json", cwd=base).stdout)

    assert "  5-7: dropped (hidden)\n" in told
    assert report["dropped"] == [{"line": 5, "end_line": 7, "reason": "hidden"}]
    assert "own.md:6: warning LINE-SHOWN: its author hid this" in kbtools("keep", "own.md:6", cwd=base).stderr


def test_json_lists_what_is_kept(kbtools: Run, base: Path) -> None:
    """For scripts: source, line, text, and the pages that changed."""
    report = json.loads(kbtools("keep", "blog.txt:13", "--json", cwd=base).stdout)

    assert report["kept"] == [{"source": "blog.txt", "line": 13, "text": "版权声明：本文为博主原创文章"}]
    assert {"path": "docs/sources/blog.md", "kind": "changed"} in report["changes"]
    assert report["problems"] == []


@pytest.mark.parametrize("place", ["blog.txt", "blog.txt:0", "blog.txt:9-3", ":3"])
def test_a_place_that_cannot_be_understood_is_a_usage_error(kbtools: Run, base: Path, place: str) -> None:
    """Exit code 2, as for any call that makes no sense."""
    assert "FILE:LINE" in kbtools("keep", place, cwd=base, code=2).stderr


@pytest.mark.parametrize("name", ["docs/.sources/blog.txt", "blog"])
def test_a_source_goes_by_its_path_and_its_id(name: str, kbtools: Run, base: Path) -> None:
    """The path is what a hint about a line names."""
    assert kbtools("keep", f"{name}:11", cwd=base).stdout.startswith("1 line kept\n")
