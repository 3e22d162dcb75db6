"""The demo shows what joining does: a passage in two sources, and a slip that contradicts them."""

from kbtools import demo, snippets, sources
from kbtools.decode import decode
from kbtools.model import Contradiction, Joins, Source, SourceId
from kbtools.topics import join


def joined() -> Joins:
    """What the sources of the demo have in common."""
    files = [(name, decode(data, name)) for name, data in demo.files()]
    readings = [sources.read(Source(SourceId(name.split(".")[0]), name, text)) for name, text in files]
    return join(readings, {one.source.id: snippets.session(one) for one in readings}, {})


def test_the_blog_repeats_two_sentences_of_the_book() -> None:
    """Typed anew, with other punctuation; each is one passage with two origins."""
    found = [{passage.source for passage in one.passages} for one in joined().joins]

    assert found == [{"blog-tensor-notes", "pytorch-course-highlights"}] * 2


def test_a_slide_has_another_number() -> None:
    """Two sources say 1, the slide says 0: never joined, told as a contradiction."""
    (conflict,) = joined().conflicts
    said = [(one.said, len({passage.source for passage in one.passages})) for one in conflict.variants]

    assert (conflict.kind, said) == (Contradiction.NUMBER, [("1", 2), ("0", 1)])
