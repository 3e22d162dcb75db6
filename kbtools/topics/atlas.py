"""The outline made ready for look-ups: by title, alias and tag."""

from collections.abc import Mapping
from dataclasses import dataclass

from kbtools.model import Outline, Topic, TopicSlug
from kbtools.topics.titles import key, structural

_ENOUGH = 0.5
# A title must share at least this much of its key with a topic's to count as the same thing.
_SHORTEST_HAN, _SHORTEST_LATIN = 2, 4


@dataclass(frozen=True, slots=True)
class Atlas:
    """Topics in reading order and by their names."""

    topics: tuple[Topic, ...]
    """Parents before children, in reading order."""
    names: Mapping[str, TopicSlug]
    """Key of every title, alias and tag to its topic; the first topic wins."""

    def exact(self, title: str) -> TopicSlug | None:
        """The topic of that very title, alias or tag; None for a structural heading."""
        return None if structural(title) else self.names.get(key(title))

    def contained(self, title: str) -> TopicSlug | None:
        """The topic whose name makes up most of the title, or the other way round; None when none does."""
        name = key(title)
        if structural(title):
            return None
        shares = {other: _share(name, other) for other in self.names}
        best = max(shares, key=lambda other: shares[other], default="")
        return self.names[best] if best and shares[best] >= _ENOUGH else None


def atlas(outline: Outline) -> Atlas:
    """The look-ups of an outline."""
    topics = outline.walk()
    names: dict[str, TopicSlug] = {}
    for topic in topics:
        names.setdefault(key(topic.title), topic.slug)
    for topic in topics:
        for name in (*topic.aliases, *topic.tags):
            names.setdefault(key(name), topic.slug)
    names.pop("", None)
    return Atlas(topics, names)


def _share(one: str, other: str) -> float:
    """How much of the longer key the shorter one is, 0 when it does not stand in it or is too short."""
    short, long = sorted((one, other), key=len)
    shortest = _SHORTEST_LATIN if short.isascii() else _SHORTEST_HAN
    return len(short) / len(long) if len(short) >= shortest and short in long else 0.0
