"""The same passage in a section and in a highlight stands in one topic."""

import pytest

from kbtools.model import (
    Block,
    BlockKind,
    Guess,
    Highlight,
    Item,
    ItemId,
    Note,
    Placement,
    Reading,
    Source,
    SourceId,
    TopicSlug,
)
from kbtools.text import Lines
from kbtools.topics.same_passage import with_same_passages

SAID = "Taking locks in one global order breaks the circle"
LOCKS, PAGING = TopicSlug("locks"), TopicSlug("paging")


def reading(name: str, *items: Item) -> Reading:
    """A source with these items."""
    return Reading(Source(SourceId(name), f"{name}.md", ""), "test", name, items)


def note(text: str) -> Note:
    """A section that says nothing by its heading."""
    return Note(
        ItemId("n"), Lines(1, 3), "Dinner", 1, "", ("Dinner",), (Block(BlockKind.PROSE, text, Lines(3, 3)),)
    )


def highlight(name: str, quote: str) -> Highlight:
    """A passage."""
    return Highlight(ItemId(name), Lines(1, 9), quote, "", "")


def at(name: str, topic: TopicSlug | None, confidence: float) -> Placement:
    """Where an item stands."""
    return Placement(ItemId(name), SourceId("s"), topic, confidence, ("so",), (Guess(PAGING, confidence),))


def placed(text: str, own: Placement, *others: tuple[Highlight, Placement]) -> Placement:
    """Where the section stands in the end."""
    placements = {row.item: row for row in (own, *(row for _, row in others))}
    readings = [reading("a", note(text)), reading("b", *(item for item, _ in others))]
    return with_same_passages(readings, placements)[ItemId("n")]


@pytest.mark.parametrize("text", [f"{SAID}. Four conditions, see there.", f"Note well:\n\n**{SAID}**"])
def test_a_doubtful_section_goes_where_its_highlight_surely_is(text: str) -> None:
    """With the reason, and with what else was possible."""
    found = placed(text, at("n", None, 0.2), (highlight("h", f"{SAID}."), at("h", LOCKS, 0.9)))

    assert (found.topic, found.reasons) == (LOCKS, ("the same passage surely stands here",))
    assert found.confidence < 0.9
    assert found.guesses[0].topic == LOCKS


def test_so_does_a_doubtful_highlight() -> None:
    """By the section that has its sentence; the section stays."""
    rows = [reading("a", note(f"{SAID}. Four conditions.")), reading("b", highlight("h", SAID))]
    placements = {ItemId("n"): at("n", LOCKS, 0.9), ItemId("h"): at("h", None, 0.1)}

    found = with_same_passages(rows, placements)

    assert [found[ItemId(name)].topic for name in "nh"] == [LOCKS, LOCKS]


@pytest.mark.parametrize(
    ("own", "others"),
    [
        (at("n", PAGING, 0.8), [(highlight("h", SAID), at("h", LOCKS, 0.9))]),
        (at("n", None, 0.2), [(highlight("h", SAID), at("h", LOCKS, 0.6))]),
        (at("n", None, 0.2), [(highlight("h", "A lock"), at("h", LOCKS, 0.9))]),
        (at("n", None, 0.2), [(highlight("h", SAID.replace("one", "no")), at("h", LOCKS, 0.9))]),
        (
            at("n", None, 0.2),
            [(highlight("h", SAID), at("h", LOCKS, 0.9)), (highlight("i", SAID), at("i", PAGING, 0.9))],
        ),
    ],
    ids=["sure itself", "a doubtful highlight", "a short one", "another passage", "two topics"],
)
def test_else_it_stays(own: Placement, others: list[tuple[Highlight, Placement]]) -> None:
    """Sure sections stay; what is doubtful, short, another or of two minds speaks for nothing."""
    assert placed(f"{SAID}. A lock.", own, *others) == own
