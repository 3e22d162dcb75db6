"""Texts of shapes that nobody writes and files happen to have: read in time of their length, nothing lost.

What grows with the square of the length takes hours for so many characters, and all else seconds: the time
limit tells the two apart.
"""

import pytest

from kbtools import snippets, sources
from kbtools.model import Source, SourceId

LONG = 300_000
DEEP = 100_000
MANY = 3_000
pytestmark = pytest.mark.timeout(300)


def read_whole(text: str) -> None:
    """Read a text, find its snippets and account for it: no crash, no character lost."""
    reading = sources.read(Source(SourceId("odd"), "odd.md", text))
    snippets.session(reading)

    lost = sources.account(reading).missing
    assert lost == ()


@pytest.mark.parametrize("mark", ["\t", ">\t", "- ", "`", "[", "[a](", "$", "%%"])
def test_a_line_of_one_mark(mark: str) -> None:
    """One line under a heading, the same mark over and over."""
    read_whole("# 标题\n\n" + mark * (LONG // len(mark)) + "\n")


@pytest.mark.parametrize("mark", ["字", "(", "a.", "https://a.b/?token="])
def test_a_line_without_marks(mark: str) -> None:
    """No Markdown: one line of a pasted page."""
    read_whole("第一句。\n\n" + mark * (LONG // len(mark)) + "\n")


@pytest.mark.parametrize("line", ["<math><mi>x", "```python", "~~~", "%%", "<!--", "<!-- kb: x", "$$", "- a"])
def test_many_lines_that_open_something(line: str) -> None:
    """And nothing ever closes."""
    read_whole("# 标题\n\n" + f"{line}\n" * MANY)


@pytest.mark.parametrize(
    "line", [">>> x", "x = (", '"""', "In [1]:", "a\tb\tc", "点赞", ">*%%HIGHLIGHT%% ==x== *"]
)
def test_many_lines_of_a_kind(line: str) -> None:
    """Prompts, open brackets, rows, buttons, passages without a block."""
    read_whole(f"{line}\n" * MANY)


def test_a_line_of_dead_links() -> None:
    """Each is told with its words."""
    text = "# 标题\n\n## 1.1 甲\n\nlanguage=python\n\n" + "[甲](#) " * 20_000 + "\n"
    reading = sources.read(Source(SourceId("odd"), "odd.md", text))

    assert [drop.text for drop in sources.accounted(reading).drops] == ["[甲](#)"] * 20_000


def test_a_block_of_many_tags_and_a_long_comment() -> None:
    """Five thousand of them, under one passage."""
    tags = ", ".join(f"#标签{number}" for number in range(5_000))
    read_whole(f">*%%HIGHLIGHT%% ==甲== *\n>%%COMMENT%%\n>{'字 ' * (LONG // 4)}\n>%%TAGS%%\n>{tags}\n^a1\n")


def test_many_tables_in_one() -> None:
    """Each opens, and one end closes them all."""
    read_whole("# 标题\n\n" + ("<table>\n" * 1900 + "</table>\n\n") * 4)


def test_many_boxes_in_one() -> None:
    """Each opens, and one end closes them all; a fence stands in the way of the last."""
    read_whole("# 标题\n\n" + ("<pre>\n" * 1900 + "</pre>\n\n") * 4)
    read_whole("# 标题\n\n" + ("<pre>\n" * 1900 + "~~~\nx\n~~~\n</pre>\n\n") * 4)


def test_contents_as_long_as_the_page() -> None:
    """Thirty thousand lines that come again below."""
    lines = "".join(f"第 {number} 个标题\n" for number in range(30_000))
    read_whole(f"我的一页\n目录\n{lines}\n这里有一句话。\n{lines}")


def test_a_hundred_thousand_nested_quotes() -> None:
    """On one line, and as a stair of five hundred levels with tabs."""
    read_whole(">" * DEEP + " 到底了\n")
    read_whole("# 标题\n\n" + "".join(">\t" * depth + "x\n" for depth in range(500)))


def test_five_hundred_levels_of_a_list() -> None:
    """By blanks and by tabs."""
    read_whole("# 标题\n\n" + "".join("  " * depth + "- x\n" for depth in range(500)))
    read_whole("# 标题\n\n" + "".join("\t" * depth + "- x\n" for depth in range(500)))


def test_ten_thousand_blocks_of_highlights_that_never_end() -> None:
    """Each opens its JSON and has no id line."""
    read_whole(">%%\n>```annotation-json\n>{}\n" * 10_000)


@pytest.mark.parametrize("line", ["> > a", "[1, 2", "输出：甲"])
def test_a_paragraph_of_many_lines(line: str) -> None:
    """Each might begin or end an output."""
    read_whole("# 标题\n\n```python\nf(x)\n```\n\n" + f"{line}\n" * MANY)
