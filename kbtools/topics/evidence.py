"""What speaks for a topic: one small function each, in a visible list, with weight and reason."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kbtools.model import Highlight, Item, ItemId, Note, TopicSlug
from kbtools.topics.atlas import Atlas

_LINK = re.compile(r"\[\[([^\]|#]+)")
_HASHTAG = re.compile(r"(?<![\w&#/])#([^\s#.,;:!?，。；：！？]+)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason to show an item under a topic."""

    topic: TopicSlug
    weight: float
    """0 to 1."""
    reason: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before an item is looked at."""

    atlas: Atlas
    rulings: Mapping[ItemId, TopicSlug]
    previous: TopicSlug | None
    """Topic of the section before it in the same source; None at the start or after an unplaced one."""


Rule = Callable[[Item, Known], Iterator[Evidence]]


def ruling(item: Item, known: Known) -> Iterator[Evidence]:
    """A person's word, above everything."""
    if item.id in known.rulings:
        yield Evidence(known.rulings[item.id], 1.0, "you put it here in topics.yml")


def own_title(item: Item, known: Known) -> Iterator[Evidence]:
    """The heading of a note names a topic, to the letter or in most of it."""
    if not isinstance(item, Note):
        return
    if topic := known.atlas.exact(item.title):
        yield Evidence(topic, 0.95, f"its heading “{item.title}” is the topic's name")
    elif topic := known.atlas.contained(item.title):
        yield Evidence(topic, 0.7, f"its heading “{item.title}” is much of the topic's name")


def enclosing(item: Item, known: Known) -> Iterator[Evidence]:
    """The nearest heading above it that names a topic."""
    above = item.headings[:-1] if isinstance(item, Note) else item.headings
    for distance, title in enumerate(reversed(above)):
        if topic := known.atlas.exact(title):
            yield Evidence(topic, 0.85 - 0.02 * distance, f"it stands under the heading “{title}”")
            return
        if topic := known.atlas.contained(title):
            yield Evidence(topic, 0.65 - 0.02 * distance, f"it stands under the heading “{title}”")
            return


def tags(item: Item, known: Known) -> Iterator[Evidence]:
    """A tag, hashtag or wikilink of a highlight names a topic."""
    if not isinstance(item, Highlight):
        return
    for word in (*item.tags, *_LINK.findall(item.comment), *_HASHTAG.findall(item.comment)):
        if topic := known.atlas.exact(word.split("/")[-1]):
            yield Evidence(topic, 0.9, f"it is tagged or linked “{word}”")


def follows(item: Item, known: Known) -> Iterator[Evidence]:
    """A section without a name of its own goes on with what came before it."""
    if isinstance(item, Note) and known.previous and item.level:
        yield Evidence(known.previous, 0.4, "it goes on after a section of this topic")


RULES: tuple[Rule, ...] = (ruling, own_title, enclosing, tags, follows)
"""In the order a person would ask."""


def collect(item: Item, known: Known) -> tuple[Evidence, ...]:
    """All evidence for an item, strongest first."""
    found = [evidence for rule in RULES for evidence in rule(item, known)]
    return tuple(sorted(found, key=lambda evidence: -evidence.weight))
