"""Lines that a person kept are items again, wherever they stand by now."""

from collections.abc import Callable
from dataclasses import replace

from kbtools.model import BlockKind, Drop, DropReason, Reading
from kbtools.problems import Code
from kbtools.sources import account, beginning, keep
from kbtools.text import Lines

ReadText = Callable[[str], Reading]


def dropped(reading: Reading) -> dict[int, str]:
    """Every dropped line with its text."""
    lines = reading.source.text.split("\n")
    numbers = (n for drop in reading.drops for n in range(drop.lines.start, drop.lines.end + 1))
    return {number: lines[number - 1] for number in numbers if lines[number - 1].strip()}


def test_a_kept_line_is_shown_and_no_longer_dropped(read_case: ReadText) -> None:
    """It stands in the section that it follows; the lines around it stay dropped."""
    reading = read_case("blog.txt")
    line, text = list(dropped(reading).items())[2]

    kept = keep(reading, {line: beginning(text)})

    assert text.strip() in [block.text.strip() for item in kept.items for block in item.body]
    assert set(dropped(reading)) - set(dropped(kept)) == {line}
    assert account(kept).missing == ()
    assert len({item.id for item in kept.items}) == len(kept.items)


def test_a_kept_line_is_found_again_when_it_moved(read_case: ReadText, read_text: ReadText) -> None:
    """Its text counts; the number only decides between equal ones."""
    reading = read_case("blog.txt")
    line, text = list(dropped(reading).items())[2]
    moved = read_text("补记一行。\n\n" + reading.source.text)

    kept = keep(moved, {line: beginning(text)})

    assert set(dropped(moved)) - set(dropped(kept)) == {line + 2}
    assert kept.problems == ()


def test_a_kept_line_that_is_gone_is_a_problem(read_case: ReadText) -> None:
    """Nothing else is kept in its place."""
    reading = read_case("blog.txt")
    kept = keep(reading, {3: "从来没有的一行"})

    assert kept.items == reading.items
    assert [problem.code for problem in kept.problems] == [Code.KEPT_LOST]


def test_kept_code_of_a_pasted_page_is_code(read_text: ReadText) -> None:
    """What comes back is told as the reader of the page tells it."""
    reading = read_text("张量\n\n先建一个张量。\n\n\n\n\n另一篇博客\n\ny = torch.ones(2)\nprint(y)\n")
    first = reading.items[0]
    cut = replace(first, body=first.body[:1], lines=Lines(1, 3))
    text = "另一篇博客\n\ny = torch.ones(2)\nprint(y)"
    drop = Drop(Lines(8, 11), DropReason.RELATED_ARTICLES, text)
    poorer = replace(reading, items=(cut,), drops=(drop,))

    kept = keep(poorer, {line: beginning(text) for line, text in dropped(poorer).items()})

    blocks = [block for item in kept.items for block in item.body]
    assert kept.drops == ()
    assert [(b.kind, b.text) for b in blocks][1:] == [
        (BlockKind.PLAIN, "另一篇博客"),
        (BlockKind.LISTING, "y = torch.ones(2)\nprint(y)"),
    ]


def test_what_is_kept_behind_a_highlight_is_a_section_of_its_own(read_text: ReadText) -> None:
    """A highlight is never made longer."""
    reading = read_text(">*%%HIGHLIGHT%% ==a== *\n>%%COMMENT%%\n>\n>%%TAGS%%\n>\n^a1\n\n一行。\n")
    highlight = reading.items[0]
    poorer = replace(
        reading, items=(highlight,), drops=(Drop(Lines(8, 8), DropReason.PAGE_FURNITURE, "一行。"),)
    )

    kept = keep(poorer, {8: "一行。"})

    assert kept.items[0] == highlight
    assert [item.lines for item in kept.items[1:]] == [Lines(8, 8)]
