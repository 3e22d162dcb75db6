"""What was found for a shelf is recalled where nothing changed that it depends on; the rest is found anew."""

from collections.abc import Sequence
from typing import Protocol

from kbtools.model import ItemId, Reading, SourceId, TopicSlug
from kbtools.topics.own_words import own_words
from kbtools.topics.place import Ground, Learnt, Placed, learn, named_topics, place_board
from kbtools.topics.remembered import (
    Signature,
    dumped,
    dumped_topics,
    key,
    loaded,
    loaded_topics,
    signature,
)
from kbtools.topics.remembered_words import dumped_space, loaded_space
from kbtools.topics.same_passage import with_same_passages

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


class Recall:
    """A base whose shelves are recalled or placed, all with what the same sources teach."""

    def __init__(self, known: Ground, base: str, school: Shelf, memory: Memory | None) -> None:
        """The same for all shelves; `base` stands in every key, `school` are the sources that teach."""
        self._known, self._base, self._school = known, base, school
        self._memory = _Forgetful() if memory is None else memory
        self._signed: dict[SourceId, Signature] = {}
        self._learnt: Learnt | None = None
        signed = [[one.notes for one in self._signatures(board) if one.notes] for board in school]
        self._named = [key(base, "named", *board) for board in signed]
        self._taught = key(base, "taught", *(one for board in signed for one in board))
        for own in (*self._named, self._taught):
            self._memory.keep(own)

    def shelf(self, shelf: Shelf, most_words: int) -> Placed:
        """Where the items of a shelf stand; as many words of each topic are kept."""
        boards = [
            key(
                self._base,
                f"board {most_words}",
                self._taught,
                *(one.whole for one in self._signatures(board)),
            )
            for board in shelf
        ]
        own = key(self._base, "shelf", *boards)
        placed = loaded(self._memory.get(own))
        if placed is None:
            placed = self._boards(shelf, boards, most_words)
            self._memory.put(own, dumped(placed))
        else:
            for other in boards:
                self._memory.keep(other)
        return placed

    def _signatures(self, board: Board) -> list[Signature]:
        for one in board:
            if one.source.id not in self._signed:
                self._signed[one.source.id] = signature(one, self._known.rulings)
        return [self._signed[one.source.id] for one in board]

    def _boards(self, shelf: Shelf, keys: Sequence[str], most_words: int) -> Placed:
        found: list[Placed] = []
        for board, own in zip(shelf, keys, strict=True):
            placed = loaded(self._memory.get(own))
            if placed is None:
                placed = place_board(board, self._known, self._lesson(), most_words)
                self._memory.put(own, dumped(placed))
            found.append(placed)
        words = own_words((row for one in found for row in one.words.items()), most_words)
        placements = {item: row for one in found for item, row in one.placements.items()}
        readings = [reading for board in shelf for reading in board]
        return Placed(with_same_passages(readings, placements, self._known.rulings), words)

    def _lesson(self) -> Learnt:
        """What the school knows, found once."""
        if self._learnt is None:
            words = loaded_space(self._memory.get(self._taught))
            self._learnt = self._learn() if words is None else Learnt(words, {})
        return self._learnt

    def _learn(self) -> Learnt:
        named: dict[ItemId, TopicSlug] = {}
        for board, own in zip(self._school, self._named, strict=True):
            topics = loaded_topics(self._memory.get(own))
            if topics is None:
                topics = named_topics(board, self._known)
                self._memory.put(own, dumped_topics(topics))
            named |= topics
        learnt = learn([one for board in self._school for one in board], self._known, named)
        self._memory.put(self._taught, dumped_space(learnt.words))
        return learnt
