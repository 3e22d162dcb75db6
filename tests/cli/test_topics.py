"""The outline and the placement of items, as a person handles them: real processes, real files."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

Run = Callable[..., subprocess.CompletedProcess[str]]
NOTE = """\
# 笔记

## 张量

形状由 `shape` 给出, `reshape` 改变形状。

## 自动求导

调用 `backward` 之后, 梯度在 `grad` 里。

## 园艺

玫瑰要浇水。
"""
CONTENTS = "1 基础\n1.1 张量\n1.2 自动微分\n1.3 概率\n"


@pytest.fixture
def base(kbtools: Run, tmp_path: Path) -> Path:
    """A knowledge base with one note and a table of contents beside it."""
    (tmp_path / "note.md").write_text(NOTE, "utf-8")
    (tmp_path / "contents.txt").write_text(CONTENTS, "utf-8")
    kbtools("init", "kb", "--title", "笔记", cwd=tmp_path)
    kbtools("import", "../note.md", cwd=tmp_path / "kb")
    return tmp_path / "kb"


def rows(kbtools: Run, base: Path) -> list[dict[str, Any]]:
    """The rows of `kbtools topics --json`."""
    items: list[dict[str, Any]] = json.loads(kbtools("topics", "--json", cwd=base).stdout)["items"]
    return items


def test_outline_comes_from_a_table_of_contents(kbtools: Run, base: Path) -> None:
    """The derived outline gives way; the pages follow."""
    kbtools("outline", "--from", "../contents.txt", cwd=base)

    shown = json.loads(kbtools("outline", "--show", "--json", cwd=base).stdout)
    assert [topic["title"] for topic in shown["topics"][0]["children"]] == ["张量", "自动微分", "概率"]
    placed = {row["title_or_quote"]: row["topic_title"] for row in rows(kbtools, base)}
    assert placed["张量"] == "张量"
    assert placed["自动求导"] == "自动微分"
    assert (base / "docs/topics/自动微分.md").is_file()


def test_an_edited_outline_is_not_replaced_by_itself(kbtools: Run, base: Path) -> None:
    """--replace keeps remarks and rulings, and says which ruling leads nowhere."""
    outline = base / "docs/topics.yml"
    first = rows(kbtools, base)[1]["id"]
    text = outline.read_text("utf-8").replace("slug: 张量", "slug: tensors # mine")
    outline.write_text(f"{text}rulings:\n  {first}: 园艺\n", "utf-8")
    before = outline.read_text("utf-8")

    refused = kbtools("outline", "--from", "../contents.txt", cwd=base, code=1)
    assert "OUTLINE-KEPT" in refused.stderr
    assert outline.read_text("utf-8") == before

    done = kbtools("outline", "--from", "../contents.txt", "--replace", cwd=base)
    assert "RULING-LOST" in done.stderr
    assert "tensors # mine" in outline.read_text("utf-8")
    assert f"{first}: 园艺" in outline.read_text("utf-8")


def test_outline_comes_from_a_navigation_and_from_bookmarks(kbtools: Run, base: Path) -> None:
    """mkdocs.yml and PDF; a PDF without any is told."""
    (base / "other.yml").write_text("nav:\n- 基础:\n  - 张量: a.md\n- 末章: b.md\n", "utf-8")
    PdfDocument.new().save(base / "empty.pdf")

    kbtools("outline", "--from", "other.yml", cwd=base)
    shown = json.loads(kbtools("outline", "--json", cwd=base).stdout)["topics"]
    assert [topic["title"] for topic in shown] == ["基础", "末章"]
    assert "OUTLINE-UNREADABLE" in kbtools("outline", "--from", "empty.pdf", cwd=base, code=1).stderr


def test_every_item_has_a_row_with_topic_and_reasons(kbtools: Run, base: Path) -> None:
    """The row that other tools read."""
    row = rows(kbtools, base)[1]

    names = {
        "source",
        "line",
        "id",
        "kind",
        "title_or_quote",
        "topic",
        "topic_title",
        "confidence",
        "reasons",
    }
    assert names | {"guesses"} == set(row)
    assert (row["source"], row["line"], row["kind"], row["topic"]) == ("note", 3, "note", "张量")
    assert row["reasons"]
    assert "笔记" in kbtools("topics", cwd=base).stdout


def test_the_list_tells_where_a_doubtful_item_may_belong(kbtools: Run, base: Path) -> None:
    """Its guesses, that it takes to move it, and an empty base what to do first."""
    kbtools("outline", "--from", "../contents.txt", cwd=base)
    row = next(row for row in rows(kbtools, base) if row["title_or_quote"] == "园艺")
    first = row["guesses"][0]

    said = kbtools("topics", cwd=base).stdout.split(row["id"])[1].splitlines()

    assert row["topic"] is None
    assert said[2].startswith(f"  perhaps: {first['title']} {first['confidence']:.2f}")
    kbtools("init", "empty", cwd=base.parent)
    assert "kbtools import" in kbtools("topics", cwd=base.parent / "empty").stdout
    assert "--from FILE" in kbtools("outline", cwd=base.parent / "empty").stdout


def test_moved_items_stay_where_they_were_put(kbtools: Run, base: Path) -> None:
    """By number or alias; the ruling survives the next build, and an unknown name changes nothing."""
    kbtools("outline", "--from", "../contents.txt", cwd=base)
    item = next(row["id"] for row in rows(kbtools, base) if row["title_or_quote"] == "园艺")

    kbtools("topics", "move", item, "1.3", cwd=base)
    kbtools("build", cwd=base)

    moved = next(row for row in rows(kbtools, base) if row["id"] == item)
    assert (moved["topic"], moved["confidence"]) == ("概率", 1.0)
    assert moved["reasons"][0] == "you put it here in topics.yml"
    outline = (base / "docs/topics.yml").read_bytes()
    assert "did you mean" in kbtools("topics", "move", item, "概率论", cwd=base, code=1).stderr
    assert "TOPIC-UNKNOWN" in kbtools("topics", "move", "nobody", "概率", cwd=base, code=1).stderr
    assert (base / "docs/topics.yml").read_bytes() == outline


def test_a_move_tells_where_and_what_it_lacks(kbtools: Run, base: Path) -> None:
    """The number too, for titles that are said twice; as JSON wherever it is asked; an id alone is none."""
    kbtools("outline", "--from", "../contents.txt", cwd=base)
    item = rows(kbtools, base)[0]["id"]
    where = kbtools("topics", "move", item, "1.3", cwd=base).stdout.splitlines()[0]

    assert where == "1 item put under 1.3 概率"
    for words in (("topics", "--json", "move", item, "1.3"), ("topics", "move", "--json", item, "1.3")):
        told = json.loads(kbtools(*words, cwd=base).stdout)
        assert (told["rulings"], told["title"], told["problems"]) == ({item: "概率"}, "概率", [])
    assert "give the ids of items, then a topic" in kbtools("topics", "move", item, cwd=base, code=2).stderr


def test_review_asks_for_the_doubtful_and_writes_each_answer(kbtools: Run, base: Path) -> None:
    """One key each, from a pipe too."""
    kbtools("outline", "--from", "../contents.txt", cwd=base)
    doubtful = [row for row in rows(kbtools, base) if row["confidence"] < 0.5 and row["guesses"]]

    said = kbtools("topics", "review", cwd=base, keys="x1q").stdout

    assert f"[1/{len(doubtful)}]" in said
    assert "1 ruling written" in said
    first = next(row for row in rows(kbtools, base) if row["id"] == doubtful[0]["id"])
    assert first["topic"] == doubtful[0]["guesses"][0]["topic"]
    assert f"{first['id']}: " in (base / "docs/topics.yml").read_text("utf-8")


def test_new_topics_are_proposed_and_never_forced(kbtools: Run, base: Path) -> None:
    """A heading that no topic has, told by `topics` and `status`."""
    kbtools("outline", "--from", "../contents.txt", cwd=base)
    before = (base / "docs/topics.yml").read_bytes()

    assert "园艺" in kbtools("topics", cwd=base).stdout.split("proposed topic: ")[1]
    assert json.loads(kbtools("status", "--json", cwd=base).stdout)["proposed"] == ["园艺"]
    kbtools("build", cwd=base)
    assert (base / "docs/topics.yml").read_bytes() == before


def test_a_proposal_is_taken_or_declined_for_good(kbtools: Run, base: Path) -> None:
    """The one becomes a topic, the other is told no more; the rest of the outline stays."""
    kbtools("outline", "--from", "../contents.txt", cwd=base)
    (base.parent / "more.md").write_text("# 园艺\n\n浇水。\n\n# 钓鱼\n\n等。\n", "utf-8")
    kbtools("import", "../more.md", cwd=base)
    before = (base / "docs/topics.yml").read_text("utf-8")

    told = kbtools("outline", "--add", "园艺", "--decline", "钓鱼", cwd=base).stdout

    assert "proposed" not in told
    after = (base / "docs/topics.yml").read_text("utf-8")
    assert after.replace("  - 园艺\n", "").replace("declined:\n  - 钓鱼\n", "") == before
    assert json.loads(kbtools("status", "--json", cwd=base).stdout)["proposed"] == []


def test_a_topic_goes_where_it_is_told_else_where_the_notes_have_it(kbtools: Run, base: Path) -> None:
    """Below or behind a topic by any of its names; a place that is none is told, and nothing is written."""
    kbtools("outline", "--from", "../contents.txt", cwd=base)
    (base.parent / "more.md").write_text("# 张量\n\n数。\n\n## 钓鱼\n\n等。\n", "utf-8")
    kbtools("import", "../more.md", cwd=base)
    before = (base / "docs/topics.yml").read_bytes()

    unknown = kbtools("outline", "--add", "x", "--under", "自动微风", cwd=base, code=1).stderr
    assert "TOPIC-UNKNOWN" in unknown
    assert "did you mean `自动微分`" in unknown
    for wrong in (("--under", "张量"), ("--add", "x", "--under", "张量", "--after", "概率")):
        assert "--under and --after" in kbtools("outline", *wrong, cwd=base, code=2).stderr
    assert (base / "docs/topics.yml").read_bytes() == before

    kbtools("outline", "--add", "钓鱼", cwd=base)
    kbtools("outline", "--add", "园艺", "--after", "1.1", cwd=base)
    kbtools("outline", "--add", "玫瑰", "--under", "园艺", cwd=base)
    (chapter,) = json.loads(kbtools("outline", "--json", cwd=base).stdout)["topics"]
    assert [topic["title"] for topic in chapter["children"]] == ["张量", "园艺", "自动微分", "概率"]
    assert [[below["title"] for below in topic["children"]] for topic in chapter["children"][:2]] == [
        ["钓鱼"],
        ["玫瑰"],
    ]


def test_outline_comes_from_markdown_and_from_printed_contents(kbtools: Run, base: Path) -> None:
    """toc.md with its links, and a PDF without bookmarks, in Chinese."""
    (base / "toc.md").write_text("- [1 基础](a.md)\n    - [1.1 张量](b.md)\n- 2 训练\n", "utf-8")
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(base / "book.pdf"))
    canvas.setFont("STSong-Light", 11)
    for index, title in enumerate(("1 基础", "1.1 张量", "1.2 自动微分", "2 训练", "2.1 线性回归")):
        canvas.drawString(60, 700 - 20 * index, f"{title} ........ {index * 5 + 1}")
    canvas.save()

    kbtools("outline", "--from", "toc.md", cwd=base)
    shown = json.loads(kbtools("outline", "--json", cwd=base).stdout)["topics"]
    assert [topic["title"] for topic in shown] == ["基础", "训练"]
    kbtools("outline", "--from", "book.pdf", "--replace", cwd=base)
    shown = json.loads(kbtools("outline", "--json", cwd=base).stdout)["topics"]
    assert [topic["title"] for topic in shown[0]["children"]] == ["张量", "自动微分"]


def test_links_that_name_nothing_are_told_and_the_build_goes_on(kbtools: Run, base: Path) -> None:
    """With the line in the stored file; with `--strict` they fail."""
    (base.parent / "links.md").write_text("# 链接\n\n见 [[自动求寻]] 与 [[张量]]。\n", "utf-8")

    told = kbtools("import", "../links.md", cwd=base).stderr

    assert "docs/.sources/links.md:3: warning LINK-UNRESOLVED: `[[自动求寻]]`" in told
    assert "did you mean `自动求导`?" in told
    assert kbtools("build", "--strict", cwd=base, code=1).stdout is not None


SLIDES = """\
# 讲义

