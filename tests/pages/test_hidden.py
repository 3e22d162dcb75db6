"""What authors hid is not on any page; where it stood is told."""

from dataclasses import replace

import pytest

from kbtools.hidden import seen
from kbtools.model import (
    Block,
    BlockKind,
    Book,
    Drop,
    DropReason,
    Highlight,
    Item,
    ItemId,
    Note,
    Outline,
    Reading,
    Session,
    Source,
    SourceId,
)
from kbtools.pages import render
from kbtools.pages.published import published
from kbtools.text import Lines

ID = SourceId("a")


def reading(*items: Item) -> Reading:
    """A Markdown source of these items."""
    return Reading(Source(ID, "a.md", "\n" * 40), "markdown", "题", items)


def note(name: str, start: int, *blocks: Block) -> Note:
    """A section whose heading stands one line above its blocks."""
    lines = Lines(start, max([start, *(block.lines.end for block in blocks)]))
    return Note(ItemId(name), lines, f"题{name}", 2, "", (f"题{name}",), blocks)


def block(start: int, text: str, kind: BlockKind = BlockKind.PROSE) -> Block:
    """A block without lines of its own around its text."""
    return Block(kind, text, Lines(start, start + text.count("\n")))


def shown(*items: Item) -> Reading:
    """What is left of these items."""
    book = Book("库", "zh", (reading(*items),), Outline(), {}, {}, {})
    return published(book).readings[0]


@pytest.mark.parametrize(
    ("text", "left", "lines"),
    [
        ("a %%b%% c", "a  c", [Lines(1, 1)]),
        ("a\n%%b%%\nc", "a\nc", [Lines(2, 2)]),
        ("a\n\n%%\nb\n\nc\n%%\nd", "a\n\nd", [Lines(3, 7)]),
        ("a <!-- b\nc --> d", "a  d", [Lines(1, 2)]),
        ("`%%a%%` %%b", "`%%a%%` %%b", []),
        ("```\n%%a%%\n```\n%%b%%", "```\n%%a%%\n```\n", [Lines(4, 4)]),
        ("> %%a%%\n> b", "> \n> b", [Lines(1, 1)]),
        ("a <!-- kb: skip --> b", "a <!-- kb: skip --> b", []),
        ("a ` b %%c%%\n\n` d", "a ` b \n\n` d", [Lines(1, 1)]),
    ],
)
def test_asides_and_comments_are_left_out(text: str, left: str, lines: list[Lines]) -> None:
    """In code they stand for themselves, and so do unclosed ones."""
    found = seen(text)

    assert (found.text, list(found.hidden)) == (left, lines)


@pytest.mark.parametrize("piece", ["%%", "<!--", "`", "``` ", "\n```", "%%`", "a<!-- kb: ", "~~~\n%%x"])
@pytest.mark.timeout(300)  # a quadratic search takes longer here, a linear one a moment
def test_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    """Sixty thousand openings of anything do not stop the page."""
    assert seen(piece * 60_000 + "%%").text


def test_an_aside_over_several_blocks_hides_what_lies_between() -> None:
    """Code, headings and all; what stands before and behind stays."""
    first = note("一", 1, block(2, "前\n%%\n里"), block(5, "x = 1", BlockKind.FENCE))
    second = note("二", 7, block(8, "也在里面\n%%\n后"))

    left = shown(first, second)

    assert [[one.text for one in item.body] for item in left.items] == [["前"], ["\n后"]]
    assert [item.title for item in left.items if isinstance(item, Note)] == ["题一", ""]
    assert left.drops == (Drop(Lines(3, 9), DropReason.HIDDEN, ""),)


def test_an_aside_that_nothing_closes_is_text() -> None:
    """Nothing disappears for one stray mark."""
    left = shown(note("一", 1, block(2, "%% 前\n后")), note("二", 4, block(5, "x")))

    assert [block.text for item in left.items for block in item.body] == ["%% 前\n后", "x"]
    assert left.drops == ()


def test_no_page_shows_it_and_the_source_page_says_where(book: Book) -> None:
    """Count and lines are told; the text is nowhere, comments on highlights included."""
    notes = next(one for one in book.readings if one.source.id == "notes")
    marks = next(one for one in book.readings if one.source.id != "notes")
    first = marks.items[0]
    assert isinstance(first, Highlight)
    own = replace(notes.items[0], body=(*notes.items[0].body, block(17, "看得见 %%秘密一%%")))
    comment = replace(first, body=(block(9, "<!-- 秘密二 -->"),), comment="%%秘密三%%")
    changed = (
        replace(notes, items=(own, *notes.items[1:])),
        replace(marks, items=(comment, *marks.items[1:])),
    )
    pages = render(replace(book, readings=changed))

    assert not [page.path for page in pages if "秘密" in page.text]
    source = next(page.text for page in pages if page.path == "docs/sources/notes.md")
    assert "看得见" in source
    assert "<summary>作者隐藏的内容（1 处）</summary>\n\n第 17 行" in source


def test_a_fence_of_mathematics_is_a_formula_and_no_snippet(book: Book) -> None:
    """Neither card nor notebook cell."""
    session = next(iter(book.sessions.values()))
    tex = replace(session.snippets[3], language="math", text="x^2")
    session = Session(session.source, session.path, (tex,))
    notes = next(one for one in book.readings if one.source.id == "notes")
    install = notes.items[2]
    body = (Block(BlockKind.FENCE, "x^2", install.body[0].lines, "math", 35),)
    changed = replace(notes, items=(replace(install, body=body),))
    pages = render(replace(book, readings=(changed,), sessions={session.source: session}))
    text = next(page.text for page in pages if page.path == "docs/sources/notes.md")

    assert "$$\nx^2\n$$" in text
    assert "kb-snippet" not in text
    assert not [page.path for page in pages if page.path.endswith(".ipynb")]
