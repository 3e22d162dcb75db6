"""`kbtools import` as a person runs it."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
NOTE = "# 张量\n\n形状由 `shape` 给出。\n"


@pytest.fixture
def base(kbtools: Run, tmp_path: Path) -> Path:
    """An empty knowledge base beside one note."""
    (tmp_path / "note.md").write_text(NOTE, "utf-8")
    kbtools("init", "kb", cwd=tmp_path)
    return tmp_path / "kb"


def test_pages_may_be_left_to_the_build(kbtools: Run, base: Path) -> None:
    """The file is stored and read, the person is told what is missing, and the build has it."""
    said = kbtools("import", "--no-build", "../note.md", cwd=base).stdout

    assert said.splitlines() == [
        "added: note.md: 1 note",
        "1 file imported; run `kbtools build` to bring the pages up to date",
    ]
    assert not (base / "docs/sources/note.md").exists()
    kbtools("build", cwd=base)
    assert (base / "docs/sources/note.md").exists()


def test_an_import_of_nothing_new_makes_no_pages(kbtools: Run, base: Path) -> None:
    """Pages that are as new as their sources are not made anew, unless a person asks for it."""
    first = json.loads(kbtools("import", "--json", "../note.md", cwd=base).stdout)
    again = json.loads(kbtools("import", "--json", "../note.md", cwd=base).stdout)
    asked = json.loads(kbtools("import", "--build", "--json", "../note.md", cwd=base).stdout)

    assert first["files"] == [
        {"name": "note.md", "did": "added", "reader": "markdown", "highlights": 0, "notes": 1}
    ]
    assert again["files"] == [{"name": "note.md", "did": "unchanged"}]
    assert [one["built"] for one in (first, again, asked)] == [True, False, True]
    assert asked["changes"] == []


def test_files_that_hold_no_notes_are_told_at_once(kbtools: Run, base: Path) -> None:
    """200 MB, nothing and a picture, each with its name; the note beside them comes in."""
    folder = base.parent
    with (folder / "huge.md").open("wb") as file:
        file.truncate(200_000_000)
    (folder / "empty.md").touch()
    (folder / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    names = ("huge.md", "empty.md", "picture.md", "note.md")

    done = kbtools("import", "--no-build", *(f"../{name}" for name in names), cwd=base, code=1)

    assert done.stdout.splitlines()[0] == "added: note.md: 1 note"
    told = [line for line in done.stderr.splitlines() if "SOURCE-UNREADABLE" in line]
    assert [line.split(": ")[-1] for line in told] == [
        "the file holds no text",
        "the file is over 20 MB",
        "the file is binary",
    ]


def test_a_name_with_a_line_end_is_told_on_one_line(kbtools: Run, base: Path) -> None:
    """By the import and by a look at the file."""
    (base / "a\nb.md").write_text(NOTE, "utf-8")

    assert kbtools("import", "--no-build", "a\nb.md", cwd=base).stdout.startswith("added: a\\nb.md: 1 note\n")
    assert kbtools("inspect", "a\nb.md", cwd=base).stdout.startswith("a\\nb.md: read as markdown: ")


def test_what_is_left_out_says_what_to_do_and_long_lists_are_cut(kbtools: Run, base: Path) -> None:
    """A notebook in a folder, a file with properties and no text, and more new headings than a line holds."""
    kbtools("import", "../note.md", cwd=base)
    folder = base.parent / "more"
    folder.mkdir()
    (folder / "a.ipynb").write_text('{"cells": [], "nbformat": 4}', "utf-8")
    (folder / "head.md").write_text("---\ntags: [x]\n---\n", "utf-8")
    plants = ["玫瑰", "牡丹", "月季", "菊花", "荷花", "兰花", "梅花", "桂花", "茶花", "水仙"]
    (folder / "plants.md").write_text("".join(f"## {one}\n\n要浇水。\n\n" for one in plants), "utf-8")

    done = kbtools("import", "../more", cwd=base)

    assert "it was left out; turn it into Markdown first" in done.stderr
    assert "added: head.md: nothing to show" in done.stdout
    assert ", 桂花, and 2 more; see `kbtools topics`" in done.stdout
