"""Which layout is the author's."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kbtools.model import Snippet
from kbtools.verify.choose import choose
from kbtools.verify.outcome import Failure, Outcome

BAD = Failure("ValueError", "x", 1)


def _tried(*each: str | Failure | None, digest: str = "") -> list[Outcome | None]:
    """Outcomes by layout: an output, a failure, or None for one that broke off."""
    return [None if one is None else _outcome(row, one, digest) for row, one in enumerate(each)]


def _outcome(row: int, one: str | Failure, digest: str) -> Outcome:
    if isinstance(one, Failure):
        return Outcome(row, "", failure=one)
    return Outcome(row, one, digest=digest and f"{digest}{row}")


@pytest.mark.parametrize(
    ("recorded", "tried", "taken"),
    [
        ("2", _tried("1", "2", "3"), 1),
        ("2", _tried("1", "2.0", "2"), 2),
        ("tensor([1.5])", _tried("tensor([2.5])", "1", BAD), 0),
        (None, _tried("1", BAD, None), 0),
        (None, _tried("1", "1"), 0),
        (None, _tried("1", "2"), None),
        (None, _tried("1", "1", digest="x"), None),
        (None, _tried(BAD, BAD), 0),
        (None, _tried(BAD, None), None),
        (None, _tried(BAD, replace(BAD, message="y")), None),
        ("ValueError: x", _tried("1", BAD), 1),
    ],
)
def test_what_layouts_do_decides(
    recorded: str | None, tried: list[Outcome | None], taken: int | None, snippet: Callable[..., Snippet]
) -> None:
    """The record first; then the only one that runs; equals are one; nothing is guessed."""
    assert choose(snippet(*map(str, tried), recorded=recorded), tried) == taken


def test_text_as_written_needs_no_guess(snippet: Callable[..., Snippet]) -> None:
    """When all other layouts only add repairs to one that runs, that one is taken."""
    made = snippet("a", "b")
    written = replace(made, layouts=(replace(made.layouts[0], repairs=()), made.layouts[1]))

    assert choose(written, _tried("1", "2")) == 0
    assert choose(written, _tried(None, "2")) == 0
    assert choose(written, _tried(BAD, "2")) == 1
    assert choose(written, _tried(BAD, replace(BAD, message="y"))) == 0
