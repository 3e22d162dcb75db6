"""The readers on real documents, which are not part of the repository."""

import os
from functools import cache
from pathlib import Path

import pytest

from kbtools.decode import decode
from kbtools.model import BlockKind, DropReason, Highlight, Note, Reading, Source, SourceId, Unit
from kbtools.sources import account, read

FOLDER = os.environ.get("KBTOOLS_REAL_SOURCES", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="KBTOOLS_REAL_SOURCES names no folder of real documents")
READERS = {"000": "annotator", "001": "pasted", "002": "converted-pdf", "003": "markdown", "004": "pasted"}


@cache
def reading(number: str) -> Reading:
    """The reading of the document whose file name starts with a number."""
    path = next(Path(FOLDER).glob(f"{number}*"))
    return read(Source(SourceId(path.stem), path.name, decode(path.read_bytes(), path.name)))


def text_of(found: Reading, *kinds: BlockKind) -> str:
    """All text of the blocks of some kinds."""
    blocks = (block for item in found.items for block in item.body)
    return "\n".join(block.text for block in blocks if not kinds or block.kind in kinds)


@pytest.mark.parametrize(("number", "name"), READERS.items())
def test_each_document_is_claimed_by_its_own_reader(number: str, name: str) -> None:
    """The content tells the format; all files have the same ending."""
    assert reading(number).reader == name


@pytest.mark.parametrize("number", READERS)
def test_no_line_is_missing(number: str) -> None:
    """Every line is shown, structure or dropped, and no reader has a problem."""
    found = reading(number)

    assert (account(found).missing, found.problems) == ((), ())


def test_annotator_finds_all_highlights() -> None:
    """Thirty highlights with their places, ten of them commented."""
    highlights = [item for item in reading("000").items if isinstance(item, Highlight)]

    assert len(highlights) == len(reading("000").items) == 30
    assert sum(bool(one.comment) for one in highlights) == sum(bool(one.body) for one in highlights) == 10
    assert all(one.place and one.place.unit is Unit.PDF_OFFSET and one.place.document for one in highlights)


def test_annotator_finds_the_fence_in_a_comment() -> None:
    """A fence inside a comment is a block whose lines are those of the file."""
    found = reading("000")
    lines = found.source.text.split("\n")
    fence = next(b for item in found.items for b in item.body if b.kind is BlockKind.FENCE)

    assert fence.text.split("\n")[0] == lines[fence.first_line - 1].removeprefix(">")


@pytest.mark.parametrize(("number", "reason"), [("001", "related-articles"), ("004", "site-chrome")])
def test_the_tail_of_a_pasted_page_is_dropped(number: str, reason: str) -> None:
    """One tail is dropped, to the last line, and no whole line above it."""
    (drop,) = (drop for drop in reading(number).drops if drop.columns is None)

    assert drop.reason == reason
    assert drop.lines.end == max(
        n for n, line in enumerate(reading(number).source.text.split("\n"), 1) if line.strip()
    )


def test_slide_footers_and_language_lines_are_not_text() -> None:
    """A conversion's footers are dropped and its language lines name their fences."""
    found = reading("002")
    footers = [drop for drop in found.drops if drop.reason is DropReason.SLIDE_FOOTER]
    fences = [b for item in found.items for b in item.body if b.kind is BlockKind.FENCE]

    assert len(footers) > 30
    assert sum(fence.info == "python" for fence in fences) > 80
    assert not any(
        "language=" in block.text or "language-" in block.text for i in found.items for block in i.body
    )


def test_mathml_stays_whole() -> None:
    """Every formula opens and closes inside one block."""
    blocks = [b for item in reading("003").items for b in item.body if "<math" in b.text]

    assert len(blocks) > 10
    assert all(b.text.count("<math") == b.text.count("</math>") and b.kind is BlockKind.PROSE for b in blocks)


def test_unfenced_code_is_told_from_prose() -> None:
    """Listings hold no sentence, and prose no call."""
    for number in ("001", "004"):
        listing, prose = (text_of(reading(number), kind) for kind in (BlockKind.LISTING, BlockKind.PLAIN))
        assert "backward()" in listing
        assert not [line for line in listing.split("\n") if line.endswith("。") and "#" not in line]
        assert "\nprint(" not in prose


@pytest.mark.parametrize("number", READERS)
def test_ids_are_unique(number: str) -> None:
    """No two items of a source share an id."""
    ids = [item.id for item in reading(number).items]

    assert len(ids) == len(set(ids))


def test_numbered_sections_nest_by_number() -> None:
    """Slide titles marked as chapters stay under their section."""
    notes = [item for item in reading("002").items if isinstance(item, Note) and item.headings]

    assert {note.headings[0] for note in notes} == {notes[0].headings[0], "Algorithm"}
