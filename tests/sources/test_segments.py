"""Broken and hidden parts of Markdown cost themselves only."""

from collections.abc import Callable

import pytest

from kbtools.model import BlockKind, Note, Reading
from kbtools.problems import Code
from kbtools.sources import account

ReadText = Callable[[str], Reading]


def shape(reading: Reading) -> list[str]:
    """Every heading as its title, every block as its kind and lines."""
    found = []
    for item in reading.items:
        if isinstance(item, Note) and item.level:
            found.append(item.title)
        found += [f"{block.kind} {block.lines}" for block in item.body]
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# a\n\n```python\nx = 1\n\n## b\n\nwords\n\n```python\ny\n```\n",
            ["fence 3-4", "b", "prose 8", "fence 10-12"],
        ),
        ("# a\n\n```python\nx = 1\n```python\ny = 2\n```\n", ["fence 3-4", "fence 5-7"]),
        ("# a\n\n```python\nx = 1\n\n这一段是作者写的话，不是代码。\n", ["fence 3-4", "prose 6"]),
        ("# a\n\n```python\nx = 1\n\n# set y\ny = 2\n", ["fence 3-7"]),
    ],
    ids=["heading", "next fence", "sentence", "comment"],
)
def test_an_open_fence_ends_where_text_starts(text: str, expected: list[str], read_text: ReadText) -> None:
    """A heading, a sentence or the next fence is not swallowed, a comment of the code is."""
    reading = read_text(text)

    assert shape(reading) == ["a", *expected]
    assert [problem.code for problem in reading.problems] == [Code.FENCE_UNCLOSED]
    assert account(reading).missing == ()


def test_markdown_shown_in_a_fence_stays_there(read_text: ReadText) -> None:
    """A fence that shows Markdown may hold the opening of another."""
    reading = read_text("# a\n\n```md\n```python\nx\n```\n\nwords\n")

    assert shape(reading) == ["a", "fence 3-6", "prose 8"]
    assert reading.problems == ()


@pytest.mark.parametrize("mark", [("%%", "%%"), ("<!-- my", "own -->")])
def test_nothing_in_an_aside_is_a_heading_or_a_fence(mark: tuple[str, str], read_text: ReadText) -> None:
    """What an author hid is one block of prose, and the text goes on behind it."""
    text = f"# a\n\nwords\n\n{mark[0]}\n# b\n```python\nx = 1\n```\n{mark[1]}\n\n## c\n"

    assert shape(read_text(text)) == ["a", "prose 3", "prose 5-10", "c"]


def test_an_aside_in_code_is_code(read_text: ReadText) -> None:
    """Both marks stand for themselves inside a fence, and an unclosed one hides nothing."""
    text = "# a\n\n```\n%%\n# b\n%%\n```\n\n%%\n\n## c\n"

    assert shape(read_text(text)) == ["a", "fence 3-7", "prose 9", "c"]


def test_indented_code_is_a_fence(read_text: ReadText) -> None:
    """As notebooks are exported: the output right under its code, whatever it says."""
    text = "# a\n\n```python\nx\n```\n\n    a strange sort of value\n    12\n\nwords\n\n    y = f(x)\n\n"
    reading = read_text(f"{text}这里\n\n    只是首行缩进的一段话，没有别的。\n")
    blocks = [block for item in reading.items for block in item.body]

    assert shape(reading) == ["a", "fence 3-5", "fence 7-8", "prose 10", "fence 12", "prose 14-16"]
    assert (blocks[1].text, blocks[1].first_line) == ("a strange sort of value\n12", 7)


def test_a_rule_inside_mathematics_underlines_nothing(read_text: ReadText) -> None:
    """Words right above a display make no heading of it."""
    assert shape(read_text("# a\n\nthe matrix\n$$\nx\n---\n$$\n")) == ["a", "prose 3-7"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('<span id="p-1"></span>**Broad** <font color="red">casts</font>', "Broad casts"),
        ("Code ^my-block", "Code"),
        ("[]{#anchor}Views {#views .plain}", "Views"),
        ("vector<T> and a<b", "vector<T> and a<b"),
    ],
)
def test_titles_are_without_the_marks_of_tools(line: str, title: str, read_text: ReadText) -> None:
    """Anchors, colours and block ids are no words of a title."""
    assert shape(read_text(f"# {line}\n\n## b\n"))[0] == title


def test_block_kinds_of_the_case(read_text: ReadText) -> None:
    """Prose stays prose around an aside."""
    kinds = [block.kind for item in read_text("# a\n\nx\n\n%%\ny\n%%\n\nz\n").items for block in item.body]

    assert kinds == [BlockKind.PROSE] * 3
