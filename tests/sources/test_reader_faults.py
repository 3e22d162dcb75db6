"""A reader with a fault costs its own reading, not the file and not the command."""

from collections.abc import Callable

import pytest

from kbtools.model import Reading, Source, SourceId
from kbtools.sources import account, readers
from kbtools.sources.reader import Reader

TEXT = "# 张量\n\n形状由 `shape` 给出。\n\n```python\n1 + 1\n```\n"


def _breaks(_: object) -> Reading:
    return [].pop()


def _breaking(claims: Callable[[str], bool]) -> Reader:
    return Reader("broken", claims, _breaks)


@pytest.mark.parametrize("claims", [lambda _: True, _breaks], ids=["reading", "claiming"])
def test_the_next_reader_takes_what_one_fails_on(
    claims: Callable[[str], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note is read as without it, and the fault is a problem of the file with the reader's name."""
    source = Source(SourceId("a"), "a.md", TEXT)
    whole = readers.read(source)
    monkeypatch.setattr(readers, "_foreign", lambda: (_breaking(claims),))
    reading = readers.read(source)
    assert reading.items == whole.items
    (problem,) = reading.problems
    assert str(problem).startswith("a.md: error READER-FAILED: the reader broken failed with IndexError: pop")


def test_text_that_no_reader_can_take_is_shown_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """One note of all its lines; the account misses nothing."""
    monkeypatch.setattr(readers, "READERS", (_breaking(lambda _: True),))
    reading = readers.read(Source(SourceId("a"), "a.md", TEXT))
    (note,) = reading.items
    assert (note.lines.start, note.lines.end, note.title) == (1, 7, "a")
    assert not account(reading).missing


def test_an_empty_text_that_no_reader_can_take_has_no_items(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing to show is no second fault."""
    monkeypatch.setattr(readers, "READERS", (_breaking(lambda _: True),))
    assert readers.read(Source(SourceId("a"), "a.md", "\n \n")).items == ()
