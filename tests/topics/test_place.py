"""Where items are shown, and why."""

from collections.abc import Callable
from typing import Any

import pytest

from kbtools.model import (
    Block,
    BlockKind,
    Highlight,
    ItemId,
    Note,
    Outline,
    Place,
    Reading,
    Topic,
    TopicSlug,
    Unit,
)
from kbtools.text import Lines
from kbtools.topics import place

Make = Callable[[str, list[Any]], Reading]

OUTLINE = Outline(
    (
        Topic(TopicSlug("tensors"), "张量", "1", ("tensor",)),
        Topic(TopicSlug("autograd"), "自动微分", "2", ("autograd", "自动求导")),
        Topic(TopicSlug("dropout"), "暂退法", "3", ("dropout",)),
    )
)
NOTES = [
    (1, "1", "张量", "张量的形状由 shape 给出, reshape 改变形状而不改变元素, arange 创建行向量"),
    (2, "", "小结", "形状与元素"),
    (1, "2", "自动求导", "调用 backward 计算梯度, 梯度累积在 grad 里, requires_grad 打开追踪, 计算图"),
    (2, "", "怎样清零", "zero_grad 清除梯度"),
    (1, "3", "暂退法（Dropout）", "训练时以概率丢弃隐藏单元, eval 模式关闭"),
]


def highlight(
    name: str, offset: int, quote: str, *, tags: tuple[str, ...] = (), comment: str = ""
) -> Highlight:
    """A highlight at an offset of one PDF."""
    where = Place(Unit.PDF_OFFSET, offset, offset + 9, "f00d")
    return Highlight(ItemId(name), Lines(1, 9), quote, "", "", comment=comment, tags=tags, place=where)


def topics_of(readings: list[Reading], rulings: dict[Any, Any] | None = None) -> dict[str, str | None]:
    """Item to topic."""
    return {name: row.topic for name, row in place(readings, OUTLINE, rulings or {}).items()}


def test_notes_stand_under_their_headings(notes: Make) -> None:
    """By title, alias, most of a title, the heading above, or what came before."""
    placed = place([notes("a", NOTES)], OUTLINE, {})

    topics = [placed[ItemId(f"n-a-{index}")].topic for index in range(5)]
    assert topics == ["tensors", "tensors", "autograd", "autograd", "dropout"]
    assert all(row.reasons for row in placed.values())


def test_highlights_go_by_words_and_order(notes: Make, highlights: Make) -> None:
    """A highlight that says almost nothing belongs where its neighbours in the document do."""
    marks = [
        highlight("h1", 100, "用 reshape 可以改变张量的形状"),
        highlight("h3", 300, "调用 backward 之后, 梯度累积在 grad 属性里"),
        highlight("h4", 310, "yield"),
        highlight("h5", 320, "requires_grad 打开追踪, 再求梯度"),
        highlight("h6", 500, "隐藏单元以概率丢弃"),
    ]

    topics = topics_of([notes("a", NOTES), highlights("h", marks)])

    assert [topics[f"h{n}"] for n in (1, 3, 4, 5, 6)] == [
        "tensors",
        "autograd",
        "autograd",
        "autograd",
        "dropout",
    ]


def test_notes_in_traditional_characters_stand_where_the_same_in_simplified_ones_do(
    notes: Make, highlights: Make
) -> None:
    """By headings, words and order alike, with the outline as the book has it."""
    rows = [
        (1, "", "暫退法", "訓練時以機率丟棄隱藏單元"),
        (1, "", "張量", "改變張量的形狀，元素個數不變"),
        (2, "", "小結", "形狀與元素"),
        (1, "", "自動微分", "反向傳播計算梯度"),
    ]
    marks = [
        highlight("h1", 100, "形狀由元素個數決定"),
        highlight("h2", 300, "梯度累積起來，計算圖隨即釋放"),
        highlight("h3", 500, "訓練時隨機丟棄隱藏單元"),
    ]

    topics = topics_of([notes("a", NOTES), highlights("h", marks)])
    topics |= topics_of([notes("t", rows)])

    assert [topics[f"n-t-{n}"] for n in range(4)] == ["dropout", "tensors", "tensors", "autograd"]
    assert [topics[f"h{n}"] for n in (1, 2, 3)] == ["tensors", "autograd", "dropout"]


@pytest.mark.parametrize(
    "fields", [{"tags": ("nn/dropout",)}, {"comment": "见 [[暂退法|这里]]"}, {"comment": "#dropout"}]
)
def test_tags_links_and_hashtags_place_a_highlight(
    notes: Make, highlights: Make, fields: dict[str, Any]
) -> None:
    """A tag, a link or a hashtag counts more than words."""
    mark = highlight("h", 1, "reshape 改变张量的形状", **fields)

    assert topics_of([notes("a", NOTES), highlights("h", [mark])])["h"] == "dropout"


def test_ruling_wins_over_everything(notes: Make) -> None:
    """A person's word, for ever."""
    readings = [notes("a", NOTES)]
    placed = place(readings, OUTLINE, {ItemId("n-a-0"): TopicSlug("dropout")})

    assert placed[ItemId("n-a-0")].topic == "dropout"
    assert placed[ItemId("n-a-0")].reasons[0] == "you put it here in topics.yml"


