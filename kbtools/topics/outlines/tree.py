"""Trees of topics: made of titles, with slugs that no two share."""

from collections.abc import Iterable
from dataclasses import replace

from kbtools.model import Topic, TopicSlug
from kbtools.text import slug

RESERVED = frozenset({"unplaced"})
"""Slugs of pages that are no topic's."""


def new_topic(
    title: str, number: str = "", children: tuple[Topic, ...] = (), tags: tuple[str, ...] = ()
) -> Topic:
    """A topic whose slug is made of its title; `topic` for a title without a word."""
    return Topic(TopicSlug(slug(title) or "topic"), title, number, tags=tags, children=children)


def unique_slugs(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """The same trees, with `-2`, `-3` at slugs that stood before, whatever titles collide in theirs."""
    taken = set(RESERVED)
    return tuple(_unique(topic, taken) for topic in topics)


def _unique(topic: Topic, taken: set[str]) -> Topic:
    name, count = topic.slug, 1
    while name in taken:
        count += 1
        name = TopicSlug(f"{topic.slug}-{count}")
    taken.add(name)
    children = tuple(_unique(child, taken) for child in topic.children)
    return replace(topic, slug=name, children=children)
