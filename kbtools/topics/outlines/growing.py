"""An outline that grows by one source after the other: what it lacks, where the source has it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from pathlib import PurePosixPath

from kbtools.model import Topic
from kbtools.topics.outlines.headed import Headed
from kbtools.topics.outlines.numbering import CHAPTER, TOPIC
from kbtools.topics.outlines.sameness import Sameness
from kbtools.topics.outlines.topic_titles import chinese, framed, subject
from kbtools.topics.outlines.tree import new_topic
from kbtools.topics.titles import key

_HALF, _THIRD = 1 / 2, 1 / 3
_ROOT = ""
_DIGITS = re.compile(r"\d+")
_DATED = re.compile(r"(?<!\d)(?:19|20)\d{2}[-_.年]?\d{1,2}[-_.月]?\d{1,2}")
Order = tuple[float, ...]


@dataclass(slots=True)
class _Node:
    """A topic while the outline grows."""

    titles: list[str]
    """As its headings have it, the first one first."""
    number: str
    home: str
    """Name of its chapter; empty for what stands in none."""
    order: Order
    """Where its source belongs among those that have nothing in common."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A chapter of a source with its topics; topics in no chapter have none."""

    chapter: Headed | None
    topics: list[Headed]


@dataclass(slots=True)
class Growing:
    """The outline while one source after the other adds to it."""

    sameness: Sameness
    nodes: dict[str, _Node] = field(default_factory=dict)
    """By name."""
    below: dict[str, list[str]] = field(default_factory=lambda: {_ROOT: []})
    """The names in every chapter, in reading order; under the empty name those that stand in none."""

    def add(self, file: str, rows: Sequence[Headed]) -> None:
        """Take the chapters and topics of one source that are new."""
        known = sum(self._name(row) in self.nodes for row in rows)
        numbers = {node.number for node in self.nodes.values()} - {""}
        # Numbers are those of one source: a second numbering beside it would only collide.
        numbered = not known and not any(row.number in numbers for row in rows)
        kept = [row if numbered else replace(row, number="") for row in self._levelled(rows)]
        order = None if known else _order(file, kept)
        near = known >= _THIRD * len(rows)
        _Addition(self, kept, order, near=near, in_days=dated(file)).make()

    def nest(self, inside: Mapping[str, str]) -> None:
        """Put topics below those they stand inside of; one that holds a whole chapter is the chapter."""
        held: dict[str, list[str]] = {}
        for name, home in inside.items():
            if name in self.nodes and home in self.nodes and not self.below.get(name):
                held.setdefault(home, []).append(name)
        for home, names in held.items():
            chapter = self.nodes[names[0]].home
            if self._is(home, chapter, names):
                self.nodes[chapter].titles += self.nodes[home].titles
                self.below[self.nodes.pop(home).home].remove(home)
            else:
                for name in names:
                    self._move(name, home)

    def _is(self, topic: str, chapter: str, names: Sequence[str]) -> bool:
        """Whether a topic is a chapter by another name: all that the chapter holds stands inside of it."""
        whole = len(names) > 1 and set(names) == set(self.below[chapter])
        return bool(chapter) and whole and not self.below.get(topic) and self.nodes[topic].home != chapter

    def _move(self, name: str, home: str) -> None:
        """Put a topic at the end of another home; a number of the old one tells nothing in the new one."""
        node = self.nodes[name]
        self.below[node.home].remove(name)
        self.below.setdefault(home, []).append(name)
        node.home, node.number = home, ""

    def topics(self) -> Iterator[Topic]:
        """The topics, those of sources without anything in common in the order of their numbers or files."""
        heads = sorted(self.below[_ROOT], key=lambda name: self.nodes[name].order)
        language = Counter(chinese(node.titles[0]) for node in self.nodes.values()).most_common(1)
        for name in heads:
            yield self._topic(name, in_chinese=language[0][0])

    def _topic(self, name: str, *, in_chinese: bool) -> Topic:
        node = self.nodes[name]
        read = min(node.titles, key=lambda title: (_told_of(title), chinese(title) != in_chinese))
        best = subject(read)
        others = {key(title): title for title in reversed(node.titles) if key(title) != key(best)}
        children = tuple(self._topic(child, in_chinese=in_chinese) for child in self.below.get(name, ()))
        return replace(new_topic(best, node.number, children), aliases=tuple(reversed(others.values())))

    def _levelled(self, rows: Sequence[Headed]) -> list[Headed]:
        """The rows; what another source holds for topics is none of its chapters."""
        homes = [
            self.nodes[self._name(row)].home
            for row in rows
            if row.depth == CHAPTER and self._name(row) in self.nodes
        ]
        if sum(home != _ROOT for home in homes) * 2 <= len(homes):
            return list(rows)
        return [replace(row, depth=TOPIC) for row in rows if row.depth == CHAPTER]

    def _name(self, row: Headed) -> str:
        return self.sameness.name(row.title)


