"""An id names one item of a base, whatever files lie beside each other."""

from kbtools.model import Highlight, ItemId, Reading, Source, SourceId
from kbtools.pages.wikilinks import block_keys
from kbtools.problems import Code
from kbtools.sources import apart
from kbtools.text import Lines


def reading(name: str, *ids: str) -> Reading:
    """A source with highlights of these ids."""
    source = Source(SourceId(name), f"{name}.md", "")
    marked = tuple(Highlight(ItemId(one), Lines(3, 4), "q", "", "") for one in ids)
    return Reading(source, "annotator", name, marked)


def test_a_copy_of_a_file_has_other_ids_and_is_told_once() -> None:
    """The first source by name keeps its ids; the copy's end in its own name."""
    rows = list(apart([reading("book", "a1", "b2"), reading("copy", "a1", "b2", "c3")]))

    assert [[item.id for item in one.items] for one, _ in rows] == [
        ["a1", "b2"],
        ["a1-copy", "b2-copy", "c3"],
    ]
    assert rows[1][1] == {"a1": "a1-copy", "b2": "b2-copy"}
    (told,) = rows[1][0].problems
    assert (told.code, told.line) == (Code.ID_DUPLICATE, 3)
    assert "2 highlights have the ids of others in book.md" in told.what
    assert not rows[0][0].problems


def test_a_block_link_into_the_copy_still_finds_it() -> None:
    """In the file the id is what it was."""
    (first, _), (second, _) = apart([reading("book", "a1"), reading("copy", "a1")])

    keys = block_keys([(first, "book.md"), (second, "copy.md")])

    assert keys["book.md", "a1"] == "a1"
    assert keys["copy.md", "a1"] == "a1-copy"
