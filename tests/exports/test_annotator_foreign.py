"""Highlights of other formats as an Annotator file, and what such a file cannot say."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbtools.exports import Written
from kbtools.model import (
    Block,
    BlockKind,
    Highlight,
    ItemId,
    Note,
    Place,
    Reading,
    Source,
    SourceId,
    Unit,
)
from kbtools.problems import Code
from kbtools.text import Lines

Load = Callable[[str], Sequence[object]]
ReadText = Callable[[str], Reading]
Fields = Callable[[Reading], list[tuple[object, ...]]]
Write = Callable[[Reading], Written]
DOCUMENT = "00112233445566778899aabbccddeeff"
HIGHLIGHT = Highlight(
    ItemId("x1"),
    Lines(2, 2),
    "两行\n引文 𝑲 == *x* `y`",
    "前 ",
    " 后",
    (Block(BlockKind.PROSE, "话 #课程", Lines(2, 2)),),
    "话 #课程\n\n> 引\n>> 深\n\n- 项",
    ("self study", "课程"),
    Place(Unit.PDF_OFFSET, 3, 9, DOCUMENT),
    "2024-01-02T03:04:05Z",
    "书",
)


class Annotation(Protocol):
    """What the plugin makes of one block."""

    text: str


def foreign(*items: Highlight | Note) -> Reading:
    """The reading of a source of another format."""
    return Reading(Source(SourceId("f"), "export.json", "{}"), "other", "它的『书』: 'a'", items)


@pytest.mark.parametrize(
    "place",
    [
        HIGHLIGHT.place,
        None,
        Place(Unit.PAGE, 7, 7, DOCUMENT),
        Place(Unit.SECONDS, 61, 75),
        Place(Unit.CHAPTER_OFFSET, 3, 9, "urn:x-dc:a/b", "text/第二章.xhtml"),
    ],
)
def test_highlights_of_any_source_are_written(
    place: Place | None, reading_of: ReadText, write: Write, load: Load, fields: Fields
) -> None:
    """Offsets, pages, moments and chapters come back; only the file of the document is to be added."""
    body = (
        Block(BlockKind.PROSE, "见下。", Lines(1, 1)),
        Block(BlockKind.FENCE, "x = '```'", Lines(1, 1), "python"),
    )
    note = Note(ItemId("n"), Lines(1, 1), "我的话", 1, "2.1", ("我的话",), body)
    reading = foreign(note, replace(HIGHLIGHT, place=place))
    done = write(reading)
    back = reading_of(done.text)

    assert fields(back) == fields(reading)
    assert (back.items[0].title, [block.text for block in back.items[0].body]) == (
        "我的话",
        ["见下。", "x = '```'"],
    )
    assert "annotation-target" in done.problems[0].hint
    assert len(done.problems) == len(load(done.text)) == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        (replace(HIGHLIGHT, place=Place(Unit.LOCATION, 180, 182)), "place"),
        (replace(HIGHLIGHT, place=Place(Unit.PAGE, 7, 9)), "place"),
        (replace(HIGHLIGHT, place=Place(Unit.CHAPTER_OFFSET, 1, 2)), "place"),
        (replace(HIGHLIGHT, tags=("a, b", "课程")), "tags"),
        (replace(HIGHLIGHT, title="a.pdf"), "title"),
        (replace(HIGHLIGHT, created="yesterday"), "created"),
        (replace(HIGHLIGHT, quote="x\u2028y"), "quote"),
        (replace(HIGHLIGHT, id=ItemId("x-1")), "id"),
    ],
)
def test_what_cannot_be_said_is_told(changed: Highlight, field: str, write: Write, load: Load) -> None:
    """No field is dropped in silence, and the block is written all the same."""
    done = write(foreign(changed))

    assert [problem.what.split()[-1] for problem in done.problems if problem.line] == [field]
    assert all(problem.code is Code.EXPORT_LOSSY for problem in done.problems)
    assert len(load(done.text)) == 1


TEXTS = st.text(st.sampled_from("甲乙 ab=*_`#>^%[]\\-1.\n𝑲"), max_size=12)


@settings(max_examples=80, deadline=None)
@given(quote=TEXTS, exact=TEXTS, prefix=TEXTS, suffix=TEXTS, comment=TEXTS, tag=TEXTS)
def test_every_change_is_told(  # noqa: PLR0913, PLR0917 - a field each
    quote: str,
    exact: str,
    prefix: str,
    suffix: str,
    comment: str,
    tag: str,
    reading_of: ReadText,
    write: Write,
    load: Load,
    fields: Fields,
) -> None:
    """Whatever a highlight holds, the plugin reads its block, and a field that changes is named."""
    body = (Block(BlockKind.PROSE, comment, Lines(2, 2)),) if comment.strip() else ()
    one = replace(
        HIGHLIGHT,
        quote=quote,
        exact=exact,
        prefix=prefix,
        suffix=suffix,
        comment=comment,
        body=body,
        tags=(tag,),
    )
    done = write(foreign(one))
    equal = fields(reading_of(done.text)) == fields(foreign(one))
    told = [problem for problem in done.problems if problem.line]

    assert bool(told) is not equal
    assert len(load(done.text)) == 1
