"""What `kbtools inspect --json` prints of a file, whole."""

from pathlib import Path

from kbtools.inspection import account_rows, inspect

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
