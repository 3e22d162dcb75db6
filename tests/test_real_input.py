"""The main job on real documents: import, verify, build, and a strict site from it."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from kbtools import pipeline
from kbtools.config import load
from kbtools.model import Book, Highlight, Note
from kbtools.text import squash

Run = Callable[..., subprocess.CompletedProcess[str]]
HIGHLIGHTS, COMMENTS = 30, 10
# Counted by hand in the annotation file among the real documents.


@dataclass(frozen=True)
class KnowledgeBase:
    """What the commands made of the real documents."""

    root: Path
    book: Book
    site: Path

    def text(self, folder: str) -> str:
        """All words of the built pages in a folder of the site, without markup and white space."""
        pages = sorted((self.site / folder).glob("*.html"))
        return squash("".join(visible(page) for page in pages))


def visible(page: Path) -> str:
    """The words of a page's own content, as a browser shows them."""
    content = BeautifulSoup(page.read_text("utf-8"), "html.parser").select_one("article")
    return content.get_text() if content else ""


@pytest.fixture(scope="module")
def base(kbtools: Run, real_sources: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """`init`, `import`, `verify`, `build` and `mkdocs build --strict`, each as a person types it."""
    folder = tmp_path_factory.mktemp("real")
    kbtools("init", "k", cwd=folder)
    root = folder / "k"
    kbtools("import", str(real_sources), cwd=root)
    kbtools("verify", cwd=root)
    kbtools("build", cwd=root)
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(mkdocs, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return KnowledgeBase(root, pipeline.assemble(load(root)).book, root / "site")


def phrases(item: Highlight | Note) -> set[str]:
    """Runs of Chinese in an item's own text."""
    return {run for block in item.body for run in re.findall(r"[\u4e00-\u9fff]{4,}", block.text)}


def items(base: KnowledgeBase) -> list[Any]:
    """Every item of every source."""
    return [item for reading in base.book.readings for item in reading.items]


def test_every_line_is_accounted_for(base: KnowledgeBase) -> None:
    """Nothing is lost: no problem of an unaccounted line, or of any other kind."""
    assert [str(problem) for reading in base.book.readings for problem in reading.problems] == []


def test_all_highlights_and_comments_are_on_topic_pages(base: KnowledgeBase) -> None:
    """Quote and comment, in words that a person sees on the built site."""
    shown = base.text("topics")
    highlights = [item for item in items(base) if isinstance(item, Highlight)]
    commented = [item for item in highlights if item.comment]
    words = [
        word
        for item in commented
        for block in item.body
        for word in re.findall(r"[\u4e00-\u9fff]{4,}", block.text)
    ]

    assert (len(highlights), len(commented)) == (HIGHLIGHTS, COMMENTS)
    assert [item.id for item in highlights if squash(item.quote) not in shown] == []
    assert sorted(word for word in words if word not in shown) == []


def test_all_notes_are_on_topic_pages(base: KnowledgeBase) -> None:
    """Every run of Chinese words of every note of every source."""
    shown = base.text("topics")
    notes = [item for item in items(base) if isinstance(item, Note)]
    words = {
        word
        for item in notes
        for block in item.body
        for word in re.findall(r"[\u4e00-\u9fff]{4,}", block.text)
    }

    assert len({reading.source.id for reading in base.book.readings}) == 5
    assert sorted(word for word in words if word not in shown) == []


def test_most_items_are_placed(base: KnowledgeBase) -> None:
    """The outline derived from the notes holds most of what there is, each with a reason."""
    rows = base.book.placements.values()
    placed = [row for row in rows if row.topic is not None]

    assert {row.item for row in rows} == {item.id for item in items(base)}
    assert len(placed) / len(rows) > 0.8
    assert all(row.reasons for row in rows)


def test_every_snippet_has_a_verdict_from_torch(base: KnowledgeBase) -> None:
    """Each with its reason, from the torch this suite runs on, and most of the recorded outputs are true."""
    snippets = [snippet for session in base.book.sessions.values() for snippet in session.snippets]
    checked = base.book.checked
    counts = Counter(checked[snippet.id].verdict.value for snippet in snippets)
    versions = {
        base.book.environments[row.environment]["torch"] for row in checked.values() if row.environment
    }

    assert all(checked[snippet.id].reason for snippet in snippets)
    assert len(versions) == 1
    assert versions.pop().startswith("2.13.0")
    assert counts["verified"] > counts["drifted"] + counts["raised"], counts


def test_second_round_changes_nothing(base: KnowledgeBase, kbtools: Run) -> None:
    """`verify --check` finds nothing worse and `build --check` nothing stale."""
    kbtools("verify", "--check", cwd=base.root)
    report = json.loads(kbtools("build", "--check", "--json", cwd=base.root).stdout)

    assert report["changes"] == []


def test_no_local_path_reaches_a_page(base: KnowledgeBase) -> None:
    """Neither the vault's nor this machine's."""
    pages = "".join(
        path.read_text("utf-8") for path in (base.root / "docs").rglob("*.md") if ".sources" not in path.parts
    )

    assert "vault:/" not in pages
    assert str(base.root) not in pages
