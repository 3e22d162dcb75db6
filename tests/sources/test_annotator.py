"""Annotator files: whatever the plugin loses is found, and one bad block costs only itself."""

from collections.abc import Callable

import pytest

from kbtools.model import BlockKind, Highlight, Note, Reading, Unit
from kbtools.problems import Code
from kbtools.sources import account
from kbtools.sources.passage import hashtags, tags

ReadText = Callable[[str], Reading]


def highlights(reading: Reading) -> list[Highlight]:
    """The highlights of a reading."""
    return [item for item in reading.items if isinstance(item, Highlight)]


def test_every_block_is_found(read_case: ReadText) -> None:
    """No empty line before, a broken JSON, an empty line inside and no newline at the end lose nothing."""
    reading = read_case("annotator.md")

    assert reading.reader == "annotator"
    assert [one.id for one in highlights(reading)] == ["abc123", "def456", "def456-2"]
    assert account(reading).missing == ()


def test_the_edited_passage_is_shown(read_case: ReadText) -> None:
    """A passage mended by hand wins over the one in the JSON; prefix and suffix stay for anchoring."""
    first = highlights(read_case("annotator.md"))[0]

    assert (first.quote, first.prefix, first.suffix) == ("a limit is a number", "Here ", " and more")


def test_the_comment_of_the_markdown_wins(read_case: ReadText) -> None:
    """Markers quoted in a comment stay text, a fence is a block at its own line, local paths are cut."""
    first = highlights(read_case("annotator.md"))[0]
    fence = first.body[-1]

    assert first.comment.startswith("See plan.pdf and %%TAGS%% in a line.\n%%TAGS%%")
    assert (fence.kind, fence.text, fence.info) == (BlockKind.FENCE, "x = 1", "python")
    assert (fence.lines.start, fence.first_line) == (20, 21)
    assert first.tags == ("limits", "two words")


def test_places_have_the_unit_of_their_document(read_case: ReadText) -> None:
    """Offsets count in a PDF or in one chapter; a block without JSON has no place."""
    pdf, broken, book = (one.place for one in highlights(read_case("annotator.md")))

    assert pdf
    assert (pdf.unit, pdf.start, pdf.document[:4]) == (Unit.PDF_OFFSET, 10, "0123")
    assert broken is None
    assert book
    assert (book.unit, book.chapter) == (Unit.CHAPTER_OFFSET, "Text/ch02.xhtml")


def test_a_broken_block_is_built_from_its_text(read_case: ReadText) -> None:
    """Without its JSON a block still has passage and comment, and a problem says where."""
    reading = read_case("annotator.md")
    broken = highlights(reading)[1]

    assert broken.quote == "no marks\nover two lines"
    assert broken.comment == "Kept anyway."
    assert [(problem.code, problem.line) for problem in reading.problems] == [
        (Code.BLOCK_MALFORMED, broken.lines.start),
        (Code.ID_DUPLICATE, highlights(reading)[2].lines.start),
    ]


def test_prose_between_the_blocks_is_a_note(read_case: ReadText) -> None:
    """A person's own heading and words stay, and stand above the highlights under them."""
    reading = read_case("annotator.md")
    note = reading.items[0]

    assert isinstance(note, Note)
    assert (note.title, note.body[0].text) == ("Chapter one", "My own words between the blocks.")
    assert highlights(reading)[0].headings == ("Chapter one",)


def test_the_title_comes_from_the_target_when_the_document_has_none(read_case: ReadText) -> None:
    """A file's name is no title of a document."""
    assert read_case("annotator.md").title == "calculus notes"


def test_a_block_with_windows_line_ends_and_no_markers_is_found(read_text: ReadText) -> None:
    """A block of which only passage and id are left is a highlight with a problem."""
    reading = read_text("Words.\n\n>*%%HIGHLIGHT%% ==only this== *\n>%%COMMENT%%\n>yes\n^only1\n")

    assert highlights(reading)[0].quote == "only this"
    assert [problem.code for problem in reading.problems] == [Code.BLOCK_MALFORMED]


def test_no_local_path_reaches_a_record(read_case: ReadText) -> None:
    """Neither paths of the vault nor of the machine are in any field."""
    text = repr(read_case("annotator.md").items)

    assert not any(word in text for word in ("vault:", "file:/", "app:/", "/home/"))


def test_the_recorded_passage_is_kept_beside_the_mended_one(read_case: ReadText) -> None:
    """What the document says to the letter is needed to find it again."""
    assert [one.exact for one in highlights(read_case("annotator.md"))] == ["a limitis a number", "", ""]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("#self regulated, #por definir", ("self regulated", "por definir")),
        ("##EFCore, ## 子查询", ("EFCore", "子查询")),
        ("#a #b/c #d", ("a", "b/c", "d")),
        ("- a\n- #b", ("a", "b")),
        ("[[Topic]], plain,,", ("Topic", "plain")),
        ("", ()),
    ],
)
def test_tags_are_read_as_people_write_them(written: str, expected: tuple[str, ...]) -> None:
    """Marks and blanks around a tag are none of it; blanks inside are."""
    assert tags(written) == expected


def test_tags_in_the_words_of_a_comment_count() -> None:
    """A hash behind a blank starts a tag; in code, addresses, links and numbers it does not."""
    comment = "#first see #课程/a, C# `#code` [x](http://e.org/#y) issue #12 [[#head]] a#b (#inner)"

    assert hashtags(comment) == ("first", "课程/a", "inner")


@pytest.mark.parametrize(
    "target",
    [
        "---\nannotation-target:\n  - Books/calculus.pdf\n  - b.pdf\n---\n",
        '---\nAnnotation-Target: "[[calculus.txt.pdf]]"\n---\n',
        "---\nannotate-target: file://D:\\dir\\calculus.pdf\n---\n",
        "- **annotation-target**:: ![[calculus.pdf]]\n",
        "[annotation-target::calculus.pdf]\n",
        "---\ntitle: calculus\nannotation-target: https://e.org/download?id=1\n---\n",
    ],
)
def test_every_spelling_of_the_target_gives_the_title(target: str, read_text: ReadText) -> None:
    """Property or field, quoted or linked, list or misspelt."""
    reading = read_text(f"{target}\n>*%%HIGHLIGHT%% ==x== *\n^a1\n")

    assert reading.title == "calculus"
    assert account(reading).missing == ()
    assert len(reading.items) == 1


def test_the_title_of_a_callout_is_the_persons(read_text: ReadText) -> None:
    """A callout's bare header belongs to the block under it; one with words is kept as prose."""
    block = ">*%%HIGHLIGHT%% ==x== *\n^a1\n"
    bare, titled = read_text(f"> [!annotation]\n{block}"), read_text(f"> [!quote]+ Chapter 2\n{block}")

    assert [str(item.lines) for item in bare.items] == ["1-3"]
    assert [str(item.lines) for item in titled.items] == ["1", "2-3"]
