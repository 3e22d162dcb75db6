"""A field that the glossary does not know is placed by what its outline and its notes say alone."""

from collections.abc import Callable
from typing import Any

import pytest

from kbtools.model import Placement, Reading
from kbtools.topics import place, read_contents
from kbtools.topics.initials import capitals, initials

Notes = Callable[[str, list[Any]], Reading]
BOOK = read_contents(
    "1 Kernels\n1.1 System Calls\n2 CPU Scheduling\n2.1 Scheduling Criteria\n2.2 Scheduling Algorithms\n"
    "2.3 Multiprocessor Scheduling\n2.4 Real-Time Scheduling\n3 Memory\n3.1 Translation Lookaside Buffers\n"
    "3.2 Paging\n3.3 Log-Structured Merge Trees\n3.4 B+ Trees\n4 Storage\n4.1 Disk Layout and Scheduling\n"
    "4.2 RAID Levels\n"
)


def rows(reading: Reading) -> list[Placement]:
    """The placements of its sections, in their order."""
    placed = place([reading], BOOK, {})
    return [placed[item.id] for item in reading.items]


def numbers(reading: Reading) -> list[str]:
    """The numbers of their topics; empty for the unplaced."""
    known = {topic.slug: topic.number for topic in BOOK.walk()}
    return [known[row.topic] if row.topic else "" for row in rows(reading)]


def test_a_word_of_many_titles_is_the_chapter_that_most_of_them_are_in(notes: Notes) -> None:
    """Not the one section that joins it with another thing."""
    told = [
        (1, "", "System calls", "traps"),
        (1, "", "Scheduling"),
        (2, "", "Round robin", "a queue"),
        (1, "", "Paging", "frames"),
    ]

    assert numbers(notes("a", told))[1] == "2"


def test_capitals_stand_for_the_words_of_a_title(notes: Notes) -> None:
    """All of them, or the first ones."""
    told = [(1, "", "TLB", "a small table"), (1, "", "LSM trees", "runs are merged")]

    assert numbers(notes("a", told)) == ["3.1", "3.3"]


def test_initials_are_of_three_words_at_least() -> None:
    """With the small words or without; capitals inside a word are none."""
    assert initials("Time of Check to Time of Use") >= {"TOC", "TCT", "TOCTTOU"}
    assert not initials("Beam Search")
    assert list(capitals("TLBs and LSM trees for McDonald")) == ["TLB", "LSM"]


@pytest.mark.parametrize("goes_on", ["(cont.)", "(continued)", "（续）", "(3/3)", "- cont'd", "(II)"])
def test_a_slide_that_goes_on_stands_with_the_one_before(notes: Notes, goes_on: str) -> None:
    """Whatever it says itself."""
    told = [
        (1, "", "Paging", "frames"),
        (1, "", "Mirrors", "RAID levels one and ten keep two copies"),
        (1, "", f"Mirrors {goes_on}", "see the picture"),
    ]
    placed = rows(notes("a", told))

    assert numbers(notes("a", told))[1:] == ["4.2", "4.2"]
    assert placed[2].confidence > 0.6
    assert "it goes on after a section of this topic" in placed[2].reasons


@pytest.mark.parametrize(
    "title", ["Lecture 7: CPU Scheduling", "第 7 讲 CPU Scheduling", "Week 3 CPU Scheduling"]
)
def test_the_title_of_a_lecture_stands_over_its_slides(notes: Notes, title: str) -> None:
    """Though all headings of the deck are of one level."""
    told = [
        (1, "", title),
        (1, "", "Fairness", "everybody gets a turn"),
        (1, "", "Criteria", "waiting and response"),
    ]
    placed = rows(notes("a", told))

    assert numbers(notes("a", told))[1:] == ["2.1", "2.1"]
    assert f"it stands under the heading “{title}”" in placed[1].reasons


def test_a_group_that_hangs_on_one_word_is_not_sure(notes: Notes) -> None:
    """Neighbours that say nothing hold each other where one of them was put: all may be wrong together."""
    told = [
        (1, "", "CPU Scheduling"),
        (2, "", "Who goes first", "a queue"),
        (2, "", "Round robin", "slices"),
        (2, "", "Waiting", "a long time"),
        (2, "", "Ageing", "they move up"),
        (1, "", "Paging", "frames"),
    ]

    assert all(row.confidence < 0.7 for row in rows(notes("a", told))[1:5])
