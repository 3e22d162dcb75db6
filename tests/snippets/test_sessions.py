"""A session holds every line of code once, with names that survive moves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbtools.model import Block, BlockKind, Drop, DropReason, Highlight, ItemId, Note, Reading, Session, Source, SourceId
from kbtools.snippets import session
from kbtools.text import Lines, split_lines

LISTED = st.sampled_from(
    [
        "x = torch.ones(2)",
        "print(x)",
        "x.sum()# tensor(2.)",
        "#输出结果为",
        "tensor([1., 1.])",
        "[1., 1.]])",
        "def f(a):",
        "    return a",
        "# words",
        "",
        "=====",
        "ValueError: no",
        "f(",
        "'''",
        "12",
        "pip install torch",
        ">>> x",
    ]
)


def note_of(*blocks: Block, name: str = "n", start: int = 1) -> Note:
    """A note with these blocks."""
    return Note(ItemId(name), Lines(start, start + 99), "T", 1, "", ("T",), blocks)


def read_items(*items: Note | Highlight) -> Session:
    """The session of a source with these items."""
    return session(Reading(Source(SourceId("src"), "src.md", ""), "markdown", "T", items))


def fence(text: str, line: int) -> Block:
    """A fence of Python at a line."""
    end = line + len(split_lines(text)) + 1
    return Block(BlockKind.FENCE, text, Lines(line, end), "python", line + 1)


@settings(max_examples=200, deadline=None)
@given(st.lists(LISTED, min_size=1, max_size=14), st.sampled_from([BlockKind.LISTING, BlockKind.FENCE]))
def test_every_line_belongs_to_exactly_one_snippet(lines: list[str], kind: BlockKind) -> None:
    """However a listing is cut, its lines are shared out without rest."""
    block = Block(kind, "\n".join(lines), Lines(5, 4 + len(lines)), "", 5)

    found = read_items(note_of(block)).snippets

    held = [line for snippet in found for line in range(snippet.lines.start, snippet.lines.end + 1)]
    assert held == list(range(5, 5 + len(lines)))


def test_snippets_keep_their_names_when_they_move() -> None:
    """An id is the digest of the code without white space; equal code is numbered."""
    first = read_items(note_of(fence("x = 1", 1), fence("y = 2", 10), fence("x  =  1", 20))).snippets
    moved = read_items(note_of(fence("y = 2", 40), fence("x = 1", 50))).snippets

    assert first[0].id.startswith("src/")
    assert len(first[0].id) == len("src/") + 10
    assert first[2].id == f"{first[0].id}-2"
    assert {snippet.id for snippet in moved} == {first[0].id, first[1].id}


def test_comments_of_highlights_hold_snippets() -> None:
    """A fence in a highlight's comment is a snippet of the highlight; pairing never leaves its item."""
    mark = Highlight(ItemId("h"), Lines(1, 9), "quote", "", "", (fence("x = 1\nx", 2),))

    found = read_items(mark, note_of(fence("tensor(1)", 20), start=20)).snippets

    assert [(snippet.item, snippet.recorded) for snippet in found] == [("h", None), ("n", None)]
    assert found[1].why == "an output with no code above it"


def test_prints_without_a_value_beside_them_are_counted() -> None:
    """How many recorded lines stand above each; none where every print has its value."""
    mixed = fence("print(a)\nprint(b)  # 4\n# 说明\nfor i in c:\n    print(i)\nprint(d)\n# 5", 1)
    whole = fence("print(a)  # 3\nprint(b)\n# 4", 20)
    shown = fence("print(a)  # 3\nb", 30)

    below = fence("print(a)\nprint(b)\n#####\ntensor(3)\ntensor(4)\n#####\nprint(c)", 50)

    found = read_items(note_of(mixed, whole, shown, below)).snippets

    assert [snippet.unrecorded for snippet in found] == [(0, 1), (), (1,), (2,)]


def test_an_output_under_a_heading_of_its_own_belongs_to_the_code_above() -> None:
    """`### Output:` heads no section: the code stands in the item before it."""
    shown = Note(ItemId("o"), Lines(20, 29), "Output:", 3, "", ("T", "Output:"), (fence("tensor(6)", 21),))
    other = Note(ItemId("p"), Lines(40, 49), "Shapes", 3, "", ("T", "Shapes"), (fence("tensor(7)", 41),))

    found = read_items(note_of(fence("area.sum()", 1)), shown, other).snippets

    assert [(one.item, one.recorded, one.lines) for one in found] == [
        ("n", "tensor(6)", Lines(1, 23)),
        ("p", None, Lines(41, 43)),
    ]


@pytest.mark.parametrize(
    ("number", "paged", "recorded"),
    [("12", False, "12"), ("12", True, None), ("0.5", True, "0.5"), ("-3", True, "-3")],
)
def test_a_number_below_code_may_be_that_of_a_page(number: str, *, paged: bool, recorded: str | None) -> None:
    """In a source that leaves out what stands on every page, only what no page has is an output."""
    below = Block(BlockKind.PROSE, f"{number}\n\n后来的话。", Lines(5, 7))
    drops = (Drop(Lines(90, 90), DropReason.PAGE_FURNITURE, "13"),) if paged else ()
    item = note_of(fence("x.numel()", 1), below)

    found = session(Reading(Source(SourceId("src"), "src.md", ""), "markdown", "T", (item,), drops))

    assert [snippet.recorded for snippet in found.snippets] == [recorded]
