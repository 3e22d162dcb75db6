"""The outline made ready for look-ups: by name, by number, by likeness of names, and by order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kbtools.model import Outline, Topic, TopicSlug
from kbtools.topics.glossary import Glossary, names_in_use
from kbtools.topics.initials import initials
from kbtools.topics.outlines.topic_titles import subject
from kbtools.topics.spoken import spoken, variants
from kbtools.topics.stems import stem
from kbtools.topics.titles import key, parts_of, unnumbered
from kbtools.topics.words import Space, Words, space, terms


@dataclass(frozen=True, slots=True)
class Atlas:
    """Topics by index in reading order, parents before children."""

    topics: tuple[Topic, ...]
    index: Mapping[TopicSlug, int]
    parents: tuple[int | None, ...]
    ends: tuple[int, ...]
    """Index after the last topic below each one."""
    ranks: tuple[int, ...]
    """How many topics without children stand before: distance in reading order."""
    names: Mapping[str, tuple[int, ...]]
    """Key of every title, alias, tag and other name of the same thing; the surest topics of it."""
    others: Mapping[str, tuple[int, ...]]
    """Key of every name in use that is none of `names`: it says what a heading or a tag is, and nothing in
    a sentence."""
    openings: frozenset[str]
    """The first two characters of all names."""
    parts: Mapping[str, tuple[int, ...]]
    """Key of every part of a title that joins several things, such as `甲` and `乙` of `甲与乙`."""
    treated: Mapping[str, tuple[int, ...]]
    """Key of what books treat under a topic to the topics."""
    initials: Mapping[str, tuple[int, ...]]
    """Capitals that stand for the words of topics' titles."""
    numbers: Mapping[str, int]
    """Number to topic; a number that two topics have is left out."""
    likeness: Space
    """Topics by the n-grams of their names alone."""
    lengths: tuple[float, ...]
    """Of each topic's shortest name, in the units of `likeness`."""
    exclusive: tuple[bool, ...]
    """Whether the words of a topic's name stand together in no topic's that is not above or below it."""
    spoken: tuple[Words, ...]
    """Words that speak of topics before any note is read."""
    glossary: Glossary
    things: tuple[frozenset[str], ...]
    """What of the glossary each title speaks of."""
    speaking: Mapping[str, tuple[int, ...]]
    """The topics by the things that their titles speak of."""

    def below(self, topic: int) -> range:
        """The topics below one, itself left out."""
        return range(topic + 1, self.ends[topic])

    def called(self, name: str) -> tuple[int, ...]:
        """The topics of which a heading or a tag is a name; empty for none."""
        return self.names.get(key(name)) or self.others.get(key(subject(name)), ())

    def like(self, title: str, above: Iterable[str] = ()) -> list[tuple[int, float]]:
        """The topics whose names are most like a title, best first: 1 for all words of it.

        `above` are the headings it stands under: `实现` under `回归` is like `回归的实现`. A title that
        speaks of the same things in another language is a little more than like.
        """
        if not self.topics:
            return []
        own = {stem(term) for term in terms(unnumbered(title))}
        length = sum(self.likeness.weights.get(term, self.likeness.unit) for term in own) / self.likeness.unit
        shares = self._of_the_same(title, above)
        holding = []
        for topic, score in self.likeness.compare(dict.fromkeys(own, 1.0)).items():
            share = score / max(length, self.lengths[topic])
            held = score >= _HELD * self.lengths[topic] > 0
            within = score >= _HELD * length > 0
            if within:
                holding.append(topic)
            least = (_HOLDS if self.exclusive[topic] else _WITHIN) if held else _WITHIN if within else 0.0
            shares[topic] = max(shares.get(topic, 0.0), share, least)
        chapter = self._gathering(holding)
        if chapter is not None:
            shares[chapter] = max(shares.get(chapter, 0.0), _HOLDS)
            # What all sections of a chapter are called tells none of them from the others.
            shares = {topic: share for topic, share in shares.items() if topic not in self.below(chapter)}
        return sorted(shares.items(), key=lambda row: (-row[1], row[0]))[:_LIKE]

    def _gathering(self, topics: Sequence[int]) -> int | None:
        """The chapter that most of several topics stand in or are, and whose own name is like theirs."""
        if len(topics) < _SEVERAL:
            return None
        inside = {topic: sum(other in self.below(topic) for other in topics) + 1 for topic in topics}
        best = max(topics, key=lambda topic: (inside[topic], -topic))
        return best if self.below(best) and inside[best] >= _MOST_OF * len(topics) else None

    def _of_the_same(self, title: str, above: Iterable[str]) -> dict[int, float]:
        """The topics whose titles speak of the same things of the glossary, in whatever words."""
        own = _things(title, self.glossary)
        lent = frozenset(thing for name in above for thing in _things(name, self.glossary)) - own
        shares = {}
        for topic in {topic for thing in own for topic in self.speaking.get(thing, ())}:
            there, parent = self.things[topic], self.parents[topic]
            # `Adam 优化器` is the section on Adam in the chapter on optimizers, not the chapter.
            around = (self.things[parent] & own) - there if parent is not None else frozenset()
            held = len(there & (own | lent)) + len(around)
            share = _SAME * held / max(len(own), len(there) + len(around))
            shares[topic] = _ALL_THE_SAME if there == own and len(own) > 1 else share
        return shares


