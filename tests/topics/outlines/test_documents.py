"""What a whole document is about."""

from collections.abc import Callable
from typing import Any

import pytest

from kbtools.model import Reading
from kbtools.topics.outlines.documents import about, titled

Notes = Callable[[str, list[Any]], Reading]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Rust 学习笔记", "Rust"),
        ("《光学》读书笔记", "光学"),
        ("My optics notes", "optics"),
        ("Optics in an hour", "Optics"),
        ("Optics, Lecture 3", "Optics"),
        ("Lecture 3: Optics", "Optics"),
        ("光学", "光学"),
        ("我的笔记", ""),
        ("期末复习提纲", ""),
        ("期末复习", ""),
        ("光学速记", "光学"),
        ("光学笔记索引", "光学"),
        ("光学面试题汇总", "光学"),
        ("Zemax 实践", "Zemax"),
        ("光学八股", "光学"),
        ("光学打卡", "光学"),
        ("20 minutes to optics", "optics"),
        ("几何光学 Coursera", "几何光学"),
        ("数据库索引", "数据库索引"),
        ("Snippets", ""),
        ("Untitled 2", ""),
        ("2024-01-02", ""),
        ("a3f9c27be1d04455", ""),
        ("README", ""),
    ],
)
def test_the_kind_of_document_is_no_subject(title: str, expected: str) -> None:
    """Nor is a name that a machine gave."""
    assert about(title) == expected


def test_documents_of_one_subject_each_are_chapters(notes: Notes) -> None:
    """Where they have topics enough; a small one is a topic itself."""
    optics = notes("a", [(1, "", "光学"), (2, "", "反射"), (2, "", "折射"), (2, "", "色散")])
    lens = notes("b", [(1, "", "透镜"), (2, "", "焦距")])

    assert {name: one.is_chapter for name, one in titled([optics, lens]).items()} == {"a": True, "b": False}


def test_a_title_over_the_whole_heap_is_no_chapter(notes: Notes) -> None:
    """It would be one for everything."""
    rows = [(1, "", "光学"), (2, "", "反射"), (2, "", "折射"), (2, "", "色散")]

    assert not titled([notes("a", rows)])
    assert not titled([notes("a", rows), notes("b", [(1, "", "光学"), (2, "", "干涉")])])


def test_a_collection_on_the_subject_of_the_whole_heap_is_no_topic(notes: Notes) -> None:
    """Of which others tell a part each; one on a subject of its own is."""
    parts = [
        notes(name, [(1, "", name), (2, "", f"{name}甲"), (2, "", f"{name}乙")])
        for name in ("几何光学", "波动光学")
    ]
    asked = [
        notes(name, [(1, "", name), (2, "", "Q: 光走哪条路？")]) for name in ("光学面试题", "声学面试题")
    ]

    assert {
        one.title for name, one in titled([*parts, *asked]).items() if name in {"光学面试题", "声学面试题"}
    } == {"声学"}
