"""The outline and where items were placed in it."""

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
class Outline:
    """The tree of topics."""

    topics: tuple[Topic, ...] = ()

    def walk(self) -> tuple[Topic, ...]:
        """Every topic, parents before children, in reading order."""
        return tuple(topic for root in self.topics for topic in _descend(root))


def _descend(topic: Topic) -> tuple[Topic, ...]:
    return (topic, *(below for child in topic.children for below in _descend(child)))
