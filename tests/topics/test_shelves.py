"""Sources are placed shelf by shelf, and what has not changed is recalled, never with another result."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kbtools.model import Highlight, ItemId, Note, Reading, TopicSlug
from kbtools.text import Lines
from kbtools.topics import place_all, read_contents, recall, shelves
from kbtools.topics.place import Learnt, learn
from kbtools.topics.remembered import dumped, loaded

Notes = Callable[[str, list[Any]], Reading]
OUTLINE = read_contents("1 基础\n1.1 张量\n1.2 自动微分\n2 训练\n2.1 线性回归\n")
ROWS = [(1, "", "张量", "形状与轴"), (1, "", "自动求导", "调用 backward"), (1, "", "杂记", "房价与学习率")]


class Kept(dict[str, str]):
    """A memory that tells what was asked for."""

    def __init__(self) -> None:
        """Nothing kept."""
        super().__init__()
        self.missed: list[str] = []

    def get(self, key: str) -> str | None:  # type: ignore[override] # a memory has no default
        """What was kept."""
        if key not in self:
            self.missed.append(key)
        return super().get(key)

    def put(self, key: str, text: str) -> None:
        """Keep it."""
        self[key] = text

    def keep(self, key: str) -> None:
        """Nothing is ever forgotten."""


@pytest.fixture
def many(notes: Notes, monkeypatch: pytest.MonkeyPatch) -> list[Reading]:
    """Forty sources on shelves of about five, of which about ten teach."""
    monkeypatch.setattr(shelves, "MOST", 21)
    monkeypatch.setattr(shelves, "BOARD", 6)
    monkeypatch.setattr(shelves, "SCHOOL", 40)
    return [notes(f"s{number:02}", ROWS) for number in range(40)]


def _later(notes: Notes, base: list[Reading], *, teaches: bool) -> Reading:
    """A source that is new to a base, and one of its teachers or not."""
    found = (notes(f"s20{letter}", ROWS) for letter in "abcdefghijklmnopqrstuvwxyz")
    return next(one for one in found if (one in shelves.teachers([*base, one])) is teaches)


def test_all_teach_in_a_small_base(notes: Notes) -> None:
    """All that it says helps to place all of it."""
    readings = [notes(f"s{number}", ROWS) for number in range(20)]

    assert [one.source.id for one in shelves.teachers(readings)] == sorted(one.source.id for one in readings)
    assert len(list(shelves.shelves(readings))) == 1


def test_a_sample_teaches_in_a_large_base(many: list[Reading], highlights: Notes) -> None:
    """By the ids alone; sources without sections teach nothing and are none of them."""
    found = shelves.teachers(many)
    mark = Highlight(ItemId("h"), Lines(1, 2), "形状与轴", "", "")

    assert 0 < 3 * len(found) <= 2 * 40
    assert shelves.teachers([*many[::-1], highlights("s20z", [mark])]) == found


def test_somebody_teaches_in_a_base_of_few_large_sources(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though chance may take none of them."""
    monkeypatch.setattr(shelves, "SCHOOL", 1)
    bases = [[notes(f"{name}{number}", ROWS) for number in range(2)] for name in "abcdefgh"]

    assert all(0 < len(shelves.teachers(base)) <= 2 for base in bases)
    assert shelves.teachers([]) == []


def test_shelves_hold_every_source_once_and_neighbours_together(many: list[Reading]) -> None:
    """In the order of their names, whatever order they come in."""
    found = list(shelves.shelves(many[::-1]))

    assert [one for shelf in found for one in shelf] == many
    assert [one for shelf in found for board in shelves.boards(shelf) for one in board] == many
    assert len(found) > 3
    assert all(sum(len(one.items) for one in shelf) <= 21 for shelf in found)


def test_a_new_source_changes_its_own_board_only(many: list[Reading], notes: Notes) -> None:
    """Wherever it stands: the ends of the others are theirs."""
    before = {tuple(one.source.id for one in board) for board in shelves.boards(many)}
    for place in range(41):
        more = [*many[:place], notes("new", ROWS), *many[place:]]
        after = [tuple(one.source.id for one in board) for board in shelves.boards(more)]
        assert len([board for board in after if board not in before]) <= 2