## 1.1 张量

### 00:40 先看一个张量

形状是每根轴的长度。

```
>>> 1 + 1
2
```
language=python

## 张量

接着看。

```
>>> 2 + 2
4
```
language=python

```
>>> 3 + 3
6
```
language=python
"""


def test_a_heading_that_begins_no_section_has_a_row_all_the_same(kbtools: Run, base: Path) -> None:
    """Slides say a title twice, or again with the time of the recording: none of it is lost."""
    (base.parent / "slides.md").write_text(SLIDES, "utf-8")
    kbtools("import", "../slides.md", cwd=base)

    found = [row for row in rows(kbtools, base) if row["source"] == "slides"]

    told = [(row["line"], row["title_or_quote"], row["topic_title"]) for row in found]
    assert told == [
        (1, "讲义", told[0][2]),
        (3, "张量", "张量"),
        (5, "00:40 先看一个张量", "张量"),
        (15, "张量", "张量"),
    ]
    section = found[1]["id"]
    assert [row["id"] for row in found[1:]] == [section, f"{section}.2", f"{section}.3"]
    assert found[2]["reasons"] == ["it goes with the heading in line 3"]


def test_every_row_has_its_own_id_and_each_moves_its_section(kbtools: Run, base: Path) -> None:
    """A heading that only says its section's again moves the section, however often it is named."""
    (base.parent / "slides.md").write_text(SLIDES, "utf-8")
    kbtools("import", "../slides.md", cwd=base)
    ids = [row["id"] for row in rows(kbtools, base)]
    assert len(ids) == len(set(ids))
    again = next(name for name in ids if name.endswith(".3"))
    section = again.removesuffix(".3")

    done = kbtools("topics", "move", again, section, "园艺", cwd=base)

    assert done.stdout.splitlines()[0] == "1 item put under 园艺"
    assert f"  {section}: 园艺" in (base / "docs/topics.yml").read_text("utf-8")
    assert {row["topic"] for row in rows(kbtools, base) if row["id"].startswith(section)} == {"园艺"}
    unknown = kbtools("topics", "move", f"{section}.9", "园艺", cwd=base, code=1)
    assert f"did you mean `{section}" in unknown.stderr


