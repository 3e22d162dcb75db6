"""Where every item is shown, and why: notes by their headings, highlights by words and reading order."""

from collections.abc import Mapping, Sequence

from kbtools.model import Guess, Highlight, Item, ItemId, Note, Outline, Placement, Reading, TopicSlug
from kbtools.topics.align import align
from kbtools.topics.atlas import Atlas, atlas
from kbtools.topics.evidence import Evidence, Known, collect
from kbtools.topics.words import Space, space, terms

THRESHOLD = 0.3
"""Below this confidence an item stays unplaced, with its guesses."""
_GUESSES = 3
# A cosine this high is as sure as words can be; measured on demo and seed highlights.
_SURE = 0.3
_BEST_BY_WORDS = 0.8
_FAINT, _NEAR = 0.04, 2
# A topic chosen by reading order needs this cosine from the highlight or from one this many places away.


def place(
    readings: Sequence[Reading], outline: Outline, rulings: Mapping[ItemId, TopicSlug]
) -> Mapping[ItemId, Placement]:
    """A placement for every item of every reading; nothing is left out."""
    book = atlas(outline)
    notes = {row.item: row for reading in readings for row in _place_notes(reading, book, rulings)}
    words = _topic_words(readings, notes, book)
    highlights = {
        row.item: row for reading in readings for row in _place_highlights(reading, book, rulings, words)
    }
    rest = {item: row for item, row in notes.items() if row.topic is None}
    by_words = {row.item: row for reading in readings for row in _place_by_words(reading, rest, book, words)}
    return {**notes, **highlights, **by_words}


def _place_notes(reading: Reading, book: Atlas, rulings: Mapping[ItemId, TopicSlug]) -> list[Placement]:
    placed: list[Placement] = []
    for item in reading.items:
        if isinstance(item, Note):
            known = Known(book, rulings, placed[-1].topic if placed else None)
            placed.append(_decide(item, reading, collect(item, known)))
    return placed


def _decide(item: Item, reading: Reading, evidence: Sequence[Evidence]) -> Placement:
    """The topic with the strongest evidence, its reasons, and what else was possible."""
    source = reading.source.id
    guesses = _guesses(evidence)
    if not evidence or evidence[0].weight < THRESHOLD:
        weight = evidence[0].weight if evidence else 0.0
        return Placement(item.id, source, None, weight, ("nothing names a topic of the outline",), guesses)
    topic = evidence[0].topic
    reasons = tuple(dict.fromkeys(row.reason for row in evidence if row.topic == topic))
    return Placement(item.id, source, topic, round(evidence[0].weight, 2), reasons, guesses)


def _guesses(evidence: Sequence[Evidence]) -> tuple[Guess, ...]:
    best: dict[TopicSlug, float] = {}
    for row in evidence:
        best.setdefault(row.topic, round(row.weight, 2))
    return tuple(Guess(topic, weight) for topic, weight in list(best.items())[:_GUESSES])


def _topic_words(readings: Sequence[Reading], placed: Mapping[ItemId, Placement], book: Atlas) -> Space:
    """The words of every topic: its names, and the notes that stand there."""
    index = {topic.slug: number for number, topic in enumerate(book.topics)}
    counts = [terms(" ".join((topic.title, *topic.aliases, *topic.tags))) for topic in book.topics]
    for reading in readings:
        for item in reading.items:
            topic = placed[item.id].topic if item.id in placed else None
            if topic is not None and isinstance(item, Note):
                counts[index[topic]].update(terms(text_of(item)))
    return space(counts)


def text_of(item: Item) -> str:
    """All words of an item that say what it is about."""
    body = "\n".join(block.text for block in item.body)
    if isinstance(item, Note):
        return f"{item.title}\n{body}"
    return f"{item.prefix}\n{item.quote}\n{item.quote}\n{item.suffix}\n{item.comment}"


def _place_highlights(
    reading: Reading, book: Atlas, rulings: Mapping[ItemId, TopicSlug], words: Space
) -> list[Placement]:
    items = sorted((item for item in reading.items if isinstance(item, Highlight)), key=_reading_order)
    scores = [words.compare(text_of(item)) for item in items]
    chosen = _supported(scores, align(scores, len(book.topics)))
    rows = []
    for item, row, choice in zip(items, scores, chosen, strict=True):
        evidence = [*collect(item, Known(book, rulings, None)), *_by_words(row, book, choice)]
        rows.append(_decide(item, reading, sorted(evidence, key=lambda one: -one.weight)))
    return rows


def _supported(scores: Sequence[Mapping[int, float]], path: Sequence[int]) -> list[int | None]:
    """The path where words near by speak for it; None where it only follows from nothing."""
    near = [scores[max(0, index - _NEAR) : index + _NEAR + 1] for index in range(len(path))]
    best = [
        max((row.get(choice, 0.0) for row in rows), default=0.0)
        for rows, choice in zip(near, path, strict=True)
    ]
    found = [choice if score >= _FAINT else None for choice, score in zip(path, best, strict=True)]
    return found or [None] * len(scores)


def _reading_order(item: Highlight) -> tuple[str, str, int, int]:
    if item.place is None:
        return ("", "", 0, item.lines.start)
    return (item.place.document, item.place.chapter, item.place.start, item.lines.start)


def _by_words(row: Mapping[int, float], book: Atlas, choice: int | None) -> list[Evidence]:
    """Evidence from common words; the topic that the reading order chose counts for more."""
    best = sorted(row.items(), key=lambda pair: (-pair[1], pair[0]))[:_GUESSES]
    found = [_word_evidence(book, topic, score, chosen=topic == choice) for topic, score in best]
    if choice is not None and choice not in dict(best):
        found.append(_word_evidence(book, choice, row.get(choice, 0.0), chosen=True))
    return found


def _word_evidence(book: Atlas, topic: int, score: float, *, chosen: bool) -> Evidence:
    weight = min(1.0, score / _SURE) * _BEST_BY_WORDS
    reason = f"it shares words with this topic ({score:.2f})"
    if chosen:
        weight = 0.35 + weight * (1 - 0.35)
        reason = f"its words ({score:.2f}) and its neighbours in the document point here"
    return Evidence(book.topics[topic].slug, min(weight, 0.85) if chosen else weight * 0.6, reason)


def _place_by_words(
    reading: Reading, rest: Mapping[ItemId, Placement], book: Atlas, words: Space
) -> list[Placement]:
    """Notes that no heading places, by their words alone."""
    items = [item for item in reading.items if item.id in rest]
    return [_decide(item, reading, _by_words(words.compare(text_of(item)), book, None)) for item in items]