def test_a_new_source_costs_its_board_and_no_other(many: list[Reading], notes: Notes) -> None:
    """The others are recalled, as long as it teaches nobody."""
    memory = Kept()
    place_all(many, OUTLINE, {}, (), memory)
    memory.missed.clear()

    more = [*many, _later(notes, many, teaches=False)]
    found = place_all(more, OUTLINE, {}, (), memory)

    before = {tuple(one.source.id for one in shelf) for shelf in shelves.shelves(many)}
    changed = [
        shelf for shelf in shelves.shelves(more) if tuple(one.source.id for one in shelf) not in before
    ]
    assert 0 < len(memory.missed) <= len(changed) + 2
    assert found == place_all(more, OUTLINE, {})


def test_a_new_teacher_costs_the_whole(many: list[Reading], notes: Notes) -> None:
    """What it says may move any item, and no stale place is recalled."""
    memory = Kept()
    place_all(many, OUTLINE, {}, (), memory)
    memory.missed.clear()

    more = [*many, _later(notes, many, teaches=True)]
    found = place_all(more, OUTLINE, {}, (), memory)

    assert len(memory.missed) >= len(list(shelves.shelves(more)))
    assert found == place_all(more, OUTLINE, {})


def test_a_highlight_costs_its_board_and_no_other(many: list[Reading], highlights: Notes) -> None:
    """It teaches the others nothing."""
    memory = Kept()
    place_all(many, OUTLINE, {}, (), memory)
    memory.missed.clear()

    mark = Highlight(ItemId("h"), Lines(1, 2), "形状与轴", "", "")
    more = [*many, highlights("s20a", [mark])]
    found = place_all(more, OUTLINE, {}, (), memory)

    the_shelf, boards = 2, 2
    assert len(memory.missed) <= the_shelf + boards
    assert found == place_all(more, OUTLINE, {})


def test_what_the_school_learnt_is_recalled(
    many: list[Reading], highlights: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A highlight is placed with it, though nobody learns again; cut short, it is learnt anew."""
    memory = Kept()
    place_all(many, OUTLINE, {}, (), memory)
    more = [*many, highlights("s20a", [Highlight(ItemId("h"), Lines(1, 2), "房价与学习率", "", "")])]
    alone, learnt = place_all(more, OUTLINE, {}), []

    def noted(*given: Any) -> Learnt:  # noqa: ANN401 - hands on what it gets
        learnt.append(given)
        return learn(*given)

    monkeypatch.setattr(recall, "learn", noted)
    cut = Kept()
    cut.update({key: text[: len(text) // 2] for key, text in memory.items()})

    assert place_all(more, OUTLINE, {}, (), memory) == alone
    assert not learnt
    assert place_all(more, OUTLINE, {}, (), cut) == alone
    assert len(learnt) == 1


def test_memory_changes_no_result(many: list[Reading]) -> None:
    """Empty, filled, or filled for another state of the sources."""
    memory = Kept()
    alone = place_all(many, OUTLINE, {})

    assert place_all(many, OUTLINE, {}, (), memory) == alone
    assert place_all(many, OUTLINE, {}, (), memory) == alone
    assert place_all(many[1:], OUTLINE, {}, (), memory) == place_all(many[1:], OUTLINE, {})


@pytest.mark.parametrize("what", ["ruling", "outline", "text", "title", "number", "id", "tags"])
def test_whatever_placement_depends_on_is_placed_anew(many: list[Reading], what: str) -> None:
    """No stale place is ever recalled."""
    memory = Kept()
    place_all(many, OUTLINE, {}, (), memory)
    first, *rest = many
    item = first.items[0]
    assert isinstance(item, Note)
    rulings = {item.id: TopicSlug("线性回归")} if what == "ruling" else {}
    outline = read_contents("1 基础\n1.1 张量\n") if what == "outline" else OUTLINE
    changes: dict[str, Any] = {
        "text": {"body": (replace(item.body[0], text="线性回归"),)},
        "title": {"title": "线性回归"},
        "number": {"number": "2.1"},
        "id": {"id": ItemId("other")},
    }
    changed = replace(first, items=(replace(item, **changes.get(what, {})), *first.items[1:]))
    changed = replace(changed, tags=("线性回归",)) if what == "tags" else changed
    memory.missed.clear()

    found = place_all([changed, *rest], outline, rulings, (), memory)

    assert memory.missed
    assert found == place_all([changed, *rest], outline, rulings)


@pytest.mark.parametrize("text", ["", "{", "[]", "[1]", "[[[1]], {}]", "null", '[["a"], 3]'])
def test_a_broken_memory_is_no_memory(text: str) -> None:
    """A file cut short costs time only."""
    assert loaded(text) is None


def test_what_is_kept_is_what_was_found(many: list[Reading]) -> None:
    """To the last reason and guess."""
    placed = place_all(many[:3], OUTLINE, {})

    assert loaded(dumped(placed)) == placed
