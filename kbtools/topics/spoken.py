"""The words that speak of a topic before any note is read: its names, what is known of it, its children."""

from kbtools.model import Topic
from kbtools.topics.glossary import Glossary
from kbtools.topics.initials import initials
from kbtools.topics.titles import key, names_of
from kbtools.topics.words import Words, terms

_TITLE, _ALIAS, _PART, _PARENT = 3.0, 2.0, 1.0, 0.3
# How often the words of a topic's own title, its other names, the parts of its title and its parent count.


def variants(topic: Topic) -> tuple[str, ...]:
    """The title and the aliases of a topic, and the names in and before their brackets."""
    return tuple(part for name in (topic.title, *topic.aliases) for part in names_of(name))


def spoken(index: int, topic: Topic, glossary: Glossary) -> Words:
    """The words of a topic's names, of what the glossary knows of it, and of its children."""
    counts: dict[str, float] = {}
    for text, weight in _texts(topic, glossary):
        for term in terms(text):
            counts[term] = max(counts.get(term, 0.0), weight)
    counts.update(dict.fromkeys(initials(topic.title), _PART))
    return Words(index, counts)


def _texts(topic: Topic, glossary: Glossary) -> list[tuple[str, float]]:
    # A chapter of the same name as a section in it leaves the words to the section.
    left = {concept for child in topic.children for concept in glossary.of(child.title)}
    whole = [concept for name in variants(topic) for concept in glossary.of(name) if concept not in left]
    parts = [
        concept
        for concept in glossary.all_within(topic.title)
        if concept not in whole and concept not in left
    ]
    again = any(key(child.title) == key(topic.title) for child in topic.children)
    texts = [(topic.title, _PARENT if again else _TITLE)]
    texts += [(name, _ALIAS) for name in (*topic.aliases, *topic.tags)]
    texts += [
        (text, _ALIAS) for concept in whole for text in (*concept.names, *concept.words, *concept.parts)
    ]
    texts += [(text, _PART) for concept in parts for text in (*concept.names, *concept.words, *concept.parts)]
    texts += [(child.title, _PARENT) for child in topic.children]
    return texts
