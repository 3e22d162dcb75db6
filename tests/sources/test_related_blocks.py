"""Look-alikes of the Annotator's blocks: no JSON, and a highlight all the same."""

from collections.abc import Callable

import pytest

from kbtools.model import Highlight, Note, Reading, Unit
from kbtools.sources import account

ReadText = Callable[[str], Reading]


@pytest.fixture
def related(read_case: ReadText) -> dict[str, Highlight]:
    """The highlights of the case, by id."""
    items = read_case("related_blocks.md").items
    return {item.id: item for item in items if isinstance(item, Highlight)}


def test_a_published_copy_is_read(related: dict[str, Highlight]) -> None:
    """Passage, context, comment and tags come back from what the publishing tool left."""
    one = related["pub1"]

    assert (one.prefix, one.quote, one.suffix) == ("as we saw,", "a tensor has\na shape", "and a type")
    assert one.comment == "Compare it with #arrays and C# code."
    assert one.tags == ("linear algebra", "shapes", "arrays")
    assert (related["pub2"].quote, related["pub2"].comment) == ("here at all", "")


def test_a_remark_at_a_moment_of_a_video_has_its_seconds(related: dict[str, Highlight]) -> None:
    """The text is the person's, the moment is the place."""
    one = related["vid1"]

    assert (one.quote, one.comment, one.title) == ("", "![[board.png]]\nwhat the board says", "Lecture 3")
    assert one.place
    assert (one.place.unit, one.place.start) == (Unit.SECONDS, 754)


def test_labels_tell_the_parts_of_a_block(related: dict[str, Highlight]) -> None:
    """A colour is no part of the passage, and a label is none of the comment."""
    one = related["lab1"]

    assert (one.quote, one.suffix, one.comment, one.tags) == (
        "only the passage",
        "",
        "my remark",
        ("one", "two"),
    )


def test_the_rest_stays_prose(read_case: ReadText) -> None:
    """Nothing is missing, nobody is warned, and a person's own quote is no highlight."""
    reading = read_case("related_blocks.md")
    prose = [block.text for item in reading.items if isinstance(item, Note) for block in item.body]

    assert prose == ["My own words.", "> **HIGHLIGHT** is a word in my own quote."]
    assert (account(reading).missing, reading.problems, reading.title) == ((), (), "Lecture 3")


def test_a_published_copy_ends_where_a_block_begins(read_text: ReadText) -> None:
    """Two quotes without a line between them are two highlights, and what stands below keeps its line."""
    block = (
        '>%%\n>```annotation-json\n>{"text":""}\n>```\n>%%\n>*%%HIGHLIGHT%% ==乙== *\n>%%COMMENT%%\n>\n^b1\n'
    )
    reading = read_text(f">*前文 ==甲== 后文*\n>[show annotation](#^a1)\n{block}```python\nx = 1\n")
    found = [item for item in reading.items if isinstance(item, Highlight)]

    assert [(item.quote, str(item.lines)) for item in found] == [("甲", "1-2"), ("乙", "3-11")]
    assert account(reading).missing == ()
