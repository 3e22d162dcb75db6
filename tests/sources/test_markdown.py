"""Markdown: a note a heading, a block a fence, and prose as its author wrote it."""

from collections.abc import Callable

import pytest

from kbtools.model import Block, BlockKind, Note, Reading
from kbtools.problems import Code
from kbtools.sources import account
from kbtools.text import Lines

ReadText = Callable[[str], Reading]


def notes(reading: Reading) -> list[Note]:
    """The notes of a reading."""
    return [item for item in reading.items if isinstance(item, Note)]


def body(reading: Reading) -> list[Block]:
    """All blocks of a reading."""
    return [block for note in notes(reading) for block in note.body]


def test_headings_make_a_flat_list_of_notes(read_text: ReadText) -> None:
    """Text above the first heading is a note too; the path holds the titles above."""
    reading = read_text("序言。\n\n# 书\n\n## 1.6.1 读取数据集 ##\n\n正文。\n\n第二章 预备知识\n---\n")

    assert [(n.level, n.number, n.title, n.headings) for n in notes(reading)] == [
        (0, "", "书", ()),
        (1, "", "书", ("书",)),
        (2, "1.6.1", "读取数据集", ("书", "读取数据集")),
        (2, "2", "预备知识", ("书", "预备知识")),
    ]


def test_fences_in_lists_and_quotes_are_split_out(read_text: ReadText) -> None:
    """Code comes without indentation and quote marks, with the lines it has in the file."""
    reading = read_text(
        "# a\n\n- item\n\n  ```Python  \n  if x:\n      y\n  ```\n  rest\n\n> ~~~\n> z\n> ~~~\n"
    )
    fences = [block for block in body(reading) if block.kind is BlockKind.FENCE]

    assert [(f.text, f.info, f.lines, f.first_line) for f in fences] == [
        ("if x:\n    y", "python", Lines(5, 8), 6),
        ("z", "", Lines(11, 13), 12),
    ]
    assert [b.text for b in body(reading) if b.kind is BlockKind.PROSE] == ["- item", "rest"]


def test_mathml_and_the_words_behind_it_stay_together(read_text: ReadText) -> None:
    """A formula over several lines, in the middle of a sentence, is part of the prose."""
    text = "值为<math>\n      <mi>x</mi>\n</math>是好的。"
    reading = read_text(f"# a\n\n{text}\n\n```\ny\n```")

    assert body(reading)[0].text == text


def test_a_comment_for_kbtools_is_a_block_of_its_own(read_text: ReadText) -> None:
    """The stage that finds snippets sees it right above the fence."""
    reading = read_text("# a\n\nwords\n<!-- kb: skip -->\n```python\nx\n```\n")

    assert [block.text for block in body(reading)] == ["words", "<!-- kb: skip -->", "x"]


def test_front_matter_is_structure(read_text: ReadText) -> None:
    """Properties are not shown; prose between two rules is."""
    assert read_text("---\ntitle: T\ntags: [a]\n---\n\n# h\n").structure == (Lines(1, 4),)
    assert read_text("---\ntitle: T\n---\n\n# h\n").title == "T"
    assert read_text("---\nJust words.\n---\n\n# h\n\n# i\n").structure == (Lines(3, 3),)


def test_time_stamps_leave_the_title(read_text: ReadText) -> None:
    """A title said twice around a time is said once; the time is still shown."""
    note = notes(read_text("# a\n\n## 模型。03:27 模型\n\n## [00:11 目标](#)\n"))

    assert [(n.title, [b.text for b in n.body]) for n in note[1:]] == [
        ("模型", ["03:27"]),
        ("目标", ["00:11"]),
    ]


@pytest.mark.parametrize("title", ["按 7:3 划分数据", "[1:3, 1:] 取出一块", "画面是 16:9 的"])
def test_two_numbers_with_a_colon_stay_in_a_title(title: str, read_text: ReadText) -> None:
    """A share, a slice and the shape of a picture are no times."""
    assert [note.title for note in notes(read_text(f"# a\n\n## {title}\n"))] == ["a", title]


def test_an_open_fence_is_a_problem(read_text: ReadText) -> None:
    """The reader says where it starts."""
    (problem,) = read_text("# a\n\n```python\nx = 1\n").problems

    assert (problem.code, problem.line) == (Code.FENCE_UNCLOSED, 3)


def test_ids_survive_changes_elsewhere(read_text: ReadText) -> None:
    """A note's id depends on its headings, not on its place."""
    before = notes(read_text("# a\n\n## b\n\nx\n\n## b\n\ny\n"))
    after = notes(read_text("# a\n\nnew\n\n## c\n\n## b\n\nx, changed\n\n## b\n\ny\n"))

    assert [note.id for note in before] == [after[0].id, after[2].id, after[3].id]
    assert len({note.id for note in after}) == 4


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_fence_in_a_footnote_is_one(gap: str, read_text: ReadText) -> None:
    """As in an item of a list: without the margin of the footnote, which goes on below it."""
    fence = "    ```python\n    if x:\n        print(x)\n    ```\n"
    reading = read_text(f"# A\n\n见脚注[^1]。\n\n[^1]: 说明{gap}{fence}\n    还有。\n\n后面。\n")

    assert [(block.kind, block.text) for block in body(reading)] == [
        (BlockKind.PROSE, "见脚注[^1]。\n\n[^1]: 说明"),
        (BlockKind.FENCE, "if x:\n    print(x)"),
        (BlockKind.PROSE, "还有。"),
        (BlockKind.PROSE, "后面。"),
    ]
    assert account(reading).missing == ()


def test_a_fence_on_the_line_of_a_label_stays_with_it(read_text: ReadText) -> None:
    """It would take the label of the footnote away."""
    text = "见脚注[^1]。\n\n[^1]: ```python\n    x = 1\n    ```"

    assert [(block.kind, block.text) for block in body(read_text(text))] == [(BlockKind.PROSE, text)]


def test_compatibility_radicals_are_folded(read_text: ReadText) -> None:
    """Prose and titles can be searched; code stays as it is."""
    reading = read_text("# ⽤\n\n⽤\n\n```\n⽤\n```\n")

    assert [notes(reading)[0].title, *(block.text for block in body(reading))] == ["用", "用", "⽤"]


def test_numbers_nest_where_levels_say_nothing(read_text: ReadText) -> None:
    """Headings of one level are nested by their numbers; where levels agree, they decide."""
    flat = read_text("# 1 数组\n\n# 1.1 形状\n\n# 1.1.1 轴\n\n# 1.2 类型\n\n# 小结\n")
    deep = read_text("# 1 数组\n\n## 1.1 形状\n\n## 小结\n\n# 1.3 类型\n")

    assert [note.headings for note in notes(flat)][1:4] == [
        ("数组", "形状"),
        ("数组", "形状", "轴"),
        ("数组", "类型"),
    ]
    assert [note.headings for note in notes(deep)][2:] == [("数组", "小结"), ("类型",)]


def test_numbers_of_a_clipper_are_numbers(read_text: ReadText) -> None:
    """A backslash in front of a dot keeps a list from starting and says nothing."""
    (note,) = notes(read_text("## 1\\. 起步\n"))

    assert (note.number, note.title) == ("1", "起步")
