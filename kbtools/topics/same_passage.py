"""What is doubtful goes where the same passage surely stands, as a highlight or in a section."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kbtools.model import BlockKind, Guess, Highlight, Item, ItemId, Placement, Reading, TopicSlug
from kbtools.topics.decide import doubtful

_SURE, _AS_SURE = 0.8, 0.7
# How sure an item is of its place to speak for others, and how sure what it speaks for is then.
_SHORTEST_HAN, _SHORTEST = 10, 24
# Letters of a sentence from which it is no chance that two have it.
_END = re.compile(r"[.!?](?:\s|$)|[。！？\n]")
_NO_LETTER = re.compile(r"[\W_]+")
_REASON = "the same passage surely stands here"


def with_same_passages(
    readings: Sequence[Reading], placements: Mapping[ItemId, Placement]
) -> Mapping[ItemId, Placement]:
    """The placements, those of doubtful items by the sure ones that have their sentences."""
    asked = {
        item.id: tuple(_sentences(item))
        for reading in readings
        for item in reading.items
        if doubtful(placements[item.id])
    }
    wanted = {sentence for sentences in asked.values() for sentence in sentences}
    told = _told(readings, placements, wanted) if wanted else {}
    found = {item: _best(sentences, told) for item, sentences in asked.items()}
    moved = {item: _moved(placements[item], topic) for item, topic in found.items() if topic is not None}
    return {**placements, **moved}


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


def _moved(placed: Placement, topic: TopicSlug) -> Placement:
    others = tuple(guess for guess in placed.guesses if guess.topic != topic)[: len(placed.guesses) - 1]
    guesses = (Guess(topic, _AS_SURE), *others)
    if placed.topic == topic:
        return replace(placed, confidence=_AS_SURE, reasons=(_REASON, *placed.reasons), guesses=guesses)
    return replace(placed, topic=topic, confidence=_AS_SURE, reasons=(_REASON,), guesses=guesses)
