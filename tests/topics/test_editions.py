"""Another edition numbers its chapters otherwise."""

from collections.abc import Callable
from typing import Any

from kbtools.model import Reading
from kbtools.topics import place, read_contents

Notes = Callable[[str, list[Any]], Reading]
BOOK = read_contents(
    "3 进程\n3.1 进程调度\n3.2 进程同步\n3.3 死锁\n3.4 线程\n4 内存\n4.1 分页\n4.2 分段\n4.3 页面置换\n"
    "5 文件\n5.1 目录\n5.2 日志\n"
)


def placed(reading: Reading) -> list[tuple[str, str]]:
    """Number of every section, as its author wrote it, and of its topic; empty for the unplaced."""
    known = {topic.slug: topic.number for topic in BOOK.walk()}
    rows = place([reading], BOOK, {})
    topics = [rows[item.id].topic for item in reading.items]
    written = [getattr(item, "number", "") for item in reading.items]
    return [(number, known[topic] if topic else "") for number, topic in zip(written, topics, strict=True)]


def test_sections_follow_the_chapter_that_moved(notes: Notes) -> None:
    """Chapter 8 there is chapter 3 here: the headings of two sections tell it of all."""
    rows = [
        (1, "8", "第一周"),
        (2, "8.1", "进程调度", "时间片"),
        (2, "8.2", "两个人抢一支笔", "轮流来"),
        (2, "8.3", "死锁", "四个条件"),
        (2, "8.4", "轻量的那种", "共用地址空间"),
    ]

    assert placed(notes("a", rows))[1:] == [("8.1", "3.1"), ("8.2", "3.2"), ("8.3", "3.3"), ("8.4", "3.4")]


def test_chapters_move_together(notes: Notes) -> None:
    """One heading is enough for a chapter that moves as far as another one."""
    rows = [
        (2, "8.1", "进程调度", "时间片"),
        (2, "8.3", "死锁", "四个条件"),
        (2, "9.1", "切成一样大", "不浪费"),
        (2, "9.2", "分段", "一段一段"),
        (2, "9.3", "换谁出去", "最久没用的"),
    ]

    assert placed(notes("a", rows))[2:] == [("9.1", "4.1"), ("9.2", "4.2"), ("9.3", "4.3")]


def test_numbers_that_agree_nowhere_say_nothing(notes: Notes) -> None:
    """An author's own count of sections is no edition of the book, whatever letter it begins with."""
    rows = [
        (2, "8.3", "进程调度", "时间片"),
        (2, "8.4", "死锁", "四个条件"),
        (2, "8.1", "午饭", "面条"),
        (2, "A.1", "目录", "树"),
        (2, "A.2", "晚饭", "米饭"),
    ]

    assert ("8.1", "3.1") not in placed(notes("a", rows))
    assert ("A.2", "5.2") not in placed(notes("a", rows))
