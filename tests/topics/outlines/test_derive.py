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
    assert slugs == ["unplaced-2", "c", "c-2"]


def test_highlights_alone_give_their_tags(highlights: Callable[[str, list[Any]], Reading]) -> None:
    """A vault without notes is ordered by its tags."""
    rows = [Highlight(ItemId("a"), Lines(1, 2), "q", "", "", tags=("autograd", "张量"))]

    assert tree(derive([highlights("h", rows)]).topics) == ["autograd", "张量"]


def test_nothing_gives_an_empty_outline() -> None:
    """No source, no topic, no crash."""
    assert derive([]).topics == ()


def test_days_steps_thanks_and_slides_of_one_title_are_no_topics(notes: Notes) -> None:
    """What stands under them belongs to the topics beside them."""
    deck = [
        (1, "", "Lecture 5"),
        (2, "", "Agenda"),
        (2, "", "Heaps"),
        (2, "", "Heaps (cont.)"),
        (2, "", "Heaps 3/3"),
        (2, "", "Step 1: draw it"),
        (2, "", "Tries"),
        (2, "", "Thank you!"),
    ]
    diary = [
        (1, "", "2024-03-04"),
        (2, "", "待办"),
        (2, "", "Tries"),
        (1, "", "2024-03-05"),
        (2, "", "Ropes"),
    ]

    assert tree(derive([notes("deck", deck), notes("diary", diary)]).topics) == ["Heaps", "Tries", "Ropes"]


def test_a_list_made_of_headings_is_none_of_the_topics(notes: Notes) -> None:
    """Numbered one after the other among headings without numbers."""
    rows = [
        (2, "", "堆"),
        (2, "1", "打开终端"),
        (2, "2", "输入命令"),
        (2, "", "栈"),
        (2, "", "树"),
        (2, "", "图论"),
    ]

    assert tree(derive([notes("a", rows)]).topics) == ["堆", "栈", "树", "图论"]


def test_chapters_and_sections_that_both_count_from_one_go_by_level(notes: Notes) -> None:
    """`一、` with `1.`, `2.` below; such numbers name no topic of their own."""
    rows = [
        (1, "", "光学讲义"),
        *[(2, "1", "几何光学"), (3, "1", "反射"), (3, "2", "折射")],
        *[(2, "2", "波动光学"), (3, "1", "干涉"), (3, "2", "衍射")],
    ]

    outline = derive([notes("a", rows)])
    assert tree(outline.topics) == [["几何光学", ["反射", "折射"]], ["波动光学", ["干涉", "衍射"]]]
    assert [topic.number for topic in outline.walk()] == ["1", "", "", "2", "", ""]


def test_lessons_over_numbered_sections_are_the_chapters(notes: Notes) -> None:
    """A lesson with nothing below it too; its number is its own, not that of the book's chapters."""
    rows = [
        (1, "", "《光学入门》读书笔记"),
        *[(2, "", "第3课 光线"), (3, "3.1", "反射"), (3, "3.2", "折射")],
        *[(2, "", "第4课 波"), (3, "6.1", "干涉"), (3, "", "小结")],
        (2, "", "第12课 偏振"),
    ]
    book = notes(
        "c", [(1, "", "大学物理 第9章 声"), (2, "9.1", "音高"), (2, "9.2", "音色"), (2, "9.3", "回声")]
    )
    week = [(1, "", "Week 7: Lasers"), (2, "7.1", "Pumping"), (2, "7.2", "Cavities")]

    assert tree(derive([notes("a", rows)]).topics) == [["光线", ["反射", "折射"]], ["波", ["干涉"]], "偏振"]
    both = derive([notes("a", rows), notes("b", [*week, (2, "7.3", "Modes")])])
    assert tree(both.topics)[-1] == ["Lasers", ["Pumping", "Cavities", "Modes"]]
    assert tree(derive([book]).topics) == [["声", ["音高", "音色", "回声"]]]


OPTICS = [
    *[
        (1, "1", "光线"),
        (2, "1.1", "反射"),
        (3, "1.1.1", "镜面"),
        (3, "1.1.2", "漫反射"),
        (3, "1.1.3", "小结"),
    ],
    *[
        (2, "1.2", "折射"),
        (3, "", "斯涅尔定律（Snell）"),
        (1, "2", "波"),
        (2, "2.1", "干涉"),
        (2, "2.2", "衍射"),
    ],
]


