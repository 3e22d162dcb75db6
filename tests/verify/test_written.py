"""A note that is true as it stands is run once; a layout is tried only where it is not."""

from collections.abc import Callable
from typing import Any

import pytest

from kbtools.model import Layout, Results, Session, Snippet
from kbtools.verify import RunOptions, run
from kbtools.verify.running import Back, Choose, Question, Running

OPTIONS = RunOptions(timeout=30, fence="off")


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by the index of every snippet whose layouts are tried."""
    asked: list[int] = []
    original = Running.answer

    def answer(self: Running, question: Question, choose: Choose, back: Back) -> dict[str, Any]:
        asked.append(question.part.last)
        return original(self, question, choose, back)

    monkeypatch.setattr(Running, "answer", answer)
    return asked


def _cell(snippet: Callable[..., Snippet], recorded: str) -> Snippet:
    """As written it shows 1; with a repair that shows the name, 2."""
    made = snippet("x = 2\n1", "x = 2\n1\nx", recorded=recorded)
    written = Layout("x = 2\n1", 1, recorded)
    shown = Layout("x = 2\n1\nx", 1, recorded, repairs=("show-changed",))
    return Snippet(**{name: getattr(made, name) for name in made.__slots__} | {"layouts": (written, shown)})


@pytest.mark.parametrize(("recorded", "layout", "trials"), [("1", 0, []), ("2", 1, [0])])
def test_other_layouts_are_tried_only_where_the_text_does_not_come_true(
    recorded: str,
    layout: int,
    trials: list[int],
    session: Callable[..., Session],
    snippet: Callable[..., Snippet],
    tried: list[int],
) -> None:
    """The verdict is the same either way: the layout that gives the record is taken."""
    results, _ = run([session("note", _cell(snippet, recorded))], OPTIONS, Results())
    (row,) = results.checked.values()

    assert (row.verdict.value, row.layout, tried) == ("verified", layout, trials)
