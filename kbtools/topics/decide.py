"""From points to a placement: the topic, how sure it is, the reasons in words and the other guesses."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kbtools.model import Guess, Item, Note, Placement, SourceId
from kbtools.topics.align import Aligned, Scores
from kbtools.topics.atlas import Atlas
from kbtools.topics.evidence import RULED, SHARED, Evidence
from kbtools.topics.titles import structural

THRESHOLD = 0.3
"""Below this confidence an item stays unplaced, with its guesses."""
_DOUBTFUL = 0.5
"""An item placed with less confidence is one that a person should look at."""
_GUESSES, _REASONS = 3, 4
_NEAR, _NEAR_TOPICS = 2, 3
# An item that says nothing itself may lean on those so many places and topics away.
_LEANING, _LENT_TO_HIGHLIGHT, _LENT_TO_NOTE = 0.5, 3.0, 0.5
# A passage of a book goes on where it stands; a heading that names nothing may begin something new.
_SCALE, _AT_ODDS, _BY_MARGIN = 0.5, 0.8, 1.6
_WORDS_ALONE = 0.97
# What no heading, number or tag names is certain for nobody, however many words it shares.
_SAID = 0.15
# Points below which a piece of evidence is no reason worth telling.


@dataclass(frozen=True, slots=True)
class Considered:
    """The items of one document with all that speaks for their topics."""

    atlas: Atlas
    items: Sequence[Item]
    evidence: Sequence[Sequence[Evidence]]
    points: Sequence[Scores]
    aligned: Sequence[Aligned]


def doubtful(placement: Placement) -> bool:
    """Whether an item is unplaced, or placed so faintly that a person should look at it."""
    return placement.topic is None or placement.confidence < _DOUBTFUL


def decide(considered: Considered, source: SourceId) -> Iterator[Placement]:
    """A placement an item."""
    for index, item in enumerate(considered.items):
        if not considered.aligned:
            yield Placement(item.id, source, None, 0.0, ("the outline has no topic",))
            continue
        yield _one(considered, index, item, source)


def _one(considered: Considered, index: int, item: Item, source: SourceId) -> Placement:
    aligned, points = considered.aligned[index], considered.points[index]
    own = points.get(aligned.topic, 0.0)
    lent = max(own, _leant(considered, index))
    most = _WORDS_ALONE if _by_words(considered.evidence[index], aligned.topic) else 1.0
    confidence = 1.0 if own >= RULED else min(most, round(_sureness(lent, aligned), 2))
    guesses = _guesses(considered, aligned, confidence)
    if confidence < THRESHOLD or (isinstance(item, Note) and not item.level and own < _SAID):
        beside = (*guesses, *_beside(considered.atlas, aligned))[:_GUESSES]
        return Placement(item.id, source, None, confidence, _doubts(considered, index), beside)
    topic = considered.atlas.topics[aligned.topic].slug
    return Placement(item.id, source, topic, confidence, _reasons(considered, index), guesses)


def _by_words(evidence: Sequence[Evidence], topic: int) -> bool:
    """Whether nothing but shared words and neighbours speak for a topic."""
    return all(row.reason.startswith(SHARED) for row in evidence if row.topic == topic)


def _sureness(points: float, aligned: Aligned) -> float:
    """0 to 1: how much speaks for the topic, and how much more than for any other way through the document.

    As measured: of items whose way is `margin` points better than any other, so many stand right.
    """
    others = [value for topic, value in aligned.values.items() if topic != aligned.topic]
    margin = max(0.0, aligned.values[aligned.topic] - max(others, default=-math.inf))
    right = 1 / (1 + math.exp(_AT_ODDS - _BY_MARGIN * margin))
    return (1 - math.exp(-points / _SCALE)) * right


def _leant(considered: Considered, index: int) -> float:
    """Points lent by the neighbours, the more the nearer their topics are."""
    ranks, own = considered.atlas.ranks, considered.aligned[index].topic
    item = considered.items[index]
    names = isinstance(item, Note) and not structural(item.title)
    most = _LENT_TO_NOTE if names else _LENT_TO_HIGHLIGHT
    lent = 0.0
    for other in range(max(0, index - _NEAR), min(len(considered.items), index + _NEAR + 1)):
        topic = considered.aligned[other].topic
        apart = abs(ranks[topic] - ranks[own])
        if other != index and apart <= _NEAR_TOPICS:
            points = min(considered.points[other].get(topic, 0.0), most)
            lent = max(lent, points / max(1, apart))
    return _LEANING * lent


def _doubts(considered: Considered, index: int) -> tuple[str, ...]:
    """Why an item stays unplaced, with what little speaks for the best guess."""
    topic = considered.aligned[index].topic
    rows = sorted(considered.evidence[index], key=lambda row: -row.weight)
    said = dict.fromkeys(row.reason for row in rows if row.topic == topic and row.weight >= _SAID)
    if not said:
        return ("nothing names a topic of the outline",)
    return ("too little speaks for any topic", *said)[:_REASONS]


def _reasons(considered: Considered, index: int) -> tuple[str, ...]:
    topic = considered.aligned[index].topic
    rows = sorted(considered.evidence[index], key=lambda row: -row.weight)
    said = dict.fromkeys(row.reason for row in rows if row.topic == topic and row.weight >= _SAID)
    best = max(considered.points[index].values(), default=0.0)
    if not said or considered.points[index].get(topic, 0.0) < best:
        said["its neighbours in the document point here"] = None
    return tuple(said)[:_REASONS]


def _guesses(considered: Considered, aligned: Aligned, confidence: float) -> tuple[Guess, ...]:
    """The choice, then what else was possible, each less sure by what it falls short."""
    best = aligned.values[aligned.topic]
    rows = sorted(aligned.values.items(), key=lambda row: (row[0] != aligned.topic, -row[1], row[0]))
    return tuple(
        Guess(considered.atlas.topics[topic].slug, round(confidence * math.exp(min(0.0, value - best)), 2))
        for topic, value in rows[:_GUESSES]
    )


def _beside(book: Atlas, aligned: Aligned) -> Iterator[Guess]:
    """What stands next to the best guess in the outline, for an item that hardly anything speaks for."""
    apart = sorted(range(len(book.topics)), key=lambda topic: (abs(topic - aligned.topic), topic))
    near = apart[: len(aligned.values) + _GUESSES]
    return (Guess(book.topics[topic].slug, 0.0) for topic in near if topic not in aligned.values)
