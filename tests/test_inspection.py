"""What `kbtools inspect --json` prints of a file, whole."""

from pathlib import Path

import pytest

from kbtools import snippets
from kbtools.inspection import account_rows, inspect
from kbtools.model import Reading, Session
from kbtools.snippets import contain

TEXT = "# 张量\n\n先看 [形状](#)。\n\n```python\nx = torch.ones(2)\nx\n```\n\n```\ntensor([1., 1.])\n```\n"


def test_an_inspection_has_every_documented_part(tmp_path: Path) -> None:
    """Items, snippets, the role of every fence, drops, problems, and the account with all its spans."""
    (tmp_path / "a.md").write_text(TEXT, "utf-8")
    _, found = inspect(tmp_path / "a.md")

    assert list(found) == [
        "source",
        "reader",
        "title",
        "items",
        "snippets",
        "fences",
        "dropped",
        "problems",
        "account",
    ]
    assert found["fences"] == [
        {"line": 5, "end_line": 8, "role": "code"},
        {"line": 10, "end_line": 12, "role": "output"},
    ]
    assert found["snippets"] == [
        {
            "line": 5,
            "end_line": 12,
            "kind": "python",
            "language": "python",
            "code": "x = torch.ones(2)\nx",
            "recorded": "tensor([1., 1.])",
            "how": "next-fence",
            "layouts": 1,
        }
    ]


def test_the_spans_of_an_account_tile_the_source(tmp_path: Path) -> None:
    """Read back from their lines and columns they give every character that is not blank, once."""
    (tmp_path / "a.md").write_text(TEXT, "utf-8")
    _, found = inspect(tmp_path / "a.md")
    account = found["account"]
    assert isinstance(account, dict)
    lines = TEXT.split("\n")
    said = []
    for span in account["spans"]:
        rows = lines[span["line"] - 1 : span["end_line"]]
        rows[-1] = rows[-1][: span["end_column"]]
        rows[0] = rows[0][span["column"] - 1 :]
        said.append("".join("\n".join(rows).split()))

    assert "".join(said) == "".join(TEXT.split())
    assert account["characters"] == len("".join(said))
    assert {span["kind"] for span in account["spans"]} == {"item", "snippet", "structure"}


def test_the_account_is_told_in_words(tmp_path: Path) -> None:
    """A row a fate with its share, and what is missing by line."""
    (tmp_path / "a.md").write_text(TEXT, "utf-8")
    reading, _ = inspect(tmp_path / "a.md")

    rows = dict(account_rows(reading))

    assert list(rows) == ["shown", "structure", "missing"]
    assert rows["shown"] == " 69.3%  5 lines, 43 characters"
    assert rows["missing"] == "nothing"


def test_a_duplicate_is_told_with_what_it_repeats(tmp_path: Path) -> None:
    """The block of the comment that took its place, the heading above, or its own line."""
    record = '>%%\n>```annotation-json\n>{"text":"旧的"}\n>```\n>%%\n'
    block = f"{record}>*%%HIGHLIGHT%% ==a== *\n>%%COMMENT%%\n>新的\n^a1\n"
    anchors = '# <span id="page-0-0"></span>甲\n\n见 [乙](#page-1-0)\n\n{1}------------------------------\n\n'
    slides = f'{anchors}# <span id="page-1-0"></span>甲\n\n丁\n\n## 戊 03:27 戊\n\n己\n'
    found = {}
    for name, text in (("a.md", f"话\n\n{block}"), ("b.md", slides)):
        (tmp_path / name).write_text(text, "utf-8")
        found[name] = inspect(tmp_path / name)[1]["dropped"]

    assert found["a.md"] == [
        {
            "line": 5,
            "end_line": 5,
            "column": 11,
            "end_column": 12,
            "reason": "duplicate-of",
            "of": {"line": 3, "end_line": 11},
        }
    ]
    assert isinstance(found["b.md"], list)
    assert [(row["line"], row["of"]) for row in found["b.md"] if "of" in row] == [
        (7, {"line": 1, "end_line": 1}),
        (11, {"line": 11, "end_line": 11}),
    ]


def test_an_item_with_a_fault_costs_its_own_snippets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are inspected; the fault is a problem with its line, and no traceback."""

    def faulty(reading: Reading) -> Session:
        if any(item.title == "坏" for item in reading.items):
            raise IndexError("list index out of range")
        return snippets.session(reading)

    monkeypatch.setattr(contain, "session", faulty)
    (tmp_path / "a.md").write_text(f"{TEXT}\n# 坏\n\n```python\n1 + 1\n```\n", "utf-8")
    reading, found = inspect(tmp_path / "a.md")

    assert found["fences"] == [
        {"line": 5, "end_line": 8, "role": "code"},
        {"line": 10, "end_line": 12, "role": "output"},
    ]
    assert [(problem.line, str(problem.code)) for problem in reading.problems] == [(14, "snippets-failed")]
