"""From points to a placement: what an unplaced item says of itself."""

import pytest

from kbtools.model import ItemId, Note, Outline, SourceId, Topic, TopicSlug
from kbtools.text import Lines
from kbtools.topics.align import Aligned
from kbtools.topics.atlas import atlas
from kbtools.topics.decide import Considered, decide
from kbtools.topics.evidence import SHARED, Evidence
from kbtools.topics.glossary import glossary

OUTLINE = Outline((Topic(TopicSlug("locks"), "Locks"), Topic(TopicSlug("paging"), "Paging")))


@pytest.mark.parametrize(
    ("evidence", "reasons"),
    [
        ([Evidence(0, 0.2, "a faint one"), Evidence(1, 0.2, "another")], ("a faint one",)),
        ([Evidence(0, 0.01, "next to nothing")], ()),
        ([], ()),
    ],
)
def test_an_unplaced_item_tells_what_little_speaks_for_its_best_guess(
    evidence: list[Evidence], reasons: tuple[str, ...]
) -> None:
    """It is not told that nothing does where something does."""
    note = Note(ItemId("n"), Lines(1, 2), "Roses", 1, "", ("Roses",))
    points = {row.topic: row.weight for row in evidence}
    book = atlas(OUTLINE, glossary())
    considered = Considered(book, [note], [evidence], [points], [Aligned(0, {0: 0.2, 1: 0.2})])

    (placed,) = decide(considered, SourceId("s"))

    nothing = "nothing names a topic of the outline"
    assert placed.topic is None
    assert placed.reasons == (("too little speaks for any topic", *reasons) if reasons else (nothing,))


def test_an_unplaced_item_has_three_guesses_wherever_there_are_three_topics() -> None:
    """What stands beside its best guess in the outline fills up what hardly anything speaks for."""
    names = ("locks", "paging", "disks", "files", "shells")
    book = atlas(Outline(tuple(Topic(TopicSlug(name), name.title()) for name in names)), glossary())
    note = Note(ItemId("n"), Lines(1, 2), "Roses", 1, "", ("Roses",))
    considered = Considered(book, [note], [[]], [{}], [Aligned(3, {3: 0.0})])

    (placed,) = decide(considered, SourceId("s"))

    assert placed.topic is None
    assert [one.topic for one in placed.guesses] == ["files", "disks", "shells"]
    assert [one.confidence for one in placed.guesses][1:] == [0.0, 0.0]


@pytest.mark.parametrize(
    ("reason", "sure"), [(f"{SHARED} (0.95)", 0.97), ("its heading “Locks” is its name", 1.0)]
)
def test_words_alone_are_never_certain(reason: str, sure: float) -> None:
    """A person reads 1.00 as certain."""
    note = Note(ItemId("n"), Lines(1, 2), "Locks", 1, "", ("Locks",))
    evidence = [Evidence(0, 9.0, reason)]
    book = atlas(OUTLINE, glossary())
    considered = Considered(book, [note], [evidence], [{0: 9.0}], [Aligned(0, {0: 9.0, 1: 0.0})])

    (placed,) = decide(considered, SourceId("s"))

    assert placed.confidence == sure
