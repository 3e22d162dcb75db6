"""The outline and where items were placed in it."""

from collections.abc import Callable
from dataclasses import dataclass

from kbtools.model.ids import ItemId, SourceId, TopicSlug


@dataclass(frozen=True, slots=True)
class Topic:
    """One node of the outline; one page."""

    slug: TopicSlug
    title: str
    number: str = ""
    """`2.3` as in the book or the notes; empty for none."""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    children: tuple["Topic", ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """A topic that an item might belong to."""

    topic: TopicSlug
    confidence: float
    """0 to 1."""


RULING = "you put it here in topics.yml"
"""The reason of a placement that a person decided."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an item is shown, and why."""

    item: ItemId
    source: SourceId
    topic: TopicSlug | None
    """None for the page of the unplaced."""
    confidence: float
    """0 to 1."""
    reasons: tuple[str, ...]
    """In words, strongest first."""
    guesses: tuple[Guess, ...] = ()
    """Best first; at most three."""


@dataclass(frozen=True, slots=True)
class Related:
    """A topic that has much to do with another one."""

    topic: TopicSlug
    score: float
    """0 for nothing; words in common give at most 1, items and links in common add to it."""
    reasons: tuple[str, ...]
    """In words."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The tree of topics."""

    topics: tuple[Topic, ...] = ()

    def walk(self) -> tuple[Topic, ...]:
        """Every topic, parents before children, in reading order."""
        return tuple(topic for root in self.topics for topic in _descend(root))

    def named(self, name: str) -> tuple[Topic, ...]:
        """The topic of that slug, else those of that number, else title, else alias; empty for none."""
        wanted, every = name.casefold(), self.walk()
        for names in _NAMES:
            if found := tuple(topic for topic in every if wanted in map(str.casefold, names(topic))):
                return found
        return ()


_NAMES: tuple[Callable[[Topic], tuple[str, ...]], ...] = (
    lambda topic: (topic.slug,),
    lambda topic: (topic.number,) if topic.number else (),
    lambda topic: (topic.title,),
    lambda topic: topic.aliases,
)
"""What a topic goes by, the surest first."""


def _descend(topic: Topic) -> tuple[Topic, ...]:
    return (topic, *(below for child in topic.children for below in _descend(child)))
