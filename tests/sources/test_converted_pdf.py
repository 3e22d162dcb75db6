"""Markdown out of a PDF: what belongs to slides goes, what belongs to the author stays."""

from collections.abc import Callable

from kbtools.model import BlockKind, DropReason, Note, Reading
from kbtools.sources import account

ReadText = Callable[[str], Reading]


def test_slides_are_read_as_notes(read_case: ReadText) -> None:
    """Footers, navigation and repeated titles are dropped with their reason, nothing else."""
    reading = read_case("slides.md")

    assert reading.reader == "converted-pdf"
    assert account(reading).missing == ()
    assert [(str(drop.lines), drop.reason) for drop in reading.drops] == [
        ("1", DropReason.NAVIGATION),
        ("9", DropReason.SLIDE_FOOTER),
        ("15", DropReason.DUPLICATE_OF),
        ("26", DropReason.SLIDE_FOOTER),
        ("41", DropReason.SLIDE_FOOTER),
    ]


def test_language_lines_name_their_fences(read_case: ReadText) -> None:
    """A label under a fence or glued to its line is its language, and no text."""
    blocks = [block for item in read_case("slides.md").items for block in item.body]
    fences = [block for block in blocks if block.kind is BlockKind.FENCE]

    assert [(fence.info, fence.text) for fence in fences] == [
        ("python", ">>> x = f(1)"),
        ("bash", "pip install demo"),
        ("", "no label"),
    ]


def test_tabs_make_a_table(read_case: ReadText) -> None:
    """Rows keep their cells, the empty corner included."""
    blocks = [block for item in read_case("slides.md").items for block in item.body]

    assert [block.text for block in blocks if block.kind is BlockKind.TABLE] == ["\ta\tb\n0\t1\t2"]


def test_time_stamps_are_text_of_the_note(read_case: ReadText) -> None:
    """A time under a heading is no topic, and a link to nowhere is its words."""
    notes = [item for item in read_case("slides.md").items if isinstance(item, Note)]

    assert [note.headings for note in notes] == [
        ("Course",),
        ("Course", "Arrays"),
        ("Course", "Arrays", "Slide title"),
        ("Course", "Lists"),
    ]
    assert notes[1].body[0].text == "07:31 Broadcasting"
    assert notes[1].body[1].text == "Watch the film first."