def test_a_ruling_on_a_title_over_all_is_no_ruling_on_all_below(notes: Make) -> None:
    """Where the title of a source belongs says a little of its sections: those that say more stay."""
    rows = [
        (1, "", "一门课的讲义", "春季学期。"),
        (2, "", "张量的形状", "reshape 改变形状"),
        (2, "", "求导", "backward 计算梯度, 累积在 grad 里"),
        (2, "", "园艺", "玫瑰要浇水。"),
    ]
    readings = [notes("a", NOTES), notes("b", rows)]
    before = place(readings, OUTLINE, {})

    after = place(readings, OUTLINE, {ItemId("n-b-0"): TopicSlug("dropout")})

    assert after[ItemId("n-b-0")].topic == "dropout"
    for item in ("n-b-1", "n-b-2"):
        assert after[ItemId(item)].topic == before[ItemId(item)].topic
    assert after[ItemId("n-b-3")].confidence < 0.5


def test_a_ruling_on_a_section_is_evidence_for_those_below_it(notes: Make) -> None:
    """A sub-section that says nothing itself goes where a person put what it stands under."""
    rows = [(1, "", "讲义"), (2, "", "杂记"), (3, "", "其一", "玫瑰要浇水。"), (2, "", "园艺", "剪枝。")]
    readings = [notes("a", NOTES), notes("b", rows)]

    after = place(readings, OUTLINE, {ItemId("n-b-1"): TopicSlug("autograd")})

    assert after[ItemId("n-b-2")].topic == "autograd"


def test_what_nothing_names_stays_unplaced_with_guesses(highlights: Make) -> None:
    """Nothing disappears, and nothing is forced into a topic."""
    placed = place([highlights("h", [highlight("h", 1, "xylophone")])], OUTLINE, {})

    assert placed[ItemId("h")].topic is None


def test_without_an_outline_everything_is_unplaced(notes: Make) -> None:
    """An empty topics.yml is no error."""
    placed = place([notes("a", NOTES)], Outline(), {})

    assert {row.topic for row in placed.values()} == {None}
    assert len(placed) == len(NOTES)


def test_every_item_is_placed_once(notes: Make, highlights: Make) -> None:
    """Items of all kinds and of none, text above the first heading included."""
    front = Note(ItemId("front"), Lines(1, 2), "a", 0, "", (), (Block(BlockKind.PLAIN, "x", Lines(1, 2)),))
    readings = [
        notes("a", NOTES),
        highlights("h", [front, highlight("h1", 1, ""), highlight("h2", 2, "形状")]),
    ]

    placed = place(readings, OUTLINE, {})

    assert sorted(placed) == sorted(item.id for reading in readings for item in reading.items)


def test_a_heading_that_names_nothing_leans_little_on_the_one_before(notes: Make) -> None:
    """It may begin something new: it stays unplaced, with the guess."""
    rows = [
        (1, "", "笔记"),
        (2, "", "张量", "reshape 改变形状"),
        (2, "", "自动求导", "调用 backward 计算梯度"),
        (2, "", "园艺", "浇水"),
    ]
    placed = place([notes("a", rows)], OUTLINE, {})

    assert placed[ItemId("n-a-3")].topic is None
    assert placed[ItemId("n-a-3")].guesses


def test_a_heading_in_the_other_language_names_a_topic(notes: Make, highlights: Make) -> None:
    """By the names that also tell which headings are one topic: what is not proposed has its place."""
    outline = Outline((Topic(TopicSlug("line"), "线性回归"), Topic(TopicSlug("trees"), "Decision trees")))
    trees = notes("b", [(1, "4", "决策树", ""), (2, "4.1", "基本流程", "叶结点对应于决策结果")])

    placed = place([notes("a", [(1, "1", "线性回归", "决策结果对应于一条直线")]), trees], outline, {})

    assert [placed[ItemId(f"n-b-{index}")].topic for index in range(2)] == ["trees", "trees"]
    tagged = place([highlights("c", [highlight("h", 3, "叶结点", tags=("决策树",))])], outline, {})
    assert tagged[ItemId("h")].topic == "trees"


def test_a_name_of_everyday_language_in_a_passage_places_nothing(highlights: Make) -> None:
    """In a sentence `降维` may be the word; as a heading or a tag it is the thing."""
    outline = Outline(
        (Topic(TopicSlug("less"), "Dimensionality reduction"), Topic(TopicSlug("line"), "线性回归"))
    )

    placed = place([highlights("c", [highlight("h", 3, "这是一次降维打击")])], outline, {})

    assert placed[ItemId("h")].topic is None


def test_a_question_in_the_other_language_is_about_the_topic(notes: Make) -> None:
    """`什么是递归？` is `递归` wherever an outline is derived, and so it is where items are placed."""
    outline = Outline((Topic(TopicSlug("heaps"), "Heaps"), Topic(TopicSlug("recursion"), "Recursion")))
    told = [
        (1, "", "堆", "堆顶最小"),
        (1, "", "什么是递归？", "调用自己，直到堆顶"),
        (1, "", "堆（续）", "堆顶下沉"),
    ]

    placed = place([notes("a", told)], outline, {})

    assert [placed[ItemId(f"n-a-{index}")].topic for index in range(3)] == ["heaps", "recursion", "heaps"]
