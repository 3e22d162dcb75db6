"""Snippets that are the same code."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kbtools.model import ItemId, Join, Passage
from kbtools.topics.joining.code import Token, key, says_much, structure, tokens
from kbtools.topics.joining.conflicts import Apart
from kbtools.topics.joining.groups import Groups
from kbtools.topics.joining.outputs import Run, by_output, outputs_apart

_STRONG = 8
# Tokens that say something from which the same code is no chance.

Neighbours = Mapping[ItemId, frozenset[ItemId]]
"""Items that have passages in common."""


@dataclass(frozen=True, slots=True)
class Code:
    """Snippets of the very same tokens."""

    tokens: tuple[Token, ...]
    passages: tuple[Passage, ...]

    @property
    def strong(self) -> bool:
        """Whether there is enough of it to be known again anywhere."""
        return says_much(self.passages[0].text) >= _STRONG


def alike(passages: Iterable[Passage]) -> list[Code]:
    """Snippets by their tokens, in the order in which these first come."""
    found: dict[str, tuple[tuple[Token, ...], list[Passage]]] = {}
    for passage in passages:
        told = tokens(passage.text)
        if told:
            found.setdefault(key(told), (told, []))[1].append(passage)
    return [Code(told, tuple(part)) for told, own in found.values() for part in _by_structure(own)]


def _by_structure(passages: Sequence[Passage]) -> Iterable[Sequence[Passage]]:
    """The passages by what Python makes of them; what lost the ends of its lines goes with the first."""
    if len(passages) == 1:
        return (passages,)
    shapes = [structure(passage.text) for passage in passages]
    most = max(count for count, _ in shapes)
    first = next(shape for shape in shapes if shape[0] == most)
    found: dict[tuple[int, str], list[Passage]] = {}
    for passage, shape in zip(passages, shapes, strict=True):
        found.setdefault(shape if shape[0] == most else first, []).append(passage)
    return found.values()


def join_strong(codes: Iterable[Code], run: Run) -> tuple[tuple[Join, ...], tuple[Apart, ...]]:
    """The joins of code that is long enough, and the same code with outputs that cannot all be right."""
    joins: list[Join] = []
    apart: list[Apart] = []
    for code in codes:
        if code.strong and len({passage.source for passage in code.passages}) > 1:
            parts = list(by_output(code.passages, run))
            joins += [join for part in parts if (join := _join(part))]
            apart += outputs_apart(parts, run)
    return tuple(joins), tuple(apart)


def join_weak(codes: Iterable[Code], run: Run, near: Neighbours) -> Iterator[Join]:
    """The joins of short code: `x.shape` is the same passage only where its items have others in common."""
    for code in codes:
        if not code.strong and len({passage.source for passage in code.passages}) > 1:
            for part in by_output(code.passages, run):
                yield from _beside(part, near)


def _beside(passages: Sequence[Passage], near: Neighbours) -> Iterator[Join]:
    """Joins of those passages that stand in neighbours."""
    first = {passage.item: index for index, passage in reversed(list(enumerate(passages)))}
    groups = Groups(len(passages))
    for index, passage in enumerate(passages):
        for item in sorted(near.get(passage.item, ())):
            if item in first and passages[first[item]].source != passage.source:
                groups.link(index, first[item])
    for own in groups.members(range(len(passages))).values():
        join = _join([passages[index] for index in own])
        if join:
            yield join


def _join(passages: Sequence[Passage]) -> Join | None:
    return Join(tuple(passages)) if len({passage.source for passage in passages}) > 1 else None
