"""Text of printed pages: numbers and running heads go, sections keep their numbers."""

from collections.abc import Callable

from kbtools.model import DropReason, Note, Reading
from kbtools.sources import account

ReadText = Callable[[str], Reading]


def test_numbers_and_heads_of_pages_are_furniture(read_case: ReadText) -> None:
    """Centred numbers that count, the title said again, a section with its page; not a list of somebody's."""
    reading = read_case("layout.txt")

    assert {drop.reason for drop in reading.drops} == {DropReason.PAGE_FURNITURE}
    assert [str(drop.lines) for drop in reading.drops] == ["13-14", "20", "29-32"]
    assert account(reading).missing == ()


def test_sections_are_headings_with_their_numbers(read_case: ReadText) -> None:
    """A layout sets the number apart; the lines of a paragraph and a name are none."""
    notes = [item for item in read_case("layout.txt").items if isinstance(item, Note)]

    assert [(note.number, note.title) for note in notes][:3] == [
        ("", "A course on arrays"),
        ("1", "Arrays"),
        ("1.1", "Shapes"),
    ]
    assert (notes[-1].number, notes[-1].title) == ("2", "Views")
    assert not any("every" in note.title or "Doe" in note.title for note in notes)
