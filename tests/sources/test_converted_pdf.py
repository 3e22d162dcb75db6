"""Markdown out of a PDF: what belongs to slides goes, what belongs to the author stays."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kbtools.model import BlockKind, DropReason, Note, Reading
from kbtools.sources import account, accounted

ReadText = Callable[[str], Reading]


def test_slides_are_read_as_notes(read_case: ReadText) -> None:
    """Footers, navigation and repeated titles are dropped with their reason, nothing else."""
    reading = read_case("slides.md")

    assert reading.reader == "converted-pdf"
    assert account(reading).missing == ()
    assert [(str(drop.lines), drop.reason) for drop in reading.drops] == [
        ("1", DropReason.NAVIGATION),
        ("9", DropReason.SLIDE_FOOTER),
        ("15", DropReason.DUPLICATE_OF),
        ("26", DropReason.SLIDE_FOOTER),
        ("41", DropReason.SLIDE_FOOTER),
    ]


def test_language_lines_name_their_fences(read_case: ReadText) -> None:
    """A label under a fence or glued to its line is its language, and no text."""
    blocks = [block for item in read_case("slides.md").items for block in item.body]
    fences = [block for block in blocks if block.kind is BlockKind.FENCE]

    assert [(fence.info, fence.text) for fence in fences] == [
        ("python", ">>> x = f(1)"),
        ("bash", "pip install demo"),
        ("", "no label"),
    ]


def test_tabs_make_a_table(read_case: ReadText) -> None:
    """Rows keep their cells, the empty corner included."""
    blocks = [block for item in read_case("slides.md").items for block in item.body]

    assert [block.text for block in blocks if block.kind is BlockKind.TABLE] == ["\ta\tb\n0\t1\t2"]


def test_time_stamps_are_text_of_the_note(read_case: ReadText) -> None:
    """A time under a heading is no topic, and a link to nowhere is its words."""
    notes = [item for item in read_case("slides.md").items if isinstance(item, Note)]

    assert [note.headings for note in notes] == [
        ("Course",),
        ("Course", "Arrays"),
        ("Course", "Arrays", "Slide title"),
        ("Course", "Lists"),
    ]
    assert notes[1].body[0].text == "07:31 Broadcasting"
    assert notes[1].body[1].text == "Watch the film first."
    assert [note.place and note.place.start for note in notes] == [None, 7 * 60 + 31, None, None]


FLAT = """
# 第3章 回归

# 3.1 一维的情形

$$
\\hat { y } = w _ { 1 } x + b _ { 0 } .
$$

import torch
x = torch.ones(2)

这里用一行文字说明上面的两行代码。

# 3.1.1 代码

![](images/0a1b2c3d.jpg)

# 3.2 多维的情形
"""


def test_flat_headings_nest_by_number(read_text: ReadText) -> None:
    """A conversion that knows one level only still has the numbers."""
    reading = read_text(FLAT)

    assert reading.reader == "converted-pdf"
    assert [item.headings for item in reading.items] == [
        ("回归",),
        ("回归", "一维的情形"),
        ("回归", "一维的情形", "代码"),
        ("回归", "多维的情形"),
    ]


def test_code_that_lost_its_fence_is_listing(read_text: ReadText) -> None:
    """A paragraph that is code to its last line is code; one that only starts so is prose."""
    blocks = [block for item in read_text(FLAT).items for block in item.body]

    assert [block.text for block in blocks if block.kind is BlockKind.LISTING] == [
        "import torch\nx = torch.ones(2)"
    ]
    mixed = read_text(FLAT + "\nx = 1\n但是这一行是一句话，所以整段都是文字。\n")
    assert sum(block.kind is BlockKind.LISTING for item in mixed.items for block in item.body) == 1


def test_heads_that_count_pages_are_furniture(read_text: ReadText) -> None:
    """The same words before a number that rises are no text; somebody's own list is."""
    pages = "".join(f"My course | {page}\n\n## Part {page}\n\nExample 1 of it\n\n" for page in range(2, 6))
    reading = read_text(pages)

    assert reading.reader == "converted-pdf"
    assert {drop.reason for drop in reading.drops} == {DropReason.PAGE_FURNITURE}
    assert len(reading.drops) == 4


