"""Blocks and snippets in their order, callouts around what stands in them."""

from collections.abc import Callable
from typing import Any

from kbtools.model import Block, BlockKind
from kbtools.pages.item_body import Surroundings, item_body
from kbtools.text import Lines

SOURCE = """\
> [!example] 例子
> 先看
>
> ```text
> 甲
> ```
> 再看
后面
```text
乙
```
"""
BLOCKS = (
    Block(BlockKind.PROSE, "> [!example] 例子\n> 先看\n>", Lines(1, 3)),
    Block(BlockKind.FENCE, "甲", Lines(4, 6), "text", 5),
    Block(BlockKind.PROSE, "> 再看\n后面", Lines(7, 8)),
    Block(BlockKind.FENCE, "乙", Lines(9, 11), "text", 10),
)


def written(source: str) -> str:
    """The blocks as they are written for this source."""
    return item_body(BLOCKS, (), lambda _snippet, _between: "", Surroundings(source=source.split("\n")))


def test_a_callout_holds_the_code_in_it(look: Callable[[str], Any]) -> None:
    """Code and words with quote marks are inside, what follows is not."""
    text = written(SOURCE)
    inside, _, outside = look(text).html.rpartition("</div>\n<p>后面")

    assert text.count("</div>") == 2
    assert all(word in inside for word in ("先看", "甲", "再看"))
    assert "乙" in outside


def test_code_below_a_callout_is_outside() -> None:
    """Without quote marks it is nobody's."""
    text = written(SOURCE.replace("> ```", "```").replace("> 甲", "甲"))

    assert text.index("先看") < text.rindex("</div>") < text.index("甲")


def test_a_callout_that_ends_the_item_is_closed() -> None:
    """However little it holds."""
    around = Surroundings(source=["> [!tip]", "> ```", "> x", "> ```"])
    blocks = (
        Block(BlockKind.PROSE, "> [!tip]", Lines(1, 1)),
        Block(BlockKind.FENCE, "x", Lines(2, 4), "", 3),
    )

    text = item_body(blocks, (), lambda _snippet, _between: "", around)
    assert text.endswith("```\nx\n```\n\n</div>")


def test_a_table_cut_by_a_page_is_one() -> None:
    """Rows below a break go on, with the head said again or without it; another table stays apart."""
    head, rows = "名称\t参数\t速度", "甲\t12\t3.5\n乙\t8\t4.1"
    first = Block(BlockKind.TABLE, f"{head}\n{rows}", Lines(1, 3))
    again = Block(BlockKind.TABLE, f"{head}\n丙\t6\t5.0", Lines(7, 8))
    bare = Block(BlockKind.TABLE, "丁\t4\t5.5", Lines(12, 12))
    other = Block(BlockKind.TABLE, "国家\t首都\t语言\n法国\t巴黎\t法语", Lines(15, 16))

    text = item_body((first, again, bare, other), (), lambda _snippet, _between: "")
    assert text.count("| --- | --- | --- |") == 2
    assert text.count("名称") == 1
    assert text.index("丙") < text.index("丁") < text.index("国家")
