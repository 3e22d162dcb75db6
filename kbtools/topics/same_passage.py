"""The same passage stands in one topic.

What is doubtful goes where it surely stands, as a highlight or in a section; a passage that was marked twice
goes where it stands most surely; and what says no more than a passage that a person put somewhere goes there.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from kbtools.model import BlockKind, Guess, Highlight, Item, ItemId, Placement, Reading, TopicSlug
from kbtools.topics.decide import doubtful

_SURE, _AS_SURE = 0.8, 0.7
# How sure an item is of its place to speak for others, and how sure what it speaks for is then.
_SHORTEST_HAN, _SHORTEST = 10, 24
# Letters of a sentence from which it is no chance that two have it.
_END = re.compile(r"[.!?](?:\s|$)|[。！？\n]")
_NO_LETTER = re.compile(r"[\W_]+")
_REASON = "the same passage surely stands here"
_RULED = "you put the same passage here in topics.yml"
_NO_SIGN = re.compile(r"[^\w+\-/=<>^%]+")


def with_same_passages(
    readings: Sequence[Reading],
    placements: Mapping[ItemId, Placement],
    rulings: Mapping[ItemId, TopicSlug] = MappingProxyType({}),
) -> Mapping[ItemId, Placement]:
    """The placements, each passage in one topic as far as a person, or the surest of its copies, tells it."""
    placed = {**placements, **_marked_twice(readings, placements, rulings)}
    placed |= _doubtful(readings, placed)
    return {**placed, **_as_ruled(readings, placed, rulings)}


def _doubtful(
    readings: Sequence[Reading], placements: Mapping[ItemId, Placement]
) -> Mapping[ItemId, Placement]:
    """The doubtful items by the sure ones that have their sentences."""
    asked = {
        item.id: tuple(_sentences(item))
        for reading in readings
        for item in reading.items
        if doubtful(placements[item.id])
    }
    wanted = {sentence for sentences in asked.values() for sentence in sentences}
    told = _told(readings, placements, wanted) if wanted else {}
    found = {item: _best(sentences, told) for item, sentences in asked.items()}
    return {item: _moved(placements[item], topic) for item, topic in found.items() if topic is not None}


def _marked_twice(
    readings: Sequence[Reading],
    placements: Mapping[ItemId, Placement],
    rulings: Mapping[ItemId, TopicSlug],
) -> Mapping[ItemId, Placement]:
    """The highlights of a passage that surely stand in several topics, where the surest does."""
    same: dict[str, list[Highlight]] = {}
    for reading in readings:
        for item in reading.items:
            if isinstance(item, Highlight) and item.id not in rulings and (said := _whole(item)):
                same.setdefault(said, []).append(item)
    moved = {}
    for copies in same.values():
        best = max(copies, key=lambda one: placements[one.id].confidence)
        topic, most = placements[best.id].topic, placements[best.id].confidence
        as_sure = {placements[one.id].topic for one in copies if placements[one.id].confidence == most}
        if topic is None or most < _SURE or len(as_sure) > 1:
            continue
        for one in copies:
            if placements[one.id].topic != topic and not _are_two_places(one, best):
                moved[one.id] = _moved(placements[one.id], topic)
    return moved


def _are_two_places(one: Highlight, other: Highlight) -> bool:
    """Whether one document has the words twice."""
    if one.place is None or other.place is None:
        return False
    return one.place.document == other.place.document and one.place != other.place


def _as_ruled(
    readings: Sequence[Reading],
    placements: Mapping[ItemId, Placement],
    rulings: Mapping[ItemId, TopicSlug],
) -> Mapping[ItemId, Placement]:
    """The items that say nothing else than one that a person put into a topic."""
    if not rulings:
        return {}
    items = [item for reading in readings for item in reading.items]
    told: dict[str, set[TopicSlug | None]] = {}
    for item in items:
        if item.id in rulings and (said := _whole(item)):
            told.setdefault(said, set()).add(placements[item.id].topic)
    moved = {}
    for item in items:
        found = told.get(_whole(item), ()) if told and item.id not in rulings else ()
        topic = next(iter(found)) if len(found) == 1 else None
        if topic is not None:
            moved[item.id] = _moved(placements[item.id], topic, _RULED)
    return moved


def _whole(item: Item) -> str:
    """All that an item says; empty where that is too short to be known again."""
    text = item.quote if isinstance(item, Highlight) else "\n".join(block.text for block in item.body)
    said = _NO_SIGN.sub("", text).casefold()
    return said if len(said) >= (_SHORTEST if said.isascii() else _SHORTEST_HAN) else ""


def _told(
    readings: Sequence[Reading], placements: Mapping[ItemId, Placement], wanted: set[str]
) -> Mapping[str, TopicSlug]:
    """The topics of the wanted passages; of one that stands in two topics nothing can be told."""
    topics: dict[str, set[TopicSlug]] = {}
    for reading in readings:
        for item in reading.items:
            placed = placements[item.id]
            if placed.topic and placed.confidence >= _SURE:
                for said in wanted.intersection(_sentences(item)):
                    topics.setdefault(said, set()).add(placed.topic)
    return {said: next(iter(found)) for said, found in topics.items() if len(found) == 1}


def _sentences(item: Item) -> Iterator[str]:
    """The sentences of a section, or of the passage that is marked, that are long enough."""
    prose = (block.text for block in item.body if block.kind is BlockKind.PROSE)
    for text in (item.quote,) if isinstance(item, Highlight) else prose:
        for said in map(_folded, _END.split(text)):
            if len(said) >= (_SHORTEST if said.isascii() else _SHORTEST_HAN):
                yield said


def _folded(text: str) -> str:
    return _NO_LETTER.sub("", text).casefold()


def _best(sentences: Sequence[str], told: Mapping[str, TopicSlug]) -> TopicSlug | None:
    """The topic of most of the text that sure items have; None where they have none of it."""
    weights: Counter[TopicSlug] = Counter()
    for sentence in sentences:
        if sentence in told:
            weights[told[sentence]] += len(sentence)
    return max(weights, key=lambda topic: (weights[topic], topic)) if weights else None


def _moved(placed: Placement, topic: TopicSlug, reason: str = _REASON) -> Placement:
    others = tuple(guess for guess in placed.guesses if guess.topic != topic)[: len(placed.guesses) - 1]
    guesses = (Guess(topic, _AS_SURE), *others)
    if placed.topic == topic:
        return replace(placed, confidence=_AS_SURE, reasons=(reason, *placed.reasons), guesses=guesses)
    return replace(placed, topic=topic, confidence=_AS_SURE, reasons=(reason,), guesses=guesses)
