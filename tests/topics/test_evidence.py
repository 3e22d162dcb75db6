"""What speaks for a topic, and how the order of a document decides."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kbtools.model import Highlight, ItemId, Place, Reading, TopicSlug, Unit
from kbtools.text import Lines
from kbtools.topics import OutlineFile, load, place, read_contents
from kbtools.topics.atlas import atlas
from kbtools.topics.furniture import marks
from kbtools.topics.glossary import glossary

Make = Callable[[str, list[Any]], Reading]
BOOK = read_contents(
    "1 基础\n1.1 张量\n1.2 广播机制\n1.3 自动微分\n2 回归\n2.1 线性回归\n2.2 线性回归的从零开始实现\n"
    "2.3 线性回归的简洁实现\n2.4 softmax回归\n3 多层感知机\n3.1 多层感知机\n3.2 暂退法（Dropout）\n"
)
ATLAS = atlas(BOOK, glossary())


def mark(name: str, offset: int, quote: str, prefix: str = "", suffix: str = "") -> Highlight:
    """A highlight at an offset of one PDF."""
    where = Place(Unit.PDF_OFFSET, offset, offset + 9, "f00d")
    return Highlight(ItemId(name), Lines(1, 9), quote, prefix, suffix, place=where)


def numbers(readings: list[Reading], file: OutlineFile | None = None) -> dict[str, str]:
    """Item to the number of its topic; empty for the unplaced."""
    own = file or OutlineFile(BOOK)
    known = {topic.slug: topic.number for topic in own.outline.walk()}
    placed = place(readings, own.outline, own.rulings, own.glossary)
    return {name: known[row.topic] if row.topic else "" for name, row in placed.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("的结果。72 1. 基础 接着", ("1", True, True)),
        ("到此。2.4. softmax回归 107 于是", ("2.4", True, True)),
        ("Discussions412.4 softmax回归 简单地说", ("2.4", True, False)),
        ("明确一下：1.3.2 非标量的情形 正如", ("1.3", False, False)),
        ("我们使用(2.4.8)来定义", ("2.4", False, False)),
    ],
)
def test_furniture_is_read(text: str, expected: tuple[str, bool, bool]) -> None:
    """Running heads with their pages, headings glued to a footnote, sections inside, equations."""
    found = list(marks(text, ATLAS))

    assert [(ATLAS.topics[one.topic].number, one.titled, one.head) for one in found] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "我们在2.4节讨论过",
        "如图1.2.3 所示",
        "见 2.4 softmax回归",
        "概率为 0.3, 0.6",
        "版本 2.0.1 已发布",
        "我們在2.4節討論過",
        "如圖2.4 所示",
    ],
)
def test_references_and_figures_are_none(text: str) -> None:
    """They lead elsewhere, or nowhere."""
    assert list(marks(text, ATLAS)) == []


def test_a_heading_that_begins_after_a_passage_ends_its_topic(highlights: Make) -> None:
    """What stands before `1.3` is in `1.2`."""
    found = numbers([highlights("h", [mark("h", 1, "某句话", suffix="。1.3 自动微分 求导是")])])

    assert found == {"h": "1.2"}


def test_what_says_nothing_lies_where_its_place_in_the_document_is(highlights: Make) -> None:
    """Half way between two passages whose topics are known."""
    rows = [
        mark("a", 0, "1.1 张量", prefix="1.1 张量 "),
        mark("b", 10_000, "广播", prefix="1.2 广播机制 "),
        mark("c", 20_000, "梯度", prefix="1.3 自动微分 "),
        mark("d", 30_000, "加权和", prefix="2.1 线性回归 "),
        mark("e", 41_000, "yield"),
        mark("f", 50_000, "nn.MSELoss", prefix="2.3 线性回归的简洁实现 "),
    ]

    assert numbers([highlights("h", rows)])["e"] == "2.2"


def test_a_passage_keeps_the_pace_of_its_document(highlights: Make) -> None:
    """It speaks of what another chapter is about, and stands between passages of this one all the same."""
    rows = [
        mark("a", 0, "形状", prefix="1.1 张量 "),
        mark("b", 10_000, "复制元素", prefix="1.2 广播机制 "),
        mark("c", 12_000, "它在暂退法里也会用到"),
        mark("d", 14_000, "yield"),
        mark("e", 20_000, "梯度", prefix="1.3 自动微分 "),
        mark("f", 30_000, "加权和", prefix="2.1 线性回归 "),
        mark("g", 50_000, "优化器", prefix="2.3 线性回归的简洁实现 "),
    ]

    found = numbers([highlights("h", rows)])
    assert (found["c"], found["d"]) == ("1.2", "1.2")


def test_what_stands_behind_a_colon_is_not_the_subject(notes: Make) -> None:
    """`甲：乙` is about the first, even where the second one alone is a topic's whole name."""
    book = OutlineFile(read_contents("1 张量\n2 GPU\n3 硬件\n4 异步计算\n"))
    rows = [(1, "", "训练用的硬件：内存和 GPU", "先看带宽")]

    assert list(numbers([notes("a", rows)], book).values()) == ["3"]


