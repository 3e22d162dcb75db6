"""An outline made of the headings of all notes: one thing is one topic, in whatever words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kbtools.model import Highlight, Note, Outline, Reading, Topic
from kbtools.topics.glossary import Concept, Glossary, glossary
from kbtools.topics.numbering import CHAPTER, INSIDE, depths
from kbtools.topics.titles import key
from kbtools.topics.tree import new_topic, unique_slugs


@dataclass(slots=True)
class _Chapter:
    """A chapter while the outline grows; the one without a title holds topics that stand in none."""

    title: str
    number: str
    topics: dict[str, Topic] = field(default_factory=dict)
    """By what they are about, in reading order."""


def derive(readings: Sequence[Reading], concepts: Sequence[Concept] = ()) -> Outline:
    """The outline of the headings of all notes; of the highlights' tags when there are no headings.

    The source with the most headings that name a topic gives the order, and the others add what it lacks,
    each after the topic that it follows in its own source. Other words for a topic become its aliases.
    """
    grown = _Growing(glossary(concepts))
    for reading in sorted(readings, key=lambda reading: (-_weight(reading), reading.source.id)):
        grown.add(_notes(reading))
    chapters = [chapter for chapter in grown.chapters.values() if chapter.topics or chapter.title]
    return Outline(unique_slugs(node for chapter in chapters for node in _tops(chapter)) or _tags(readings))


@dataclass(slots=True)
class _Growing:
    """The outline while one source after the other adds to it."""

    glossary: Glossary
    chapters: dict[str, _Chapter] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    """What every topic is about, and what its chapter is."""

    def add(self, notes: list[Note]) -> None:
        """Take the chapters and topics of one source that are new."""
        # Numbers are those of one source: a second numbering beside it would only collide.
        numbered, known = not self.chapters, set(self.chapters)
        chapter, previous = "", ""
        for note, depth in zip(notes, depths(notes), strict=True):
            name, number = self.glossary.same(note.title), note.number if numbered else ""
            if depth == CHAPTER:
                chapter, previous = name, ""
                if name not in self.homes:
                    self.chapters.setdefault(name, _Chapter(note.title, number))
            elif depth < INSIDE and name not in self.chapters and not self._joined(name, note.title):
                if name in self.homes:
                    self._add_alias(name, note.title)
                else:
                    home = chapter if chapter in known else self.homes.get(previous, chapter)
                    self._insert(home, previous, name, new_topic(note.title, number))
                previous = name

    def _joined(self, name: str, title: str) -> bool:
        """Whether a heading only joins several topics that are there: `甲与乙` beside `甲` and `乙`."""
        parts = {self.glossary.same(concept.names[0]) for concept in self.glossary.within(title)} - {name}
        return len(parts) > 1 and all(part in self.homes for part in parts)

    def _add_alias(self, name: str, title: str) -> None:
        """Keep another title of a topic, where it is another than its marks and blanks make it."""
        topics = self.chapters[self.homes[name]].topics
        topic = topics[name]
        if key(title) not in {key(known) for known in (topic.title, *topic.aliases)}:
            topics[name] = replace(topic, aliases=(*topic.aliases, title))

    def _insert(self, home: str, previous: str, name: str, topic: Topic) -> None:
        """Put a topic after the one that it follows in its own source; else at the end."""
        chapter = self.chapters.setdefault(home, _Chapter("", ""))
        rows = list(chapter.topics.items())
        place = list(chapter.topics).index(previous) + 1 if previous in chapter.topics else len(rows)
        chapter.topics = dict([*rows[:place], (name, topic), *rows[place:]])
        self.homes[name] = home


def _notes(reading: Reading) -> list[Note]:
    return [item for item in reading.items if isinstance(item, Note)]


def _weight(reading: Reading) -> int:
    return sum(depth < INSIDE for depth in depths(_notes(reading)))


def _tops(chapter: _Chapter) -> Iterator[Topic]:
    if chapter.title:
        yield new_topic(chapter.title, chapter.number, tuple(chapter.topics.values()))
    else:
        yield from chapter.topics.values()


def _tags(readings: Sequence[Reading]) -> tuple[Topic, ...]:
    items = (item for reading in readings for item in reading.items if isinstance(item, Highlight))
    tags = dict.fromkeys(tag for item in items for tag in item.tags)
    return unique_slugs(new_topic(tag, tags=(tag,)) for tag in tags)
