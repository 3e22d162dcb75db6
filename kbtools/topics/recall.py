"""What was found for a shelf is recalled where nothing changed that it depends on; the rest is found anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kbtools.model import ItemId, Reading, TopicSlug
from kbtools.topics.own_words import own_words
from kbtools.topics.place import Ground, Learnt, Placed, learn, named_topics, place_board
from kbtools.topics.remembered import (
    dumped,
    dumped_topics,
    key,
    loaded,
    loaded_topics,
    signature,
)

Board = Sequence[Reading]
Shelf = Sequence[Board]


class Memory(Protocol):
    """Keeps texts by key from one run to the next; to lose one costs time and nothing else."""

    def get(self, key: str) -> str | None:
        """What was kept; None for nothing."""

    def put(self, key: str, text: str) -> None:
        """Keep it."""

    def keep(self, key: str) -> None:
        """Keep what may be there, though nobody asks for it now."""


class _Forgetful:
    """The memory of who has none."""

    def get(self, key: str) -> None:
        """Nothing."""

    def put(self, key: str, text: str) -> None:
        """Forget it."""

    def keep(self, key: str) -> None:
        """There is nothing to keep."""


@dataclass(frozen=True, slots=True)
class _Keys:
    """Of one shelf, and of each of its boards in their order."""

    shelf: str
    named: list[str]
    placed: list[str]


class Recall:
    """A base whose shelves are recalled or placed."""

    def __init__(self, known: Ground, base: str, memory: Memory | None) -> None:
        """The same for all shelves; `base` stands in every key."""
        self._known, self._base = known, base
        self._memory = _Forgetful() if memory is None else memory

    def shelf(self, shelf: Shelf, most_words: int) -> Placed:
        """Where the items of a shelf stand; as many words of each topic are kept."""
        keys = self._keys(shelf, most_words)
        placed = loaded(self._memory.get(keys.shelf))
        if placed is None:
            placed = self._boards(shelf, keys, most_words)
            self._memory.put(keys.shelf, dumped(placed))
        else:
            for other in (*keys.named, *keys.placed):
                self._memory.keep(other)
        return placed

    def _keys(self, shelf: Shelf, most_words: int) -> _Keys:
        signed = [[signature(one, self._known.rulings) for one in board] for board in shelf]
        taught = key(self._base, "taught", *(one.notes for board in signed for one in board if one.notes))
        named = [key(self._base, "named", *(one.notes for one in board if one.notes)) for board in signed]
        placed = [
            key(self._base, f"board {most_words}", taught, *(one.whole for one in board)) for board in signed
        ]
        return _Keys(key(self._base, "shelf", *placed), named, placed)

    def _boards(self, shelf: Shelf, keys: _Keys, most_words: int) -> Placed:
        learnt: Learnt | None = None
        found: list[Placed] = []
        for board, own in zip(shelf, keys.placed, strict=True):
            placed = loaded(self._memory.get(own))
            if placed is None:
                learnt = learnt or self._learn(shelf, keys.named)
                placed = place_board(board, self._known, learnt, most_words)
                self._memory.put(own, dumped(placed))
            found.append(placed)
        words = own_words((row for one in found for row in one.words.items()), most_words)
        return Placed({item: row for one in found for item, row in one.placements.items()}, words)

    def _learn(self, shelf: Shelf, keys: Sequence[str]) -> Learnt:
        named: dict[ItemId, TopicSlug] = {}
        for board, own in zip(shelf, keys, strict=True):
            topics = loaded_topics(self._memory.get(own))
            if topics is None:
                topics = named_topics(board, self._known)
                self._memory.put(own, dumped_topics(topics))
            named |= topics
        return learn([one for board in shelf for one in board], self._known, named)
