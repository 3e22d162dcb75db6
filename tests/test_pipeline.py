"""The whole flow behind one function a command."""

from pathlib import Path

import pytest

from kbtools import pipeline, snippets, verification
from kbtools.config import load
from kbtools.model import Reading, Session
from kbtools.problems import KbError
from kbtools.snippets import contain
from kbtools.verification import Request

NOTE = "# 张量\n\n## 形状\n\n形状由 `shape` 给出。\n\n```python\n1 + 1\n```\n\n```\n2\n```\n"


def knowledge_base(root: Path, settings: str = "", docs: str = "docs") -> Path:
    """A folder with one note."""
    (root / docs / ".sources").mkdir(parents=True)
    (root / docs / ".sources" / "note.md").write_text(NOTE, "utf-8")
    (root / "mkdocs.yml").write_text(f"site_name: x\nplugins: [kbtools]\n{settings}", "utf-8")
    return root


def test_every_page_lies_where_mkdocs_looks_for_it(tmp_path: Path) -> None:
    """`docs_dir` may be any folder; nothing is written to one named docs beside it."""
    built = pipeline.build(load(knowledge_base(tmp_path, "docs_dir: text/site\n", "text/site")))

    made = {change.path for change in built.changes}
    assert {"text/site/index.md", "text/site/topics.yml", "text/site/topics/形状.md"} <= made
    assert not (tmp_path / "docs").exists()
    assert pipeline.build(load(tmp_path)).changes == ()


def test_edit_of_a_snippet_outlives_its_source(tmp_path: Path) -> None:
    """What a person wrote in snippets/ goes neither when the source's text changes nor with the source."""
    config = load(knowledge_base(tmp_path))
    pipeline.build(config)
    edited, source = tmp_path / "snippets/note.py", config.sources_dir / "note.md"
    edited.write_text(edited.read_text("utf-8").replace("1 + 1", "1 + 1 + 0  # mine"), "utf-8")
    pipeline.build(config)

    source.write_text(NOTE.replace("1 + 1", "2 + 2"), "utf-8")
    changed = pipeline.build(config)
    source.unlink()
    pipeline.build(config)

    assert [str(problem.code) for problem in changed.problems] == ["snippet-edit-stale"]
    assert "# 1 + 1 + 0  # mine" in edited.read_text("utf-8")


def test_ruling_that_reaches_no_item_is_told(tmp_path: Path) -> None:
    """With the nearest id there is: a slip of the pen would otherwise pass unseen."""
    config = load(knowledge_base(tmp_path))
    item = next(iter(pipeline.build(config).book.placements))
    config.outline_file.write_text(f"topics: [形状]\nrulings:\n  {item}x: 形状\n", "utf-8")

    assert [str(problem) for problem in pipeline.build(config).problems] == [
        (
            f"docs/topics.yml: warning OUTLINE-INVALID: ruling for `{item}x`: no item has this id, "
            f"did you mean `{item}`?\n  hint: take the id from the item's permalink"
        )
    ]


def test_source_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    """Nothing is run for a slip of the pen."""
    with pytest.raises(KbError) as caught:
        verification.verify(load(knowledge_base(tmp_path)), Request(only=("notes",)))

    assert str(caught.value) == (
        "notes: error SELECTION-UNKNOWN: there is no source, snippet or topic of this name, "
        "did you mean `note`?\n  hint: see `kbtools status` and `kbtools outline --show`"
    )


@pytest.mark.parametrize("name", ["docs/topics.yml", "snippets/note.py", "snippets/results.json"])
def test_file_in_another_encoding_stops_every_command(tmp_path: Path, name: str) -> None:
    """What a person wrote there is not taken for something else, and nothing is written over it."""
    config = load(knowledge_base(tmp_path))
    pipeline.build(config)
    (tmp_path / name).write_bytes("# 张量\n".encode("gb18030"))

    with pytest.raises(KbError, match=f"{name}:1: error FILE-NOT-UTF8"):
        pipeline.build(config)
    assert (tmp_path / name).read_bytes() == "# 张量\n".encode("gb18030")


def test_an_item_with_a_fault_is_shown_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its text stands on the page without a card; the problem names its line, and the command goes on."""

    def faulty(reading: Reading) -> Session:
        if any(block.text == "1 + 1" for item in reading.items for block in item.body):
            raise IndexError("list index out of range")
        return snippets.session(reading)

    monkeypatch.setattr(contain, "session", faulty)
    built = pipeline.build(load(knowledge_base(tmp_path)))

    assert [(problem.line, str(problem.code)) for problem in built.problems] == [(3, "snippets-failed")]
    assert "1 + 1" in (tmp_path / "docs/topics/形状.md").read_text("utf-8")
