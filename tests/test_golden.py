"""This repository is a knowledge base itself: its committed pages are what its sources give, to the byte."""

import json
import shutil
from pathlib import Path

import pytest

from kbtools import demo, pipeline
from kbtools.config import load
from kbtools.model import Verdict

ROOT = Path(__file__).parents[1]
GENERATED = ("docs/topics", "docs/sources", "docs/notebooks", "docs/index.md", "docs/errata.md", "snippets")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The knowledge base of this repository, without the package around it."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns(".cache"))
    shutil.copytree(ROOT / "snippets", tmp_path / "snippets")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def files(root: Path) -> dict[str, bytes]:
    """Every generated file."""
    found = [path for name in GENERATED for path in (root / name, *(root / name).rglob("*"))]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.is_file()}


def test_committed_pages_are_fresh(copy: Path) -> None:
    """`kbtools build --check` finds nothing to do."""
    built = pipeline.build(load(copy), check=True)

    assert [str(change.problem) for change in built.changes] == []


def test_second_build_changes_nothing(copy: Path) -> None:
    """Not a byte, and not a file's time."""
    pipeline.build(load(copy))
    before = {path: (copy / path).stat().st_mtime_ns for path in files(copy)}
    again = pipeline.build(load(copy))

    assert again.changes == ()
    assert {path: (copy / path).stat().st_mtime_ns for path in files(copy)} == before


def test_deleted_pages_come_back_to_the_byte(copy: Path) -> None:
    """The sources, the outline and the stored results are the only state."""
    before = files(copy)
    for path in before:
        if path != "snippets/results.json":
            (copy / path).unlink()
    (copy / "docs/.generated").unlink()

    pipeline.build(load(copy))

    assert files(copy) == before


def test_outline_is_what_the_sources_give(copy: Path) -> None:
    """The committed topics.yml is the derived one, so that a person sees what the tool does by itself."""
    before = (copy / "docs/topics.yml").read_text("utf-8")
    (copy / "docs/topics.yml").unlink()

    pipeline.build(load(copy))

    assert (copy / "docs/topics.yml").read_text("utf-8") == before


def test_the_demo_is_kept_once_and_carried_byte_for_byte() -> None:
    """What `init --demo` gives is what this repository shows."""
    stored = {path.name: path.read_bytes() for path in (ROOT / "docs/.sources").iterdir()}

    assert stored == dict(demo.files())


def test_the_demo_shows_every_verdict_on_purpose() -> None:
    """A person sees each of them before meeting one of their own."""
    results = json.loads((ROOT / "snippets/results.json").read_text("utf-8"))
    verdicts = {row["verdict"] for row in results["snippets"].values()}

    assert verdicts == {verdict.value for verdict in Verdict}
