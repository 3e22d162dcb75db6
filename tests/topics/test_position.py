"""How the places of highlights tell their topics."""

import pytest

from kbtools.topics.position import pace

APART = [None, 1.0, 1.0, 2.0, 1.0]


@pytest.mark.parametrize("ranks", [(0, 1, 2, 4, 5), (3, 2, 1), ()])
def test_steps_as_long_as_their_distances_make_a_steady_document(ranks: tuple[int, ...]) -> None:
    """A step back says nothing of the pace; of none at all it is as usual."""
    assert pace(APART[: len(ranks)], ranks) >= 1.0


def test_the_pace_is_bounded() -> None:
    """One document never tells all, and a bad one still a little."""
    unsteady = pace([None, 90.0, 0.0], [0, 0, 50])

    assert 0 < unsteady < pace(APART, [0, 0, 5, 5, 8]) < pace(APART, [0, 1, 2, 4, 5]) < 2
