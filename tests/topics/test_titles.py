"""What a heading names."""

import pytest

from kbtools.topics.titles import key, parts_of, structural


@pytest.mark.parametrize(
    "title",
    [
        "广播机制",
        "1.3 广播机制",
        "二、广播机制",
        "07:31 广播机制",
        "广播 机制",
        "第三章 广播机制",
        "2.1. 广播机制：",
        "廣播機制",
        "第三節 廣播機制（續）",
        "第 2 講 廣播機制",
    ],
)
def test_one_topic_under_many_spellings(title: str) -> None:
    """Numbers, time stamps, blanks and marks do not make another topic."""
    assert key(title) == "广播机制"


@pytest.mark.parametrize(
    ("title", "expected"), [("3D卷积", "3d卷积"), ("1×1 卷积层", "11卷积层"), ("⾃动微分", "自动微分")]
)
def test_digits_that_belong_to_the_name_stay(title: str, expected: str) -> None:
    """Only a number in front, with its dot or blank, is a number of the heading."""
    assert key(title) == expected


@pytest.mark.parametrize(
    "title",
    [
        "总结",
        "1.4 小结",
        "Q&A",
        "07:26 Q&A",
        "Exercises",
        "3.",
        "——",
        "Objectives",
        "Thank you!",
        "课后作业",
        "總結",
        "課後練習",
    ],
)
def test_structural_headings_name_no_topic(title: str) -> None:
    """Every text has them, whatever it is about."""
    assert structural(title)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("引用与借用", ("引用", "借用")),
        ("3.2 References and Borrowing", ("references", "borrowing")),
        ("trait：定义共同行为", ("trait", "定义共同行为")),
        ("切片", ()),
        ("a 和 b", ()),
    ],
)
def test_titles_that_join_things_have_parts(title: str, expected: tuple[str, ...]) -> None:
    """By the words and marks that join; a single letter is no part."""
    assert parts_of(title) == expected


def test_an_article_makes_no_other_title() -> None:
    """At the start only."""
    assert key("The Image Dataset") == key("2.1 image dataset")
    assert key("A 矩阵") != key("矩阵")


@pytest.mark.parametrize(
    "title", ["Paging (cont.)", "Paging (2/3)", "Paging – continued", "Paging（续）", "Paging (ii)"]
)
def test_what_goes_on_has_the_title_of_what_it_goes_on_with(title: str) -> None:
    """As slides say it; letters of a name are no count."""
    assert key(title) == "paging"
    assert key("R-CNN (SSD)") != key("R-CNN")
