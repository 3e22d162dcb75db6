"""Texts of shapes that nobody writes and files happen to have: read in about the time of their length, nothing lost.

What grows with the square of the length would take many minutes for a million characters, so a time limit of
two minutes tells the two apart on any machine.
"""

import pytest

from kbtools import snippets, sources
from kbtools.model import Source, SourceId

MILLION = 1_000_000
DEEP = 100_000
pytestmark = pytest.mark.timeout(120)


def read_whole(text: str) -> None:
    """Read a text, find its snippets and account for it: no crash, no character lost."""
    reading = sources.read(Source(SourceId("odd"), "odd.md", text))
    snippets.session(reading)

    assert sources.account(reading).missing == ()


@pytest.mark.parametrize(
    "mark", ["\t", ">\t", "> - ", "- ", "`", "[", "![[", "[a](", "$", "%%", "**a ", "=="]
)
def test_a_line_of_one_mark(mark: str) -> None:
    """A million characters on one line under a heading, the same mark over and over."""
    read_whole("# 标题\n\n" + mark * (MILLION // len(mark)) + "\n")


@pytest.mark.parametrize("mark", ["字", "word ", "(", "a.", "1, ", "https://a.b/?token=", "/home/a/"])
def test_a_line_without_marks(mark: str) -> None:
    """A million characters that are no Markdown on one line of a pasted page."""
    read_whole("第一句。\n\n" + mark * (MILLION // len(mark)) + "\n")


@pytest.mark.parametrize("line", ["<math><mi>x", "```python", "~~~", "%%", "<!--", "<!-- kb: x", "$$", "- a"])
def test_ten_thousand_lines_that_open_something(line: str) -> None:
    """And nothing ever closes."""
    read_whole("# 标题\n\n" + f"{line}\n" * 10_000)


@pytest.mark.parametrize(
    "line", [">>> x", "x = (", '"""', "In [1]:", "a\tb\tc", "点赞", ">*%%HIGHLIGHT%% ==x== *"]
)
def test_five_thousand_lines_of_a_kind(line: str) -> None:
    """Prompts, open brackets, rows, buttons, passages without a block."""
    read_whole(f"{line}\n" * 5_000)


def test_a_hundred_thousand_nested_quotes() -> None:
    """On one line, and as a stair of a thousand levels with tabs."""
    read_whole(">" * DEEP + " 到底了\n")
    read_whole("# 标题\n\n" + "".join(">\t" * depth + "x\n" for depth in range(1000)))


def test_a_thousand_levels_of_a_list() -> None:
    """By blanks and by tabs."""
    read_whole("# 标题\n\n" + "".join("  " * depth + "- x\n" for depth in range(1000)))
    read_whole("# 标题\n\n" + "".join("\t" * depth + "- x\n" for depth in range(1000)))


def test_ten_thousand_blocks_of_highlights_that_never_end() -> None:
    """Each opens its JSON and has no id line."""
    read_whole(">%%\n>```annotation-json\n>{}\n" * 10_000)
