"""An outline read from a table of contents."""

import time
from pathlib import Path
from typing import Any

import pytest

from kbtools.model import Topic
from kbtools.topics.outlines.contents import read_contents


def tree(topics: tuple[Topic, ...]) -> list[Any]:
    """Numbers and titles, nested."""
    rows: list[Any] = []
    for topic in topics:
        name = f"{topic.number} {topic.title}".strip()
        rows.append([name, tree(topic.children)] if topic.children else name)
    return rows


def lines(topics: tuple[Topic, ...], depth: int = 0) -> list[str]:
    """Numbers and titles, two blanks a level."""
    rows: list[str] = []
    for topic in topics:
        rows.append(f"{'  ' * depth}{f'{topic.number} {topic.title}'.strip()}")
        rows += lines(topic.children, depth + 1)
    return rows


def written() -> dict[str, tuple[str, str]]:
    """How contents are written, each with its tree: two blanks a level."""
    found = (Path(__file__).parents[1] / "cases/contents.txt").read_text("utf-8").split("=== ")[1:]
    parts = (case.partition("\n") for case in found)
    return {
        name: (text.partition("\n--- tree\n")[0], text.partition("\n--- tree\n")[2].rstrip())
        for name, _, text in parts
    }


WRITTEN = written()


@pytest.mark.parametrize("name", WRITTEN)
def test_contents_are_read_however_they_are_written(name: str) -> None:
    """What a careful person would make of them."""
    text, expected = WRITTEN[name]

    assert "\n".join(lines(read_contents(text).topics)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "前言\n1 基础\n  1.1 张量\n  1.2 广播 机制\n2 训练\n",
        "前言 ........ 3\n1 基础 ....... 7\n1.1 张量 ..... 8\n1.2 广播 机制\t9\n2 训练 … … 12\n",
        "# 前言\n# 1 基础\n## 1.1 张量\n## 1.2 广播 机制\n# 2 训练\n",
        "- 前言\n- [1. 基础](a.md)\n    - [1.1. 张量](b.md)\n    - 1.2 广播 机制\n- 第2章 训练\n",
    ],
)
def test_numbers_dots_headings_and_bullets_give_one_tree(text: str) -> None:
    """As printed, as pasted, as Markdown: the same outline."""
    assert tree(read_contents(text).topics) == ["前言", ["1 基础", ["1.1 张量", "1.2 广播 机制"]], "2 训练"]


def test_indentation_alone_gives_the_tree() -> None:
    """A list without numbers."""
    text = "基础\n  张量\n    形状\n  广播\n训练\n"

    assert tree(read_contents(text).topics) == [["基础", [["张量", ["形状"]], "广播"]], "训练"]


def test_slugs_are_unique() -> None:
    """The same title in two chapters."""
    outline = read_contents("1 甲\n1.1 小结\n2 乙\n2.1 小结\n")

    assert [topic.slug for topic in outline.walk()] == ["甲", "小结", "乙", "小结-2"]


def test_empty_text_is_an_empty_outline() -> None:
    """Nothing, and nothing but blanks."""
    assert read_contents(" \n\n").topics == ()


def test_a_whole_document_gives_its_headings_only() -> None:
    """Never its code, tables, pictures or sentences, and never a title without a word."""
    text = "# 甲\n\n一句话\n\n```bash\nmake # x\n```\n\n## 乙\n\n| A |\n| --- |\n\n![图](a.png)\n\n# ！\n"

    assert tree(read_contents(text).topics) == [["甲", ["乙"]]]


def test_the_pages_around_the_text_of_a_book_are_no_topics() -> None:
    """Cover, copyright, references and index; a preface is, and so is an index among the chapters."""
    text = "Cover\nCopyright\nPreface\n1 Tables\n1.1 Rows\nIndex\n2 Plans\nReferences\nIndex\n"

    assert tree(read_contents(text).topics) == ["Preface", ["1 Tables", ["1.1 Rows"]], "Index", "2 Plans"]
    assert tree(read_contents("封面\n第1章 表\n第2章 索引\n参考文献 ... 99\n").topics) == ["1 表", "2 索引"]


def test_a_bare_list_of_topics_keeps_them_all() -> None:
    """Without a chapter nothing tells a page of a book from a topic."""
    assert tree(read_contents("事务\n锁\n索引\n").topics) == ["事务", "锁", "索引"]


@pytest.mark.parametrize(
    "row",
    [
        "1 甲" + ". " * 4000 + "乙",
        "1 甲" + " " * 9000 + "乙",
        "words " * 9000,
        "<!--\n" * 20_000,
        "<script>\n" * 20_000,
    ],
)
def test_a_long_row_takes_no_time(row: str) -> None:
    """Leaders, blanks or words without an end: what waits for them to match would not end either."""
    started = time.process_time()
    read_contents(f"{row}\n1.1 丙 ...... A-1\n")

    assert time.process_time() - started < 5