MARKED = """\
>%%
>```annotation-json
>{"target":[{"selector":[{"type":"TextQuoteSelector","exact":"形状由 shape 给出"}]}]}
>```
>%%
>*%%PREFIX%%%%HIGHLIGHT%% ==形状由 shape 给出== %%POSTFIX%%*
>%%LINK%%[[#^abc123|show annotation]]
>%%COMMENT%%
>```python
>1 + 1
>```
>%%TAGS%%
>
^abc123
"""


def test_a_copy_of_highlights_has_rows_of_its_own(kbtools: Run, base: Path) -> None:
    """Syncing leaves copies of files: a highlight has a row and follows its copy until it is moved itself."""
    for name in ("book.md", "book copy.md"):
        (base.parent / name).write_text(MARKED, "utf-8")
    told = kbtools("import", "../book.md", "../book copy.md", cwd=base)

    found = []
    for item, topic in (("abc123-book-copy", "园艺"), ("abc123", "张量")):
        kbtools("topics", "move", item, topic, cwd=base)
        found.append({row["id"]: row["topic"] for row in rows(kbtools, base) if row["kind"] == "highlight"})

    assert found == [
        {"abc123": "园艺", "abc123-book-copy": "园艺"},
        {"abc123": "张量", "abc123-book-copy": "园艺"},
    ]
    assert "ID-DUPLICATE" in told.stderr
    assert 'id="abc123-book-copy"' in (base / "docs/sources/book-copy.md").read_text("utf-8")


def test_what_was_placed_is_recalled_and_may_be_forgotten(kbtools: Run, base: Path) -> None:
    """The folder is made, and without it the pages are the same."""
    kept = list((base / "docs/.cache/topics").glob("*.json"))
    assert kept
    before = {path: path.read_bytes() for path in (base / "docs/topics").iterdir()}

    for path in kept:
        path.write_text("broken", "utf-8")
    kbtools("build", cwd=base)
    shutil.rmtree(base / "docs/.cache")
    kbtools("build", cwd=base)

    assert {path: path.read_bytes() for path in (base / "docs/topics").iterdir()} == before