_LIKE, _MOST_TOPICS = 6, 48
# Topics told; and a thing that more topics speak of tells none from the other.
_SEVERAL, _MOST_OF = 3, 0.6
# Topics whose names hold a title, and how many of them have to be in one chapter that it then is like.
_HELD, _HOLDS, _WITHIN, _SAME, _ALL_THE_SAME = 0.99, 0.7, 0.45, 0.8, 1.25
# A title that holds the whole name of a topic, stands in it whole, or speaks of the same things, is at least
# so much like it;
# one that speaks of the same several things and no others is nearly its name in another language.


def atlas(outline: Outline, glossary: Glossary) -> Atlas:
    """The look-ups of an outline."""
    topics = outline.walk()
    parents, ends, ranks = _shape(outline)
    likeness, lengths = _likeness(topics)
    things = tuple(_things(topic.title, glossary) for topic in topics)
    names = _names(topics, glossary)
    return Atlas(
        topics,
        {topic.slug: index for index, topic in enumerate(topics)},
        tuple(parents),
        tuple(ends),
        tuple(ranks),
        names,
        _in_use(topics, names),
        frozenset(name[:2] for name in names),
        _parts(topics),
        _treated(topics, glossary),
        _initials(topics),
        _numbers(topics),
        likeness,
        lengths,
        tuple(_exclusive(index, topic, likeness, ends) for index, topic in enumerate(topics)),
        tuple(spoken(index, topic, glossary) for index, topic in enumerate(topics)),
        glossary,
        things,
        _speaking(things),
    )


def _shape(outline: Outline) -> tuple[list[int | None], list[int], list[int]]:
    """Parents, ends and ranks, by one walk in reading order."""
    parents: list[int | None] = []
    ends: list[int] = []
    ranks: list[int] = []
    leaves = 0

    def visit(topic: Topic, parent: int | None) -> None:
        nonlocal leaves
        own = len(parents)
        parents.append(parent)
        ends.append(0)
        ranks.append(leaves)
        for child in topic.children:
            visit(child, own)
        ends[own] = len(parents)
        leaves += not topic.children

    for root in outline.topics:
        visit(root, None)
    return parents, ends, ranks


def _names(topics: tuple[Topic, ...], glossary: Glossary) -> dict[str, tuple[int, ...]]:
    """A topic's own title is surer than an alias, that than a name in brackets, that than the glossary."""
    names: dict[str, tuple[int, ...]] = {}
    for named in (_titles, _aliases, variants):
        _add(names, [(key(name), index) for index, topic in enumerate(topics) for name in named(topic)])
    others = [(_others(topic, glossary), index) for index, topic in enumerate(topics)]
    _add(names, [(key(name), index) for found, index in others for name in found])
    return names


