"""How the places of highlights tell their topics."""

import pytest

from kbtools.model import Highlight, ItemId, Place, Unit
from kbtools.text import Lines
from kbtools.topics.position import gaps, pace

APART = [None, 1.0, 1.0, 2.0, 1.0]


def marked(index: int) -> Highlight:
    """The passage of so many thousand characters on."""
    where = Place(Unit.PDF_OFFSET, index * 1000, index * 1000 + 20, "f00d")
    return Highlight(ItemId(f"h-{index}"), Lines(index + 1, index + 1), "略", "", "", place=where)


@pytest.mark.parametrize("ranks", [(0, 1, 2, 4, 5), (3, 2, 1), ()])
def test_steps_as_long_as_their_distances_make_a_steady_document(ranks: tuple[int, ...]) -> None:
    """A step back says nothing of the pace; of none at all it is as usual."""
    assert pace(APART[: len(ranks)], ranks) >= 1.0


def test_the_pace_is_bounded() -> None:
    """One document never tells all, and a bad one still a little."""
    unsteady = pace([None, 90.0, 0.0], [0, 0, 50])

    assert 0 < unsteady < pace(APART, [0, 0, 5, 5, 8]) < pace(APART, [0, 1, 2, 4, 5]) < 2


def test_one_passage_that_seems_to_stand_far_away_says_nothing_of_the_length_of_a_topic() -> None:
    """As long as most of them tell it."""
    items = [marked(index) for index in range(9)]
    ranks = [*range(8), 90]

    assert gaps(items, ranks, [1.0] * 9) == [None, *([1.0] * 8)]


def test_passages_that_say_nothing_of_their_topic_do_not_tell_how_long_it_is() -> None:
    """Where the document seems to stand there is no word of their own."""
    items = [marked(index) for index in range(12)]
    ranks = [0, 0, 1, 2, 3, 4, 20, 20, 20, 20, 20, 20]

    assert gaps(items, ranks, [*([1.0] * 6), *([0.0] * 6)])[1:] == [1.0] * 11
