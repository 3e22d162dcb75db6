"""The search for cycles rests while many records are made, and goes on as it was."""

import gc

import pytest

from kbtools.topics.acyclic import no_search_for_cycles


def test_the_search_rests_and_goes_on() -> None:
    """After an error too."""
    told: list[bool] = []
    with pytest.raises(ValueError, match="stop"):
        _fails(told)

    assert told == [False]
    assert gc.isenabled()


def _fails(told: list[bool]) -> None:
    with no_search_for_cycles():
        told.append(gc.isenabled())
        raise ValueError("stop")


def test_who_has_stopped_it_finds_it_stopped() -> None:
    """Nested, or by the caller's own choice."""
    with no_search_for_cycles():
        with no_search_for_cycles():
            pass
        assert not gc.isenabled()