def _in_use(topics: tuple[Topic, ...], names: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """What tells headings apart when an outline is derived has to find the topic that it found there."""
    in_use, found = names_in_use(), dict(names)
    rows = ((_others(topic, in_use), index) for index, topic in enumerate(topics))
    _add(found, [(key(name), index) for others, index in rows for name in others])
    return {name: held for name, held in found.items() if name not in names}


def _parts(topics: tuple[Topic, ...]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for index, topic in enumerate(topics):
        for part in parts_of(topic.title):
            found.setdefault(part, []).append(index)
    return {part: tuple(dict.fromkeys(rows)) for part, rows in found.items()}


def _initials(topics: tuple[Topic, ...]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for index, topic in enumerate(topics):
        for made in initials(topic.title):
            found.setdefault(made, []).append(index)
    return {made: tuple(rows) for made, rows in found.items()}


def _treated(topics: tuple[Topic, ...], glossary: Glossary) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    _add(
        found,
        [
            (key(part), index)
            for index, topic in enumerate(topics)
            for name in variants(topic)
            for concept in glossary.of(name)
            for part in concept.parts
        ],
    )
    return found


def _add(names: dict[str, tuple[int, ...]], rows: list[tuple[str, int]]) -> None:
    fresh: dict[str, list[int]] = {}
    for name, index in rows:
        if name and name not in names:
            fresh.setdefault(name, []).append(index)
    names.update({name: tuple(dict.fromkeys(found)) for name, found in fresh.items()})


def _titles(topic: Topic) -> tuple[str, ...]:
    return (topic.title,)


def _aliases(topic: Topic) -> tuple[str, ...]:
    return (*topic.aliases, *topic.tags)


def _others(topic: Topic, glossary: Glossary) -> tuple[str, ...]:
    concepts = (concept for name in variants(topic) for concept in glossary.of(name))
    return tuple(name for concept in concepts for name in concept.names)


def _numbers(topics: tuple[Topic, ...]) -> dict[str, int]:
    found: dict[str, list[int]] = {}
    for index, topic in enumerate(topics):
        if topic.number:
            found.setdefault(topic.number.strip("."), []).append(index)
    return {number: rows[0] for number, rows in found.items() if len(rows) == 1}


def _likeness(topics: tuple[Topic, ...]) -> tuple[Space, tuple[float, ...]]:
    named = [[terms(name) for name in (topic.title, *topic.aliases)] for topic in topics]
    rows = [Words(index, {term: 1.0 for name in names for term in name}) for index, names in enumerate(named)]
    plain = space(rows, len(topics))
    # Likeness is a share of terms: every term that is held counts once, whatever the length of the name.
    flat = {term: tuple((topic, 1.0, None) for topic, _, _ in held) for term, held in plain.postings.items()}
    lengths = tuple(
        min(sum(plain.weights[term] for term in set(map(stem, name))) / plain.unit for name in names)
        for names in named
    )
    return Space(plain.weights, flat, plain.unit), lengths


def _exclusive(index: int, topic: Topic, likeness: Space, ends: Sequence[int]) -> bool:
    held = [{row[0] for row in likeness.postings.get(stem(term), ())} for term in terms(topic.title)]
    others = set.intersection(*held) if held else set()
    return all(
        other == index or index < other < ends[index] or other < index < ends[other] for other in others
    )


def _things(title: str, glossary: Glossary) -> frozenset[str]:
    return frozenset(key(concept.names[0]) for concept in glossary.within(title))


def _speaking(things: tuple[frozenset[str], ...]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for index, held in enumerate(things):
        for thing in held:
            found.setdefault(thing, []).append(index)
    return {thing: tuple(rows) for thing, rows in found.items() if len(rows) <= _MOST_TOPICS}