def test_a_passage_of_a_chapter_is_rather_in_one_of_its_sections(highlights: Make) -> None:
    """The running head of the chapter says as much for each of them as for what stands before all."""
    passage = mark("h", 1, "线性模型的回归", prefix="正文。72 2. 回归 ")

    assert numbers([highlights("h", [passage])])["h"].startswith("2.")


def test_other_words_for_a_topic_find_it(notes: Make) -> None:
    """Another language, another heading, and what its parent adds to it."""
    rows = [
        (1, "1", "Autograd"),
        (1, "2", "线性回归"),
        (2, "2.1", "从头实现"),
        (2, "2.2", "调用 API 实现"),
        (1, "3", "丢弃法"),
    ]

    assert list(numbers([notes("a", rows)]).values()) == ["1.3", "2.1", "2.2", "2.3", "3.2"]


def test_a_heading_finds_the_section_that_books_treat_it_in(notes: Make) -> None:
    """It is no other name of the section; under another one it is that one's if many sections have such."""
    book = OutlineFile(read_contents("1 池化层\n2 锚框\n3 数据预处理\n4 机器翻译\n"))
    rows = [(1, "", "最大汇聚层", "取大"), (1, "", "Non-Maximum Suppression", "drop the others")]

    assert list(numbers([notes("a", rows)], book).values()) == ["1", "2"]


def test_a_section_under_a_chapter_is_rather_one_of_its_sections(notes: Make) -> None:
    """A little that speaks for one is enough: the heading of the chapter stands for the chapter already."""
    book = OutlineFile(read_contents("1 Memory\n1.1 Paging\n1.2 Segmentation\n2 Files\n2.1 Inodes\n"))
    rows = [
        (1, "", "Memory"),
        (2, "", "Tables", "Memory is cut into pages"),
        (2, "", "Holes", "Memory segments, that is segmentation"),
    ]

    assert list(numbers([notes("a", rows)], book).values()) == ["1", "1.1", "1.2"]


def test_a_section_of_a_chapters_name_is_the_section(notes: Make) -> None:
    """The chapter groups, the section inside has its name again."""
    rows = [
        (1, "3", "多层感知机"),
        (2, "3.1", "多层感知机", "用激活函数"),
        (3, "3.1.1", "隐藏层"),
        (2, "", "dropout"),
    ]

    assert list(numbers([notes("a", rows)]).values()) == ["3", "3.1", "3.1", "3.2"]


def test_numbers_count_only_where_they_agree(notes: Make) -> None:
    """A note with a numbering of its own is placed by its titles."""
    rows = [
        (1, "1.1", "广播机制"),
        (1, "1.2", "自动微分"),
        (2, "1.2.1", "某一步"),
        (1, "1.3", "线性回归"),
        (2, "1.3.1", "又一步"),
    ]

    assert list(numbers([notes("a", rows)]).values()) == ["1.2", "1.3", "1.3", "2.1", "2.1"]


def test_a_ruling_is_evidence_for_the_neighbours(highlights: Make) -> None:
    """What a person says of one passage places the silent ones beside it."""
    rows = [mark(name, 100 * index, "xyzzy") for index, name in enumerate("abc")]
    file = OutlineFile(BOOK, {ItemId("b"): TopicSlug("自动微分")})

    assert numbers([highlights("h", rows)], file) == {"a": "1.3", "b": "1.3", "c": "1.3"}
    assert set(numbers([highlights("h", rows)]).values()) == {""}


