"""What was found for sources as text, under a key that changes with everything it depends on."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from kbtools.model import (
    Guess,
    Highlight,
    Item,
    ItemId,
    Note,
    Outline,
    Place,
    Placement,
    Reading,
    TopicSlug,
)
from kbtools.text import digest
from kbtools.topics.glossary import Concept
from kbtools.topics.place import Placed

READ_WITH = ("mentions.py", "text.py")
"""Modules outside this package that say how a text is read."""
_END = "\0"
_LENGTH = 32
# Hexadecimal digits of a key.


def base_key(outline: Outline, concepts: Sequence[Concept]) -> str:
    """What all shelves depend on: the outline, a person's terms, and how this version of kbtools places."""
    return _digest((_rules(), repr(outline), repr(tuple(concepts))))


@dataclass(frozen=True, slots=True)
class Signature:
    """What a source's placement depends on, as digests."""

    notes: str
    """Of what it teaches the others: its sections; empty where it has none."""
    whole: str


def signature(reading: Reading, rulings: Mapping[ItemId, TopicSlug]) -> Signature:
    """The signature of a source, with the rulings for its items."""
    head = _END.join((reading.source.id, *reading.tags))
    notes = [_item(item, rulings) for item in reading.items if isinstance(item, Note)]
    marked = [_item(item, rulings) for item in reading.items if isinstance(item, Highlight)]
    taught = _digest((head, *notes)) if notes else ""
    return Signature(taught, _digest((head, taught, *marked)))


def key(base: str, what: str, *digests: str) -> str:
    """The key of what was found: what it is, and the digests of all it depends on."""
    return _digest((base, what, *digests))


def dumped_topics(topics: Mapping[ItemId, TopicSlug]) -> str:
    """The topics of items as text."""
    return json.dumps(topics, ensure_ascii=False, separators=(",", ":"))


def loaded_topics(text: str | None) -> dict[ItemId, TopicSlug] | None:
    """The same again; None for nothing, or for a text that is not what `dumped_topics` gives."""
    try:
        topics = json.loads(text or "")
    except ValueError:
        return None
    fits = isinstance(topics, dict) and all(isinstance(topic, str) for topic in topics.values())
    return topics if fits else None


def dumped(placed: Placed) -> str:
    """The placements and words as text; what comes again and again is written once, and then its number."""
    sources, topics, reasons, guesses = _Table(), _Table(), _Table(), _Table()
    rows = [
        [
            row.item,
            sources.number(row.source),
            topics.number(row.topic),
            row.confidence,
            [reasons.number(reason) for reason in row.reasons],
            [guesses.number((one.topic, one.confidence)) for one in row.guesses],
        ]
        for row in placed.placements.values()
    ]
    tables = [list(table.numbers) for table in (sources, topics, reasons, guesses)]
    return json.dumps([*tables, rows, placed.words], ensure_ascii=False, separators=(",", ":"))


@dataclass(slots=True)
class _Table:
    """Things that are written once."""

    numbers: dict[object, int] = field(default_factory=dict)

    def number(self, thing: object) -> int:
        return self.numbers.setdefault(thing, len(self.numbers))


def loaded(text: str | None) -> Placed | None:
    """The same again; None for nothing, or for a text that is not what `dumped` gives."""
    if text is None:
        return None
    try:
        sources, topics, reasons, shares, rows, words = json.loads(text)
        guesses = [Guess(slug, share) for slug, share in shares]
        placements = {
            item: Placement(
                item,
                sources[source],
                topics[topic],
                confidence,
                tuple([reasons[number] for number in why]),  # a list is the faster way
                tuple([guesses[number] for number in guessed]),
            )
            for item, source, topic, confidence, why, guessed in rows
        }
    except (ValueError, TypeError, IndexError):
        return None
    return Placed(placements, words)


@cache
def _rules() -> str:
    """The digest of this package and of all it reads texts with: another way to place is another key."""
    parts = sorted(files("kbtools.topics").iterdir(), key=lambda part: part.name)
    read = [part for part in parts if part.name.endswith((".py", ".txt"))]
    read += [files("kbtools").joinpath(name) for name in READ_WITH]
    # Which characters are simplified ones changes with its dictionaries.
    return _digest((version("opencc"), *(part.read_text("utf-8") for part in read)))


def _item(item: Item, rulings: Mapping[ItemId, TopicSlug]) -> str:
    return _END.join((item.id, str(item.lines.start), rulings.get(item.id, ""), *item.headings, *_said(item)))


def _said(item: Item) -> Iterable[str]:
    if isinstance(item, Highlight):
        return (item.quote, item.prefix, item.suffix, item.comment, *item.tags, _where(item.place))
    blocks = (f"{block.kind.value}\n{block.text}" for block in item.body)
    return (str(item.level), item.number, item.title, *blocks)


def _where(place: Place | None) -> str:
    if place is None:
        return ""
    return f"{place.unit.value} {place.start} {place.end} {place.document}{_END}{place.chapter}"


def _digest(parts: Iterable[str]) -> str:
    return digest("".join([f"{len(part)}{_END}{part}" for part in parts]), _LENGTH)
