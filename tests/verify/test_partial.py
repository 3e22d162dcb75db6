"""A record of some prints is held against those prints alone."""

import pytest

from kbtools.verify.partial import compare_parts


@pytest.mark.parametrize(
    ("recorded", "got", "unrecorded", "grade"),
    [
        ("tensor([5, 7])", "tensor([5, 7])\ntensor([0.1, 0.2])\n", (1,), "exact"),
        ("3", "words\n3\n", (0,), "exact"),
        ("3\n[1., 2.]", "3\nmany\nmore\n[1.0, 2.0]\n", (1, 1), "numbers"),
        ("3", "3\n", (1,), "exact"),
    ],
)
def test_values_in_their_place_are_true(
    recorded: str, got: str, unrecorded: tuple[int, ...], grade: str
) -> None:
    """What stands above the prints without a record comes first, what stands below comes last."""
    found = compare_parts(recorded, got, unrecorded)

    assert found is not None
    assert found[0] == grade


@pytest.mark.parametrize(
    ("recorded", "got", "unrecorded"),
    [
        ("3", "5\n3\n", (1,)),
        ("3", "3\n5\n", (0,)),
        ("3\n4", "3\n5\n4\n", (0, 2)),
        ("3\n4", "3\n", (1,)),
        ("3", "3\n5\n", ()),
    ],
)
def test_a_value_in_another_place_is_not_the_recorded_one(
    recorded: str, got: str, unrecorded: tuple[int, ...]
) -> None:
    """Another print that happens to print the recorded value proves nothing."""
    assert compare_parts(recorded, got, unrecorded) is None