def test_marks_between_pages_are_furniture(read_text: ReadText) -> None:
    """Anchors of pages tell the conversion, its page marks go."""
    text = '# <span id="page-0-0"></span>A\n\nsee [B](#page-1-0)\n\n{1}------------------------------\n\n'
    reading = read_text(f'{text}# <span id="page-1-0"></span>B\n\nwords\n')

    assert [(str(drop.lines), drop.reason) for drop in reading.drops] == [("5", DropReason.PAGE_FURNITURE)]


def test_tables_of_html_are_tables(read_text: ReadText) -> None:
    """Cells come without tags, on one line or many; what is no whole table stays as it is."""
    reading = read_text(
        "# 表\n\n<table><tr><td>名称</td><td>速度</td></tr>"
        "<tr><td>甲 &amp; 乙</td><td>3.5<br>每秒</td></tr></table>\n\n"
        "<table>\n<tr><th>a</th></tr>\n<tr><td>1</td></tr>\n</table>\n\n"
        "行内 <table><tr><td>x</td></tr></table>\n"
    )
    blocks = [(block.kind, block.text) for item in reading.items for block in item.body]

    assert blocks == [
        (BlockKind.TABLE, "名称\t速度\n甲 & 乙\t3.5 每秒"),
        (BlockKind.TABLE, "a\n1"),
        (BlockKind.PROSE, "行内 <table><tr><td>x</td></tr></table>"),
    ]
    assert account(reading).missing == ()


def test_an_address_in_a_table_of_html_is_shown(read_text: ReadText) -> None:
    """Behind its words, or for them; one that leads nowhere from here is dropped, and told."""
    reading = read_text(
        "# 表\n\n<table><tr><td><a href='https://a.org/x?n=1&amp;m=2'>甲</a> 见此</td>"
        '<td><a class="b" href="#ref-3">乙</a></td></tr>'
        '<tr><td><a href="https://b.org/">https://b.org/</a></td><td><a href="../c.html">丙</a></td></tr>'
        "</table>\n"
    )
    (note,) = reading.items
    dead = [drop.text for drop in accounted(reading).drops]
    shown = [span for span in account(reading).spans if span.field == "body"]

    assert [block.text for block in note.body] == [
        "甲 (https://a.org/x?n=1&m=2) 见此\t乙\nhttps://b.org/\t丙"
    ]
    assert dead == ["#ref-3", "../c.html"]
    assert "https://a.org/x?n=1&amp;m=2" in {reading.source.text[span.start : span.end] for span in shown}
    assert account(reading).missing == ()


@pytest.mark.parametrize(
    "table",
    [
        "<table><caption>表 3：结果</caption><tr><td>a</td></tr><tr><td>1</td></tr></table>",
        "<table><tr><td>a</td></tr><tr><td><img src='x.png' alt='图'></td></tr></table>",
        "<table><tr><td>a</td></tr><!-- 存疑 --><tr><td>1</td></tr></table>",
    ],
    ids=["caption", "picture", "remark"],
)
def test_a_table_of_html_with_more_than_words_in_cells_stays(table: str, read_text: ReadText) -> None:
    """What has no cell would be lost."""
    (note,) = read_text(f"# 表\n\n{table}\n").items

    assert [(block.kind, block.text) for block in note.body] == [(BlockKind.PROSE, table)]


def test_words_in_a_table_of_html_can_be_missing(read_text: ReadText) -> None:
    """Tags mark, words are shown."""
    reading = read_text(
        "# 表\n\n<table><tr><td title='a>b'>甲 &lt; 乙</td></tr><tr><td>丙</td></tr></table>\n"
    )
    (note,) = reading.items
    (block,) = note.body
    poorer = replace(note, body=(replace(block, text="甲 < 乙"),))

    assert account(reading).missing == ()
    assert account(replace(reading, items=(poorer,))).missing == (3,)
