"""The forms of an English word are one."""

from collections.abc import Callable
from typing import Any

import pytest

from kbtools.model import ItemId, Reading
from kbtools.topics import place, read_contents
from kbtools.topics.stems import stem

Notes = Callable[[str, list[Any]], Reading]


@pytest.mark.parametrize(
    "forms",
    [
        "schedule schedules scheduled scheduling",
        "hash hashes hashing",
        "pad pads padding padded",
        "page pages paging",
        "allocate allocation allocator allocating",
        "optimize optimise optimization optimisation optimizer",
        "query queries",
        "matrix matrices",
        "regress regression",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    """Plural, verb and noun, British and American."""
    assert len({stem(word) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    "word", ["loss", "axis", "status", "string", "ring", "red", "need", "requires_grad", "梯度"]
)
def test_what_only_looks_like_an_ending_stays(word: str) -> None:
    """And so do identifiers and Chinese."""
    assert stem(word) == word


def test_a_section_is_placed_by_another_form_of_a_word(notes: Notes) -> None:
    """The book says `Paging`, the note `pages`; `Deadlocks` are what was detected as a `deadlock`."""
    book = read_contents("1 Kernels\n1.1 Paging\n1.2 Deadlocks\n1.3 Optimization\n")
    rows = [
        (1, "", "Monday", "Frames hold pages of one size."),
        (1, "", "Tuesday", "No deadlock without a circle."),
        (1, "", "Wednesday", "The compiler optimises loops."),
    ]

    placed = place([notes("a", rows)], book, {})

    topics = [placed[ItemId(f"n-a-{index}")].topic for index in range(3)]
    assert topics == ["paging", "deadlocks", "optimization"]
