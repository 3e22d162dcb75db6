"""Topics that the outline may want."""

from collections.abc import Callable
from typing import Any

from kbtools.model import ItemId, Outline, Placement, Reading, SourceId
from kbtools.topics import load, propose

Notes = Callable[[str, list[Any]], Reading]


def unplaced(*readings: Reading) -> dict[ItemId, Placement]:
    """No item has a place."""
    items = [item for one in readings for item in one.items]
    return {item.id: Placement(item.id, SourceId("a"), None, 0.0, ()) for item in items}


def proposed(outline: Outline, *readings: Reading) -> list[tuple[str, int]]:
    """Titles, and how many sections stand under each."""
    found = propose(readings, outline, unplaced(*readings))
    return [(one.title, len(one.items)) for one in found]


def test_what_a_new_outline_would_have_and_this_one_has_not_is_proposed(notes: Notes) -> None:
    """Once, in whatever words; nothing that would be no topic, and nothing that is one by another name."""
    outline = load("topics: [{title: 反射, aliases: [mirrors]}, 自动微分]\n", "t").outline
    one = notes(
        "a", [(2, "", "🔭 折射："), (2, "", "The mirror"), (2, "", "Thank you!"), (2, "", "Step 1: look")]
    )
    other = notes("b", [(2, "", "什么是折射？"), (2, "", "Autograd"), (2, "", "折射（续）")])

    assert proposed(outline, one, other) == [("折射", 3)]


def test_what_a_person_declined_is_not_proposed_again(notes: Notes) -> None:
    """In whatever words."""
    outline = load("topics: [反射]\n", "t").outline
    reading = notes("a", [(2, "", "什么是折射？"), (2, "", "色散")])

    found = propose([reading], outline, unplaced(reading), (), ("折射",))
    assert [one.title for one in found] == ["色散"]
