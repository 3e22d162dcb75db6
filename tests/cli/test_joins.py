"""What sources have in common and where they disagree, as the commands report it."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., "CompletedProcess[str]"]

SAID = "形状不同的两个张量相加时，框架会先把它们扩展成同样的形状，再按元素相加。"
COUNTED = "学习率设成0.1时训练最稳定，损失一路下降，再大就会来回震荡。"
ASIDE = "%%这一段是写给自己看的，别人不该看到其中的任何一个字，密码在第三页。%%"


@pytest.fixture
def base(kbtools: Run, tmp_path: Path) -> Path:
    """Two notes that share a passage, disagree in a number and hide the same aside."""
    retyped, recounted = SAID.replace("，", ","), COUNTED.replace("0.1", "0.5")
    for name, said, counted in (("a", SAID, COUNTED), ("b", retyped, recounted)):
        text = f"# 笔记 {name}\n\n## 训练\n\n{said}\n\n{counted}\n\n{ASIDE}\n"
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    kbtools("init", "kb", "--title", "笔记", cwd=tmp_path)
    kbtools("import", "../a.md", "../b.md", cwd=tmp_path / "kb")
    return tmp_path / "kb"


def test_build_and_status_count_them(kbtools: Run, base: Path) -> None:
    """As lines for a person, and as JSON."""
    built, told = kbtools("build", cwd=base), kbtools("status", cwd=base)
    report = json.loads(kbtools("status", "--json", cwd=base).stdout)

    assert "1 passage in several sources shown once" in built.stdout
    assert "sources disagree in 1 place: see the errata page" in built.stdout
    assert "joins: 1\nconflicts: 1\n" in told.stdout
    assert (report["joins"], len(report["conflicts"])) == (1, 1)


def test_topics_list_every_passage_with_its_place(kbtools: Run, base: Path) -> None:
    """File, lines and item of each copy, and what each side of a disagreement says."""
    report = json.loads(kbtools("topics", "--json", cwd=base).stdout)
    (join,), (conflict,) = report["joins"], report["conflicts"]

    assert [(one["file"], one["line"], one["kind"]) for one in join["copies"]] == [
        ("a.md", 5, "text"),
        ("b.md", 5, "text"),
    ]
    assert conflict["kind"] == "number"
    assert [(one["said"], one["passages"][0]["line"]) for one in conflict["variants"]] == [
        ("0.1", 7),
        ("0.5", 7),
    ]
    ids = {row["id"] for row in report["items"]}
    assert {one["item"] for one in join["copies"]} <= ids


def test_what_an_author_hid_is_told_nowhere(kbtools: Run, base: Path) -> None:
    """Two sources hide the same words: that they have them in common stays hidden too."""
    kbtools("build", cwd=base)
    pages = "".join(
        path.read_text("utf-8") for path in (base / "docs").rglob("*.md") if ".sources" not in path.parts
    )

    assert "密码在第三页" not in kbtools("topics", "--json", cwd=base).stdout + pages
