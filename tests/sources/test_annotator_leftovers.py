"""Whatever a torn block holds besides its parts is a person's, and stays."""

from collections.abc import Callable

import pytest

from kbtools.model import Highlight, Reading
from kbtools.sources import account

ReadText = Callable[[str], Reading]
JSON = '>%%\n>```annotation-json\n>{"target":[{"selector":[{"exact":"张量有形状"}]}]}\n>```\n>%%\n'
PASSAGE = ">*%%HIGHLIGHT%% ==张量有形状== *\n"
TAIL = ">%%LINK%%[[#^a1|show annotation]]\n>%%COMMENT%%\n>我的话\n>%%TAGS%%\n>\n^a1\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{JSON}先记一句。\n{PASSAGE}{TAIL}",
        f"{JSON}{PASSAGE}>先记一句。\n{TAIL}",
        f"{JSON}{PASSAGE}{TAIL.replace('annotation]]', 'annotation]]先记一句。')}",
    ],
    ids=["above the passage", "under the passage", "behind the link"],
)
def test_words_between_the_parts_are_kept(text: str, read_text: ReadText) -> None:
    """The passage is as it would be without them, and they stay, with the comment or as prose behind it."""
    reading = read_text(text)
    highlight = next(item for item in reading.items if isinstance(item, Highlight))
    said = [block.text for item in reading.items for block in item.body]

    assert highlight.quote == "张量有形状"
    assert highlight.comment.startswith("我的话")
    assert "先记一句。" in "\n".join(said)
    assert account(reading).missing == ()


@pytest.mark.parametrize("broken", ["]}", "]}]", ",]}]}"], ids=["short", "shorter", "comma"])
def test_a_passage_is_read_out_of_broken_json(broken: str, read_text: ReadText) -> None:
    """Where the Markdown below has lost its copy, the one in the JSON is the last one."""
    head = JSON.replace("]}]}", broken, 1)
    reading = read_text(head + TAIL)

    (highlight,) = reading.items
    assert isinstance(highlight, Highlight)
    assert (highlight.quote, highlight.comment) == ("张量有形状", "我的话")
    assert [problem.line for problem in reading.problems] == [1]
    assert account(reading).missing == ()


@pytest.mark.parametrize("odd", ["\x0c", "\x85", "\u2028", "\0"], ids=ascii)
def test_a_quote_mark_behind_an_odd_character_is_no_leftover(odd: str, read_text: ReadText) -> None:
    """The comment shows it, so it stands nowhere else; what is in front of it is seen by nobody."""
    reading = read_text(JSON + PASSAGE + TAIL.replace("我的话", f"{odd}> 引自别处"))

    (highlight,) = reading.items
    assert isinstance(highlight, Highlight)
    assert highlight.comment.strip() == "> 引自别处"
    assert account(reading).missing == ()
