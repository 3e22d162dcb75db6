"""The walk through the doubtful items, at a terminal."""

from io import StringIO
from pathlib import Path

import click
import pytest

from kbtools import pipeline
from kbtools.cli.review import walk
from kbtools.config import load
from kbtools.model import Book, ItemId, TopicSlug

NOTE = "# 笔记\n\n## 张量\n\n形状由 `shape` 给出。\n\n## 园艺\n\n玫瑰要浇水。\n"
OUTLINE = "topics:\n  - title: 张量\n  - title: 自动微分\n"


class Terminal(StringIO):
    """What a person types."""

    def isatty(self) -> bool:
        """Keys come one by one."""
        return True


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Two topics, and a note with sections that belong to none."""
    (tmp_path / "docs/.sources").mkdir(parents=True)
    (tmp_path / "docs/.sources/note.md").write_text(NOTE, "utf-8")
    (tmp_path / "docs/topics.yml").write_text(OUTLINE, "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins: [kbtools]\n", "utf-8")
    return pipeline.assemble(load(tmp_path)).book


def typed(book: Book, keys: str, monkeypatch: pytest.MonkeyPatch) -> dict[ItemId, TopicSlug]:
    """The rulings that these keys give."""
    rulings: dict[ItemId, TopicSlug] = {}
    terminal = Terminal(keys)
    monkeypatch.setattr(click, "getchar", lambda: terminal.read(1))
    walk(book, lambda item, topic: rulings.update({item: topic}), terminal)
    return rulings


def test_every_item_is_shown_with_the_id_that_moves_it(
    book: Book, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """None of the guesses may be right: then `kbtools topics move` is told with the id."""
    typed(book, "q", monkeypatch)

    garden = book.readings[0].items[-1]
    said = capsys.readouterr().out
    assert f"note.md:7: {garden.id}" in said
    assert f"elsewhere: kbtools topics move {garden.id} TOPIC" in said


def test_a_key_that_means_nothing_is_answered(
    book: Book, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the keys that do; the item is asked again."""
    rulings = typed(book, "x7?1q", monkeypatch)

    assert len(rulings) == 1
    assert capsys.readouterr().out.count("  keys: 1 to 2") == 3


def test_a_base_without_doubts_says_so(
    book: Book, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is asked."""
    sure = Book(book.title, book.language, (), book.outline, {}, {}, {})
    typed(sure, "", monkeypatch)

    assert "nothing is doubtful" in capsys.readouterr().out