@dataclass(slots=True)
class _Addition:
    """What one source adds."""

    grown: Growing
    rows: Sequence[Headed]
    order: Order | None
    """Where the source stands among the others; None for one that has topics in common with them."""
    near: bool
    """Whether what it says in no chapter goes to its neighbours."""
    in_days: bool
    """Whether it tells of one day after the other, so that its order says nothing of the topics'."""
    previous: str = _ROOT
    """The name of the topic above."""

    def make(self) -> None:
        for part in _parts(self.rows):
            home = self._home(part)
            for row in part.topics:
                self._topic(row, home)

    def _home(self, part: _Part) -> str | None:
        """The chapter that new topics of a part go to; empty for their neighbours', None for nowhere.

        A title over a source that tells of several chapters, or mostly of what is there, is none beside them.
        """
        if part.chapter is None:
            return _ROOT
        name = self._name(part.chapter)
        node = self.grown.nodes.get(name)
        if node:
            node.titles.append(part.chapter.title)
            self.previous = name
            return name if node.home == _ROOT else None
        homes = self._homes(part.topics)
        home, count = max(homes.items(), key=lambda one: one[1], default=(_ROOT, 0))
        if home and count >= _HALF * len(part.topics):
            is_it = count > max(1, _HALF * len(part.topics))
            self.grown.nodes[home].titles += [part.chapter.title] if is_it else []
            return home
        if part.chapter.over_all and homes and (len(homes) > 1 or self._are_known(part.topics)):
            return _ROOT
        self._insert(part.chapter, name, _ROOT)
        return name

    def _are_known(self, topics: Sequence[Headed]) -> bool:
        """Whether most of them are there already."""
        return sum(self._name(row) in self.grown.nodes for row in topics) >= _HALF * len(topics)

    def _homes(self, topics: Sequence[Headed]) -> Counter[str]:
        """The chapters in which the topics stand already, or which they are, with how many each has."""
        known = [name for row in topics if (name := self._name(row)) in self.grown.nodes]
        homes = Counter(name if self.grown.below.get(name) else self.grown.nodes[name].home for name in known)
        del homes[_ROOT]
        return homes

    def _topic(self, row: Headed, home: str | None) -> None:
        name = self._name(row)
        node = self.grown.nodes.get(name)
        if node:
            node.titles.append(row.title)
        elif home is None or self._joins(name, row.title):
            return
        else:
            self._insert(row, name, home or self._neighbours())
        self.previous = name

    def _neighbours(self) -> str:
        """The chapter of the topic above."""
        return self.grown.nodes[self.previous].home if self.near and self.previous else _ROOT

    def _joins(self, name: str, title: str) -> bool:
        """Whether a heading only joins several topics that are there: `甲与乙` beside `甲` and `乙`."""
        concepts = self.grown.sameness.glossary.within(title)
        parts = {self.grown.sameness.name(concept.names[0]) for concept in concepts} - {name}
        return len(parts) > 1 and all(part in self.grown.nodes for part in parts)

    def _insert(self, row: Headed, name: str, home: str) -> None:
        """Put a topic after the one that it follows in its own source; else at the end."""
        beside = self.grown.below.setdefault(home, [])
        place = self._place(row, home)
        order = self.order
        if order is None:
            order = self.grown.nodes[beside[place - 1]].order if place else (inf,)
        beside.insert(place, name)
        self.grown.nodes[name] = _Node([row.title], row.number, home, order)

    def _place(self, row: Headed, home: str) -> int:
        """Where in its home: behind the topic above, else before the next one; never between chapters."""
        beside = self.grown.below[home]
        if row.depth != CHAPTER and self._stands(self.previous, home):
            return beside.index(self.previous) + 1
        wanted = (name for name in self._later(row) if row.depth == CHAPTER or self._stands(name, home))
        return next((beside.index(name) for name in wanted if self._home_of(name) == home), len(beside))

    def _stands(self, name: str, home: str) -> bool:
        """Whether a topic stands in that home, and is no chapter."""
        return self._home_of(name) == home and not (home == _ROOT and self.grown.below.get(name))

    def _home_of(self, name: str) -> str | None:
        """The home of a topic; None where there is none of that name."""
        node = self.grown.nodes.get(name)
        return node.home if node else None

    def _later(self, row: Headed) -> Iterator[str]:
        """The names of what stands behind a heading in its source, at its depth; of days nothing is known."""
        rows = () if self.in_days else self.rows[self.rows.index(row) :]
        return (self._name(one) for one in rows if one.depth == row.depth)

    def _name(self, row: Headed) -> str:
        return self.grown.sameness.name(row.title)


def _told_of(title: str) -> bool:
    """Whether a title says more than what it is about: a question, or a case of it behind a colon."""
    return framed(title) or "：" in title or ": " in title


def _parts(rows: Sequence[Headed]) -> list[_Part]:
    parts = [_Part(None, [])]
    for row in rows:
        if row.depth == CHAPTER:
            parts.append(_Part(row, []))
        else:
            parts[-1].topics.append(row)
    return parts


def dated(file: str) -> bool:
    """Whether a file is named after a day."""
    return bool(_DATED.search(PurePosixPath(file).stem))


def natural(file: str) -> tuple[int, ...]:
    """The numbers in a file's name, for an order in which 10 stands after 9."""
    return tuple(map(int, _DIGITS.findall(PurePosixPath(file).stem)))


def _order(file: str, rows: Sequence[Headed]) -> Order:
    """By the number of its first chapter, else by those in its name; days come last."""
    number = next((row.number for row in rows if row.number), "")
    if number:
        return tuple(map(float, number.split(".")))
    return (inf, *natural(file)) if dated(file) else natural(file) or (inf,)
