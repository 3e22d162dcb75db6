"""What is told of Markdown line by line is what its parser tells."""

import re
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from kbtools.model import BlockKind
from kbtools.sources import headings, markdown_blocks
from kbtools.sources.headings import heading
from kbtools.sources.markdown_blocks import Walked, walk
from kbtools.sources.simple_markdown import simple_markdown
from kbtools.text import Lines

LINES = """|正文|## 标题|# 1.2 标题 #|#|##|####### 七|#tag|  ## 缩进|===|---|- 项|  续|1. 项|> 引|> ## 引
* * *|- # 项|   - a|```|```python|``` |```py x|````|~~~|  ```|x ``` y|```c++ |`x`|$$|$x$|<table>|<b>
:label:`a`|[a]: b|# [a]: b|- |=|-|%%|<!-- a -->|-->|>>> x = 1
x = 1|    code|\tcode|In [1]: x|a  |  |\x0b|a\x00b
a\r|⼀|\\|# 12:30 讲|# **粗** `x`""".replace("\n", "|").split("|")


def by_parser(lines: list[str], *, headings: bool) -> Walked:
    """The walk that asks the parser whatever the lines are."""
    with patch.object(markdown_blocks, "simple_markdown", lambda *_, **__: None):
        return walk(lines, 7, headings=headings)


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=9), st.booleans())
def test_told_line_by_line_or_by_the_parser_it_is_the_same(lines: list[str], with_headings: bool) -> None:  # noqa: FBT001
    """Pieces, kinds and lines; what only the parser can tell is left to it."""
    assert walk(lines, 7, headings=with_headings) == by_parser(lines, headings=with_headings)


def test_most_comments_and_sections_need_no_parser() -> None:
    """Headings, paragraphs, lists and fences with a plain mark are told by their lines."""
    lines = ["# 一", "", "正文", "- 项", "```python", "    x = 1  # <a> %%", "```", "后文"]

    pieces = simple_markdown(lines, 1, headings=True)

    assert pieces
    assert [type(piece).__name__ for piece in pieces] == ["Heading", "Block", "Block", "Block"]
    assert [getattr(piece, "kind", None) for piece in pieces[1:]] == [
        BlockKind.PROSE,
        BlockKind.FENCE,
        BlockKind.PROSE,
    ]


@given(st.text(st.sampled_from("a1张 <b>/[]()#\\*_`{}^:.-0⼀"), max_size=20))
def test_a_heading_without_marks_is_its_own_title(raw: str) -> None:
    """Looking for marks where no sign of one stands finds none."""
    told = heading(raw, 2, Lines(1, 1))

    with patch.object(headings, "_SIGN", re.compile("")):
        assert heading(raw, 2, Lines(1, 1)) == told
