"""Records made in a hurry are the records that `dataclasses` makes."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from kbtools.records import quick
from kbtools.text import Lines


@dataclass(frozen=True, slots=True, order=True)
class Slow:
    """Made by `dataclasses`."""

    name: str
    count: int = 3
    note: str | None = None


@quick
@dataclass(frozen=True, slots=True, order=True)
class Quick:
    """The same, in a hurry."""

    name: str
    count: int = 3
    note: str | None = None


def test_values_and_defaults_are_where_they_belong() -> None:
    """By place, by name, left out."""
    for made in (Quick("a"), Quick("a", 1), Quick(name="a", note="x"), Quick("a", 1, "x")):
        slow = Slow(made.name, made.count, made.note)

        assert repr(made) == repr(slow).replace("Slow", "Quick")
        assert made == Quick(slow.name, slow.count, slow.note)
        assert hash(made) == hash(slow)


def test_a_record_stays_frozen_and_slotted() -> None:
    """It takes no other value and no other name."""
    made = Quick("a")

    with pytest.raises(FrozenInstanceError):
        made.name = "b"  # type: ignore[misc]
    assert not hasattr(made, "__dict__")


def test_a_wrong_call_is_an_error() -> None:
    """As for every constructor."""
    with pytest.raises(TypeError, match="name"):
        Quick()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Quick("a", 1, "x", 4)  # type: ignore[call-arg]


def test_copies_are_equal() -> None:
    """Also changed ones, and those that another process gets."""
    lines = Lines(1, 2)

    assert copy.deepcopy(lines) == pickle.loads(pickle.dumps(lines)) == replace(Lines(1, 9), end=2) == lines  # noqa: S301
