"""Quotes and paragraphs: which are the same, which hold another, which contradict another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kbtools.model import Join, Passage, PassageKind
from kbtools.topics.joining.change import weight
from kbtools.topics.joining.conflicts import Apart, Telling, told_apart
from kbtools.topics.joining.decide import Decision, Relation, decide
from kbtools.topics.joining.groups import Groups
from kbtools.topics.joining.pairs import pairs
from kbtools.topics.joining.word import Sort, Word
from kbtools.topics.joining.words import words

_LEAST, _LEAST_QUOTED = 10, 6
# Weight of words below which a passage is too short to be told from another, and a quote even from the same.


@dataclass(frozen=True, slots=True)
class Texts:
    """What was found among quotes and paragraphs."""

    joins: tuple[Join, ...]
    apart: tuple[Apart, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """Passages that are told with the very same words."""

    words: tuple[Word, ...]
    passages: tuple[Passage, ...]

    @property
    def spoken(self) -> list[str]:
        """What it says, without what only points elsewhere."""
        return [word.said for word in self.words if word.sort is not Sort.POINTER]

    @property
    def sources(self) -> frozenset[str]:
        return frozenset(passage.source for passage in self.passages)


def join_texts(passages: Iterable[Passage]) -> Texts:
    """The joins and contradictions of passages that are no code."""
    every = _alike(passages)
    texts = [text for text in every if weight(text.words) >= _LEAST]
    decided = list(_decided(texts))
    same = Groups(len(texts), (row[:2] for row in decided if row[2].relation is Relation.CONFLICT))
    for one, other, decision in decided:
        if decision.relation is Relation.SAME:
            same.link(one, other)
    groups = same.members(range(len(texts)))
    inside: dict[int, set[int]] = {}
    for one, other, decision in decided:
        if decision.relation in {Relation.INSIDE, Relation.HOLDS}:
            short, long = (one, other) if decision.relation is Relation.INSIDE else (other, one)
            if same.of(short) != same.of(long) and not same.apart(short, long):
                inside.setdefault(same.of(long), set()).add(same.of(short))
    joins = [_short(text) for text in every if weight(text.words) < _LEAST]
    joins += [
        _join(own, [groups[part] for part in sorted(inside.get(head, ()))], texts)
        for head, own in groups.items()
    ]
    tellings = {head: _telling(own, texts) for head, own in groups.items()}
    apart = told_apart(
        tellings,
        [
            (same.of(one), same.of(other), found)
            for one, other, found in decided
            if found.relation is Relation.CONFLICT
        ],
    )
    return Texts(tuple(join for join in joins if join), apart)


def _alike(passages: Iterable[Passage]) -> list[_Text]:
    """Passages by their words, in the order in which the words first come."""
    found: dict[tuple[str, ...], tuple[tuple[Word, ...], list[Passage]]] = {}
    for passage in passages:
        said = words(passage.text)
        if said:
            found.setdefault(tuple(word.said for word in said), (said, []))[1].append(passage)
    return [_Text(said, tuple(own)) for said, own in found.values()]


def _short(text: _Text) -> Join | None:
    """The join of a short text: of highlights only, for the short lines of notes are everywhere."""
    quotes = tuple(passage for passage in text.passages if passage.kind is PassageKind.QUOTE)
    several = len({passage.source for passage in quotes}) > 1
    return Join(quotes) if several and weight(text.words) >= _LEAST_QUOTED else None


def _decided(texts: Sequence[_Text]) -> Iterable[tuple[int, int, Decision]]:
    for one, other in pairs(text.spoken for text in texts):
        if len(texts[one].sources | texts[other].sources) > 1:
            decision = decide(texts[one].words, texts[other].words)
            if decision.relation is not Relation.OTHER:
                yield one, other, decision


def _join(own: Sequence[int], parts: Sequence[Sequence[int]], texts: Sequence[_Text]) -> Join | None:
    """The join of texts that are the same with those that are a part of them; None for one source's."""
    if len(own) == 1 and not parts and len(texts[own[0]].sources) == 1:
        return None
    fullest = sorted(own, key=lambda index: (-weight(texts[index].words), index))
    copies = tuple(passage for index in fullest for passage in texts[index].passages)
    inside = tuple(passage for part in parts for index in part for passage in texts[index].passages)
    join = Join(copies, inside)
    return join if len({passage.source for passage in join.passages}) > 1 else None


def _telling(own: Sequence[int], texts: Sequence[_Text]) -> Telling:
    return Telling(tuple(passage for index in own for passage in texts[index].passages))
