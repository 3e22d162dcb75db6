"""What headings hand down to what stands below them."""

from collections.abc import Callable
from typing import Any

import pytest

from kbtools.model import Reading
from kbtools.topics import place, read_contents

Notes = Callable[[str, list[Any]], Reading]
OPTICS = read_contents("1 光线\n1.1 反射\n1.1.1 镜面\n1.1.2 漫反射\n1.2 折射\n2 波\n2.1 干涉\n")


@pytest.mark.parametrize("title", ["小结", "练习", "Summary", "Exercises"])
def test_a_summary_is_of_the_whole_that_it_stands_in(notes: Notes, title: str) -> None:
    """Not of the part that was told last."""
    rows = [
        *[(2, "", "反射", "光回到原来的一侧"), (3, "", "镜面", "方向整齐"), (3, "", "漫反射", "方向杂乱")],
        *[(3, "", title, "记住这几点"), (2, "", "折射", "光进入另一侧")],
    ]
    reading = notes("a", rows)
    placed = place([reading], OPTICS, {})

    assert [placed[item.id].topic for item in reading.items][2:4] == ["漫反射", "反射"]


def test_a_summary_of_a_part_stays_with_that_part(notes: Notes) -> None:
    """Though the chapter around it is handed down as well."""
    rows = [
        *[(1, "", "光线", "走直线"), (2, "", "折射", "光进入另一侧"), (3, "", "小结", "记住这几点")],
        *[(1, "", "波", "起伏"), (2, "", "干涉", "叠加")],
    ]
    reading = notes("a", rows)
    placed = place([reading], OPTICS, {})

    assert placed[reading.items[2].id].topic == "折射"
