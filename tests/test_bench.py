"""What `make bench` reads is what it says it reads."""

import pytest

from kbtools import sources
from kbtools.model import Highlight, Source, SourceId
from tests.bench import documents
from tests.bench.__main__ import MEASUREMENTS
from tests.bench.row import Row


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        (documents.annotator(30, 1), "annotator"),
        (documents.markdown(20, 1), "markdown"),
        (documents.converted(20, 1), "converted-pdf"),
        (documents.pasted(20, 1), "pasted"),
    ],
    ids=["annotator", "markdown", "converted", "pasted"],
)
def test_made_up_documents_are_of_their_kind(text: str, reader: str) -> None:
    """Each is claimed by the reader that it measures, and read without a problem."""
    reading = sources.read(Source(SourceId("made"), "made.md", text))

    assert (reading.reader, reading.problems) == (reader, ())


def test_every_block_of_a_made_up_file_is_a_highlight_with_its_json() -> None:
    """So that as many blocks are read as pieces of JSON are parsed."""
    text = documents.annotator(30, 1)
    reading = sources.read(Source(SourceId("made"), "made.md", text))
    highlights = [item for item in reading.items if isinstance(item, Highlight)]

    assert len(highlights) == len(documents.annotations(text)) == 30
    assert all(one.place and one.quote for one in highlights)


def test_a_row_passes_up_to_its_goal() -> None:
    """And has no verdict where there is no goal."""
    verdicts = [
        Row("read", "1 s", "1 s", ratio, goal).verdict for ratio, goal in ((3, 3), (3.1, 3), (9, None))
    ]

    assert verdicts == ["PASS", "over", ""]
    assert [name for name, _ in MEASUREMENTS][:2] == ["reading", "importing"]
