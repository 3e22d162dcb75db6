"""What was found for a shelf as text, under a key that changes with everything it depends on."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from kbtools.model import (
    Guess,
    Highlight,
    Item,
    ItemId,
    Outline,
    Placement,
    Reading,
    SourceId,
    TopicSlug,
)
from kbtools.topics.glossary import Concept
from kbtools.topics.place import Placed

_END = "\0"


def base_key(outline: Outline, concepts: Sequence[Concept]) -> str:
    """What all shelves depend on: the outline, a person's terms, and how this version of kbtools places."""
    return _digest((_rules(), repr(outline), repr(tuple(concepts))))


def shelf_key(base: str, shelf: Sequence[Reading], rulings: Mapping[ItemId, TopicSlug]) -> str:
    """The key of a shelf: of its sources' items and the rulings for them."""
    ruled = (f"{item}\n{topic}" for item, topic in sorted(rulings.items()))
    return _digest((base, *ruled, *(part for one in shelf for part in _reading(one))))


def dumped(placed: Placed) -> str:
    """The placements and words as text."""
    rows = [
        [
            row.item,
            row.source,
            row.topic,
            row.confidence,
            row.reasons,
            [[one.topic, one.confidence] for one in row.guesses],
        ]
        for row in placed.placements.values()
    ]
    return json.dumps([rows, placed.words], ensure_ascii=False, separators=(",", ":"))


def loaded(text: str | None) -> Placed | None:
    """The same again; None for nothing, or for a text that is not what `dumped` gives."""
    if text is None:
        return None
    try:
        rows, words = json.loads(text)
        placements = {
            ItemId(item): Placement(
                ItemId(item),
                SourceId(source),
                topic,
                confidence,
                tuple(reasons),
                tuple(Guess(slug, share) for slug, share in guesses),
            )
            for item, source, topic, confidence, reasons, guesses in rows
        }
    except (ValueError, TypeError):
        return None
    return Placed(placements, words)


@cache
def _rules() -> str:
    """The digest of this package: another way to place is another key."""
    parts = sorted(files("kbtools.topics").iterdir(), key=lambda part: part.name)
    return _digest(part.read_text("utf-8") for part in parts if part.name.endswith((".py", ".txt")))


def _reading(reading: Reading) -> Iterable[str]:
    yield _END.join((reading.source.id, *reading.tags))
    for item in reading.items:
        yield _END.join(_item(item))


def _item(item: Item) -> Iterable[str]:
    yield f"{item.id}\n{item.lines.start}"
    yield from item.headings
    if isinstance(item, Highlight):
        yield from (item.quote, item.prefix, item.suffix, item.comment, *item.tags, repr(item.place))
    else:
        yield f"{item.level}\n{item.number}\n{item.title}"
        yield from (block.text for block in item.body)


def _digest(parts: Iterable[str]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(f"{len(part)}{_END}{part}".encode("utf-8", "surrogatepass"))
    return found.hexdigest()[:32]