def test_a_passage_that_says_a_topics_name_has_that_as_a_reason(highlights: Make) -> None:
    """The longest name, in the other language too."""
    rows = [mark("h", 1, "softmax回归是一个线性模型"), mark("i", 9, "apply Dropout here")]
    placed = place([highlights("h", rows)], BOOK, {})

    assert [row.topic for row in placed.values()] == ["softmax回归", "暂退法-dropout"]
    assert "it says “softmax回归”" in placed[ItemId("h")].reasons
    assert "it says “dropout”" in placed[ItemId("i")].reasons


def test_a_persons_glossary_is_evidence(highlights: Make) -> None:
    """Terms that the package does not know."""
    topics = "topics: [{title: 甲, number: '1'}, {title: 乙, number: '2'}]\n"
    text = f"{topics}glossary:\n- names: [乙]\n  words: [frobnicate]\n"

    assert numbers([highlights("h", [mark("h", 1, "call frobnicate here")])], load(text, "t")) == {"h": "2"}


def test_a_tag_in_a_note_places_its_section(notes: Make) -> None:
    """Under a heading that says nothing; a link to another topic says little."""
    rows = [(1, "", "杂记", "今天想到的 #自动微分"), (1, "", "再记", "没有别的")]

    assert numbers([notes("a", rows)])["n-a-0"] == "1.3"
    named = [(1, "", "广播机制", "另见 [[自动微分]]")]
    assert numbers([notes("b", named)]) == {"n-b-0": "1.2"}


def test_tags_of_a_source_are_a_reason(notes: Make) -> None:
    """For what its own words leave open."""
    reading = replace(notes("a", [(1, "", "随手记", "今天读到这里")]), tags=("线性回归",))

    (row,) = place([reading], BOOK, {}).values()
    assert "its source is tagged “线性回归”" in row.reasons
    assert row.topic == "线性回归"


RUST = read_contents(
    "1 所有权\n1.1 什么是所有权\n1.2 引用与借用\n1.3 切片类型\n2 模式匹配\n2.1 match 控制流\n"
    "2.2 trait：定义共同行为\n"
)


@pytest.mark.parametrize(
    ("title", "expected"),
    [("借用", "1.2"), ("引用", "1.2"), ("match", "2.1"), ("Traits", "2.2"), ("切片", "1.3")],
)
def test_a_part_of_a_topics_name_names_it(notes: Make, title: str, expected: str) -> None:
    """In a field that the glossary knows nothing of; a plural is the same word."""
    found = numbers([notes("a", [(1, "", title)])], OutlineFile(RUST))

    assert found == {"n-a-0": expected}


def test_numbers_speak_a_little_where_no_title_agrees_or_differs(notes: Make) -> None:
    """An outline in one language, notes in another, the numbers those of the same book."""
    rows = [(1, "1.2", "Borrowing"), (1, "1.3", "Slices"), (1, "2.1", "Matching")]

    assert list(numbers([notes("a", rows)], OutlineFile(RUST)).values()) == ["1.2", "1.3", "2.1"]


ENGLISH = read_contents(
    "1 Linear Models\n1.1 Linear Regression\n1.2 Linear Regression from Scratch\n"
    "1.3 Concise Implementation of Linear Regression\n2 The Image Classification Dataset\n"
)


def test_an_outline_in_english_takes_notes_in_chinese(notes: Make) -> None:
    """A title that speaks of the same things is the topic, not the wider one above it."""
    rows = [
        (1, "", "线性回归"),
        (2, "", "线性回归的从零开始实现"),
        (3, "", "生成数据集"),
        (2, "", "线性回归的简洁实现"),
        (1, "", "图像分类数据集"),
    ]

    assert list(numbers([notes("a", rows)], OutlineFile(ENGLISH)).values()) == [
        "1.1",
        "1.2",
        "1.2",
        "1.3",
        "2",
    ]


def test_a_passage_says_whole_words_only(highlights: Make) -> None:
    """`NiN` is no part of `learning`."""
    outline = read_contents("1 Nets\n1.1 NiN\n1.2 Loss\n")
    placed = place([highlights("h", [mark("h", 1, "training and learning")])], outline, {})

    assert not any("nin" in reason for reason in placed[ItemId("h")].reasons)
    named = place([highlights("h", [mark("h", 1, "a NiN block")])], outline, {})
    assert named[ItemId("h")].topic == "nin"
