"""A heading that names no topic stands with what it gathers."""

from collections.abc import Callable
from typing import Any

from kbtools.model import ItemId, Reading
from kbtools.topics import place, read_contents

Notes = Callable[[str, list[Any]], Reading]
OUTLINE = read_contents(
    "1 进程\n1.1 进程调度\n1.2 进程同步\n1.3 死锁\n2 内存\n2.1 分页\n2.2 虚拟内存\n3 文件系统和内存映射\n"
)


def topics_of(reading: Reading) -> list[str | None]:
    """The topics of its sections, in their order."""
    placed = place([reading], OUTLINE, {})
    return [placed[item.id].topic for item in reading.items]


def test_a_group_stands_with_what_is_below_it(notes: Notes) -> None:
    """Under the chapter that its sections are of."""
    rows = [
        (1, "", "周三的笔记"),
        (1, "", "第二部分"),
        (2, "", "进程调度", "时间片"),
        (2, "", "死锁", "四个条件"),
    ]

    assert topics_of(notes("a", rows))[1:] == ["进程", "进程调度", "死锁"]


def test_the_title_of_all_is_no_topic_of_one_word_of_it(notes: Notes) -> None:
    """`内存` in a title that stands over everything is not the topic that joins it with another thing."""
    rows = [
        (1, "", "内存映射"),
        (2, "", "进程调度", "时间片用完就切换"),
        (2, "", "死锁", "四个条件"),
        (2, "", "进程同步", "信号量"),
    ]

    assert topics_of(notes("a", rows)) == ["进程", "进程调度", "死锁", "进程同步"]


def test_a_heading_that_joins_topics_is_about_one_of_them(notes: Notes) -> None:
    """And not about the section that it happens to stand under."""
    rows = [(1, "", "虚拟内存"), (2, "", "页面置换", "最近最少使用"), (2, "", "死锁+课后答疑", "其它")]

    assert topics_of(notes("a", rows)) == ["虚拟内存", "虚拟内存", "死锁"]


def test_sections_of_several_chapters_say_nothing_of_their_heading(notes: Notes) -> None:
    """It stays where its own words put it, or unplaced."""
    rows = [(1, "", "杂记"), (2, "", "死锁", "四个条件"), (2, "", "分页", "页表"), (1, "", "完")]
    reading = notes("a", rows)

    reasons = place([reading], OUTLINE, {})[ItemId("n-a-0")].reasons
    assert "what stands below it is about this topic" not in reasons


def test_what_a_group_gathers_is_not_handed_on_to_the_others_in_it(notes: Notes) -> None:
    """Two examples out of one chapter make no third one of it."""
    rows = [
        (1, "", "进程调度", "时间片"),
        (2, "", "几个例子", "都在说进程调度和时间片"),
        (3, "", "分页", "页表"),
        (3, "", "虚拟内存", "换出"),
        (3, "", "早上的食堂", "排队"),
    ]

    assert topics_of(notes("a", rows))[-1] == "进程调度"