def test_a_topic_that_another_source_has_inside_a_section_stands_below_it(notes: Notes) -> None:
    """At the place and without the number of its own source."""
    own = [
        (1, "1", "光线"),
        (2, "1.1", "镜面"),
        (2, "1.2", "斯涅尔定律"),
        (2, "1.3", "色散"),
        (2, "1.4", "偏振"),
    ]

    outline = derive([notes("a", OPTICS), notes("b", [*own, (2, "1.5", "折射率")])])

    assert tree(outline.topics)[0] == [
        "光线",
        [["反射", ["镜面"]], ["折射", ["斯涅尔定律"]], "色散", "偏振", "折射率"],
    ]
    assert "1.2" not in {topic.number for topic in outline.walk() if topic.title == "斯涅尔定律"}


def test_what_stands_beside_a_section_elsewhere_or_inside_of_two_stays(notes: Notes) -> None:
    """An author who has both as topics says so; nor is a side of several sections below one of them."""
    beside = notes("b", [(1, "", "反射"), (1, "", "镜面")])
    twice = [(1, "1", "波"), *[row for n in (1, 2) for row in ((2, f"1.{n}", f"波{n}"), (3, "", "推导过程"))]]
    pair = [notes("a", [*twice, (2, "1.3", "光栅")]), notes("b", [(1, "", "推导过程"), (1, "", "偏振")])]

    assert ["光线", ["反射", "镜面", "折射"]] in tree(derive([notes("a", OPTICS), beside]).topics)
    assert "推导过程" in tree(derive(pair).topics)


def test_a_small_note_that_holds_a_whole_chapter_is_that_chapter(notes: Notes) -> None:
    """By another name, which is its alias; as is a chapter of which most stands in another one."""
    course = [
        (1, "", "波"),
        (2, "", "干涉"),
        (2, "", "衍射"),
        (1, "", "光线"),
        (2, "", "反射"),
        (2, "", "折射"),
    ]
    small = [(1, "", "波动光学"), (2, "", "衍射"), (2, "", "干涉")]
    other = [(1, "", "几何光学"), (2, "", "反射"), (2, "", "折射"), (2, "", "色散")]

    topics = derive([notes("a", course), notes("b", small), notes("c", other)]).topics

    assert tree(topics) == [["波", ["干涉", "衍射"]], ["光线", ["反射", "折射", "色散"]]]
    assert [topic.aliases for topic in topics] == [("波动光学",), ("几何光学",)]


def test_a_title_over_topics_of_several_chapters_is_no_chapter(notes: Notes) -> None:
    """What it alone tells stands with its neighbours; a title over one thing is a chapter still."""
    spread = [(1, "", "实验室"), (2, "", "反射"), (2, "", "棱镜"), (2, "", "干涉"), (2, "", "激光")]
    apart = [(1, "", "眼睛"), (2, "", "角膜"), (2, "", "虹膜"), (2, "", "视网膜")]

    found = tree(derive([notes("a", OPTICS), notes("b", spread), notes("c", apart)]).topics)

    assert found == [
        ["光线", ["反射", "棱镜", "折射"]],
        ["波", ["干涉", "激光", "衍射"]],
        ["眼睛", ["角膜", "虹膜", "视网膜"]],
    ]


def test_chapters_inside_a_source_order_before_the_title_of_a_longer_one(notes: Notes) -> None:
    """Which is the chapter of its file alone, and here of what the other has in a chapter of its own."""
    course = [(1, "1", "光线"), (2, "1.1", "反射"), (2, "1.2", "折射"), (2, "1.3", "色散")]
    own = [(1, "", "每周所学"), *[(2, "", name) for name in ("反射", "折射", "色散", "光纤", "透镜")]]
    other = notes("c", [(1, "", "眼睛"), (2, "", "角膜"), (2, "", "虹膜"), (2, "", "视网膜")])

    topics = derive([notes("a", course), notes("b", own), other]).topics

    assert [topic.title for topic in topics] == ["光线", "眼睛"]


def test_a_chapter_over_its_file_is_titled_by_its_subject(notes: Notes) -> None:
    """Not by the kind of document; nor is a sheet that mostly repeats what is there a chapter."""
    file = [(1, "2", "波 学习记录"), (2, "2.1", "干涉"), (2, "2.2", "衍射"), (2, "2.3", "偏振")]
    sheet = [(1, "", "用 Python 画"), (2, "", "偏振"), (2, "", "反射"), (2, "", "光谱图")]
    rays = [(1, "1", "光线"), (2, "1.1", "折射"), (2, "1.2", "色散"), (2, "1.3", "成像"), (1, "3", "反射")]

    topics = derive([notes("a", file), notes("b", sheet), notes("c", rays)]).topics

    assert [topic.title for topic in topics if topic.children] == ["光线", "波"]
    assert not any("Python" in name for topic in topics for name in (topic.title, *topic.aliases))


