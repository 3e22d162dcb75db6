"""The outline made of the notes' headings."""

from collections.abc import Callable
from typing import Any

from kbtools.model import Highlight, ItemId, Reading, Topic
from kbtools.text import Lines
from kbtools.topics import derive

Notes = Callable[[str, list[Any]], Reading]

COURSE = [
    (1, "", "深度学习课程"),
    (2, "1", "基础"),
    (3, "1.1", "张量"),
    (4, "1.1.1", "创建"),
    (3, "1.2", "广播机制"),
    (4, "1", "第一步"),
    (3, "1.3", "总结"),
    (2, "2", "训练"),
    (3, "2.1", "线性回归"),
]


def tree(topics: tuple[Topic, ...]) -> list[Any]:
    """Titles, nested."""
    return [[topic.title, tree(topic.children)] if topic.children else topic.title for topic in topics]


def test_numbered_headings_give_chapters_and_topics(notes: Notes) -> None:
    """Deeper headings, restarted numbers and structural headings are no topics."""
    outline = derive([notes("a", COURSE)])

    assert tree(outline.topics) == [["基础", ["张量", "广播机制"]], ["训练", ["线性回归"]]]
    assert [topic.number for topic in outline.walk()] == ["1", "1.1", "1.2", "2", "2.1"]


def test_same_title_in_two_sources_is_one_topic(notes: Notes) -> None:
    """The richer source gives the order, the other adds what is missing, under its own chapter."""
    blog = [
        (1, "3", "基础"),
        (2, "3.1", "广播 机制"),
        (2, "3.2", "索引"),
        (1, "4", "部署"),
        (2, "4.1", "导出"),
    ]

    outline = derive([notes("b", blog), notes("a", COURSE)])

    expected = [["基础", ["张量", "广播机制", "索引"]], ["训练", ["线性回归"]], ["部署", ["导出"]]]
    assert tree(outline.topics) == expected


def test_a_new_topic_stands_after_the_one_it_follows_in_its_source(notes: Notes) -> None:
    """Not at the end, and in the chapter of its neighbour where its own chapter names no topic."""
    slides = [(1, "1", "Introduction"), (2, "1.1", "张量"), (2, "1.2", "形状"), (2, "1.3", "广播机制")]

    outline = derive([notes("a", COURSE), notes("slides", slides)])

    assert tree(outline.topics) == [["基础", ["张量", "形状", "广播机制"]], ["训练", ["线性回归"]]]


def test_headings_without_numbers_go_by_level(notes: Notes) -> None:
    """A single title over everything is the document's, not a chapter."""
    rows = [(1, "", "我的笔记"), (2, "", "入门"), (3, "", "张量"), (2, "", "进阶"), (3, "", "自动微分")]

    assert tree(derive([notes("a", rows)]).topics) == [["入门", ["张量"]], ["进阶", ["自动微分"]]]


def test_one_level_of_headings_gives_topics_without_chapters(notes: Notes) -> None:
    """A short note needs no chapters."""
    rows = [(0, "", "开头"), (2, "", "张量"), (2, "", "广播")]

    assert tree(derive([notes("a", rows)]).topics) == ["张量", "广播"]


def test_slugs_are_unique_and_never_that_of_the_unplaced(notes: Notes) -> None:
    """Titles that collide in their slug, and one named like a page of the tool."""
    rows = [(2, "", "unplaced"), (2, "", "C++"), (2, "", "C#")]

    slugs = [topic.slug for topic in derive([notes("a", rows)]).walk()]
    assert slugs == ["unplaced-2", "c"]


def test_highlights_alone_give_their_tags(highlights: Callable[[str, list[Any]], Reading]) -> None:
    """A vault without notes is ordered by its tags."""
    rows = [Highlight(ItemId("a"), Lines(1, 2), "q", "", "", tags=("autograd", "张量"))]

    assert tree(derive([highlights("h", rows)]).topics) == ["autograd", "张量"]


def test_nothing_gives_an_empty_outline() -> None:
    """No source, no topic, no crash."""
    assert derive([]).topics == ()
