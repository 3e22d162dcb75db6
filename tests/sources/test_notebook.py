"""Notebooks copied from a browser: prompts are structure, values are output."""

from collections.abc import Callable

from kbtools.model import BlockKind, Note, Reading
from kbtools.sources import account

ReadText = Callable[[str], Reading]


def test_cells_and_values_are_blocks(read_case: ReadText) -> None:
    """A value is an output whatever it looks like; what a cell prints stays with its code."""
    reading = read_case("notebook.txt")
    blocks = [block for item in reading.items for block in item.body if block.kind is not BlockKind.PLAIN]

    assert [(block.kind, block.info, str(block.lines)) for block in blocks] == [
        (BlockKind.LISTING, "", "5-8"),
        (BlockKind.LISTING, "", "12"),
        (BlockKind.FENCE, "output", "14"),
        (BlockKind.LISTING, "", "20"),
        (BlockKind.FENCE, "output", "23-25"),
    ]
    assert blocks[-1].first_line == 23


def test_prompts_alone_are_structure(read_case: ReadText) -> None:
    """Numbered or empty, with and without a word."""
    reading = read_case("notebook.txt")

    assert [lines.start for lines in reading.structure] == [4, 11, 13, 15, 18, 21]
    assert [item.title for item in reading.items if isinstance(item, Note)] == ["Counting", "Tables"]
    assert account(reading).missing == ()
