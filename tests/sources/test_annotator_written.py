"""The quick way through an Annotator file gives what the tolerant one gives, whatever people did to it."""

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from kbtools.sources.annotator_block import raw_blocks
from kbtools.sources.annotator_prose import prose
from kbtools.sources.annotator_written import written_blocks
from kbtools.sources.markdown_blocks import walk
from kbtools.text import split_lines

BLOCK = """
>%%
>```annotation-json
>{"created":"2024-03-01T10:00:00Z","target":[{"selector":[{"type":"TextQuoteSelector","exact":"形状"}]}]}
>```
>%%
>*%%PREFIX%%前文%%HIGHLIGHT%% ==形状== %%POSTFIX%%后文*
>%%LINK%%[[#^NAME|show annotation]]
>%%COMMENT%%
>一句话
>%%TAGS%%
>#张量
^NAME
"""
ODD_LINES = """>%%|>```annotation-json|>{}|>```|> ```annotation-json|>*%%HIGHLIGHT%% ==别处== *|>
>%%LINK%%[[#^a1|>%%COMMENT%%|>%%TAGS%%|> %%TAGS%%|>^a1|^a1|^b2||## 标题|正文|---|- 列表|  ## 缩进|      代码
```python|%%|<!-- 旁注 -->|50%|>words ^up
> [!annotation]|>> 引用|$$|1. 项|\tx = 1|<!-- 旁注|# 末尾 -->|-->""".replace("\n", "|").split("|")


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file of blocks in which lines were added, taken away and doubled."""
    names = draw(st.lists(st.sampled_from(["a1", "b2", "c3"]), min_size=1, max_size=4))
    lines = "\n".join(BLOCK.replace("NAME", name) for name in names).split("\n")
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(lines)))
        change = draw(st.sampled_from(["add", "take", "double", "join"]))
        if change == "add":
            lines.insert(place, draw(st.sampled_from(ODD_LINES)))
        elif change == "take":
            del lines[place : place + draw(st.integers(1, 3))]
        elif change == "double":
            lines[place:place] = lines[max(0, place - draw(st.integers(1, 14))) : place]
        else:
            lines[place : place + 2] = ["".join(lines[place : place + 2])]
    return "\n".join(lines)


def test_signs_in_the_text_do_not_matter() -> None:
    """Shares and powers are words like others, in the passage, the comment and the tags."""
    text = (
        BLOCK.replace("形状==", "占 95% 或 2%==")
        .replace("一句话", "x^2 与 ^n, 50%%")
        .replace("#张量", "#100%")
    )

    assert [block.comment for block in written_blocks(text)] == [("x^2 与 ^n, 50%%",)]
    assert both_ways(text)


def both_ways(text: str) -> bool:
    """Whether the blocks are the same with and without the quick way."""
    lines = split_lines(text)
    quick = (replace(block, written=False) for block in raw_blocks(lines, written_blocks(text)))
    return list(quick) == list(raw_blocks(lines))


@settings(max_examples=200, deadline=None)
@given(files())
def test_a_block_as_the_plugin_writes_it_is_what_the_grammar_gives(text: str) -> None:
    """Field for field, and the blocks around it are cut where they were."""
    assert both_ways(text)


def test_one_odd_line_anywhere_does_not_matter() -> None:
    """Each odd line at each place of two blocks, with the same id and with two."""
    for names, odd in product((("a1", "a1"), ("a1", "b2"), ("b2", "a1")), ODD_LINES):
        lines = "\n".join(BLOCK.replace("NAME", name) for name in names).split("\n")
        for place in range(len(lines) + 1):
            text = "\n".join((*lines[:place], odd, *lines[place:]))
            assert both_ways(text), text


def test_prose_between_blocks_is_what_the_whole_file_gives() -> None:
    """Read run by run or at one go, with the blocks as empty lines; every odd line before every other."""
    for first, second in product(ODD_LINES, repeat=2):
        lines = split_lines(f"{first}\n{BLOCK}\n{second}\n\n正文\n{BLOCK}")
        blocks = list(raw_blocks(lines))
        taken = {line for block in blocks for line in range(block.lines.start, block.lines.end + 1)}
        emptied = ["" if number in taken else line for number, line in enumerate(lines, 1)]

        assert prose(lines, blocks, ()) == walk(emptied, cuts=[block.lines.start for block in blocks])


def test_the_quick_way_is_taken() -> None:
    """Every block of an untouched file is found by it, with and without context, comment and tags."""
    bare = BLOCK.replace("%%PREFIX%%前文", "").replace(" %%POSTFIX%%后文", "").replace("一句话", "")
    text = f"{BLOCK}\n{bare}\n{BLOCK}"

    assert [block.lines.start for block in written_blocks(text)] == [2, 16, 30]


def test_a_file_of_unfinished_blocks_is_read_once() -> None:
    """What looks like a block and never ends is given up at the next one: ten thousand take no time."""
    text = "\n".join(["", *(BLOCK.replace("^NAME\n", "").strip("\n") for _ in range(10_000))])

    assert list(written_blocks(text)) == []
