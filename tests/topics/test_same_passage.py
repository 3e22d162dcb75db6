"""The same passage in a section and in a highlight stands in one topic."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kbtools.model import (
    Block,
    BlockKind,
    Guess,
    Highlight,
    Item,
    ItemId,
    Note,
    Place,
    Placement,
    Reading,
    Source,
    SourceId,
    TopicSlug,
    Unit,
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


def where(
    rows: Sequence[tuple[Item, Placement]], rulings: dict[ItemId, TopicSlug] | None = None
) -> list[TopicSlug | None]:
    """The topics of items that each stand in a source of their own."""
    readings = [reading(f"s{index}", item) for index, (item, _) in enumerate(rows)]
    found = with_same_passages(readings, {row.item: row for _, row in rows}, rulings or {})
    return [found[item.id].topic for item, _ in rows]


def test_a_passage_that_was_marked_twice_stands_where_it_is_surest() -> None:
    """Marked in two files; where one document has the words twice, each stays in its place."""
    one, other = highlight("h", SAID), highlight("i", f"{SAID}.")
    rows = [(one, at("h", PAGING, 0.8)), (other, at("i", LOCKS, 0.9))]
    twice = [
        (replace(item, place=Place(Unit.PDF_OFFSET, start, start + 50, "book")), row)
        for start, (item, row) in zip((100, 9000), rows, strict=True)
    ]

    assert where(rows) == [LOCKS, LOCKS]
    assert where(twice) == [PAGING, LOCKS]
    assert where([*rows, (note(f"{SAID}. A lock."), at("n", None, 0.2))]) == [LOCKS, LOCKS, LOCKS]


def test_what_a_person_put_somewhere_takes_its_copies_along() -> None:
    """Whatever they seem to be; a section that says more stays, and so does what was ruled otherwise."""
    rows: list[tuple[Item, Placement]] = [
        (highlight("h", SAID), at("h", PAGING, 1.0)),
        (highlight("i", SAID), at("i", LOCKS, 0.9)),
        (note(f"**{SAID}**."), at("n", LOCKS, 0.9)),
    ]
    more = [*rows[:2], (note(f"{SAID}. Four conditions, see there."), at("n", LOCKS, 0.9))]
    short = [(highlight("h", "lock"), at("h", PAGING, 1.0)), (highlight("i", "?"), at("i", LOCKS, 0.9))]
    ruled = {ItemId("h"): PAGING}

    assert where(rows, ruled) == [PAGING, PAGING, PAGING]
    assert where(rows, {**ruled, ItemId("i"): LOCKS}) == [PAGING, LOCKS, LOCKS]
    assert where(more, ruled) == [PAGING, PAGING, LOCKS]
    assert where(short, ruled) == [PAGING, LOCKS]


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