def test_a_file_a_chapter_keeps_the_order_of_the_chapters(notes: Notes) -> None:
    """Whichever is the longest; the numbers of all stay, as they do not collide."""
    third = [(1, "3", "波"), (2, "3.1", "干涉"), (2, "3.2", "衍射"), (2, "3.3", "偏振")]
    first = [(1, "1", "光线"), (2, "1.1", "反射"), (2, "1.2", "折射")]

    outline = derive([notes("wave", third), notes("ray", first)])

    assert tree(outline.topics) == [["光线", ["反射", "折射"]], ["波", ["干涉", "衍射", "偏振"]]]
    assert [topic.number for topic in outline.walk()] == ["1", "1.1", "1.2", "3", "3.1", "3.2", "3.3"]


def test_lectures_stand_in_the_order_of_their_numbers(notes: Notes) -> None:
    """10 after 9."""
    tenth = notes(
        "week10", [(1, "", "Optics, week 10"), (2, "", "Lenses"), (2, "", "Prisms"), (2, "", "Mirrors")]
    )
    ninth = notes("week9", [(1, "", "Optics, week 9"), (2, "", "Rays"), (2, "", "Shadows")])

    assert tree(derive([tenth, ninth]).topics) == ["Rays", "Shadows", "Lenses", "Prisms", "Mirrors"]


def test_a_side_of_many_things_is_no_topic(notes: Notes) -> None:
    """A heading that every file has under its title."""
    sides = [(2, "", "Materials used"), (2, "", "Who built it"), (2, "", "Where it stands")]
    bridges = [notes(name, [(1, "", name), *sides]) for name in ("Arch", "Beam", "Truss")]

    assert tree(derive(bridges).topics) == ["Arch", "Beam", "Truss"]


def test_a_note_without_headings_is_the_topic_of_its_name(notes: Notes) -> None:
    """Unless a machine or haste gave the name."""
    files = ["反射", "light-rays", "Untitled 3", "20240304", "9f8e7d6c5b4a3921"]

    outline = derive([notes(name, [(0, "", "正文")]) for name in files])
    assert tree(outline.topics) == ["light rays", "反射"]


def test_a_source_without_chapters_adds_to_those_there_are(notes: Notes) -> None:
    """After the topic that it follows; a course's chapter takes what stood alone before."""
    course = [
        (1, "", "几何光学"),
        (2, "", "反射"),
        (2, "", "折射"),
        (1, "", "波动光学"),
        (2, "", "干涉"),
        (2, "", "衍射"),
    ]
    own = [
        (2, "", "折射"),
        (2, "", "全反射"),
        (2, "", "干涉"),
        (2, "", "薄膜"),
        (2, "", "双缝"),
        (2, "", "衍射"),
        (2, "", "光栅"),
    ]

    expected = [
        ["几何光学", ["反射", "折射", "全反射"]],
        ["波动光学", ["干涉", "薄膜", "双缝", "衍射", "光栅"]],
    ]
    assert tree(derive([notes("a", course), notes("b", own)]).topics) == expected


def test_the_plain_title_in_the_language_of_the_heap_is_the_topic_s(notes: Notes) -> None:
    """Questions and other names are its aliases."""
    one = [(2, "", "Autograd"), (2, "", "反射"), (2, "", "什么是折射？")]
    other = [(2, "", "自动微分"), (2, "", "干涉")]

    found = {topic.title: topic.aliases for topic in derive([notes("a", one), notes("b", other)]).walk()}
    assert found == {"自动微分": ("Autograd",), "反射": (), "折射": ("什么是折射？",), "干涉": ()}


def test_tags_of_highlights_nest_and_join(highlights: Callable[[str, list[Any]], Reading]) -> None:
    """`a/b` stands in `a`; two names of a thing are one topic; how a passage was marked is none."""
    tags = ("重点", "光学/反射", "光学/折射", "autograd", "自动微分", "todo")
    rows = [Highlight(ItemId("a"), Lines(1, 2), "q", "", "", tags=tags)]

    topics = derive([highlights("h", rows)]).topics
    assert tree(topics) == [["光学", ["反射", "折射"]], "autograd"]
    assert topics[1].tags == ("autograd", "自动微分")


def test_highlights_without_tags_give_their_chapters(highlights: Callable[[str, list[Any]], Reading]) -> None:
    """The innermost heading above each."""
    rows = [
        Highlight(ItemId("a"), Lines(1, 2), "q", "", "", headings=("摘录", "第一章 反射")),
        Highlight(ItemId("b"), Lines(3, 4), "q", "", "", headings=("摘录", "第二章 折射")),
    ]

    assert tree(derive([highlights("h", rows)]).topics) == ["反射", "折射"]
