"""An outline made of the headings of all notes: one thing is one topic, in whatever words."""

from collections.abc import Iterable, Sequence

from kbtools.model import Outline, Reading
from kbtools.topics.glossary import Concept
from kbtools.topics.outlines.growing import Growing, dated, natural
from kbtools.topics.outlines.headed import Headed, headed
from kbtools.topics.outlines.marked import of_highlights
from kbtools.topics.outlines.nesting import nested
from kbtools.topics.outlines.numbering import CHAPTER
from kbtools.topics.outlines.sameness import Sameness
from kbtools.topics.outlines.tree import unique_slugs

_MANY = 3
# A heading that stands under so many chapters tells a side of each of them.


def derive(readings: Sequence[Reading], concepts: Sequence[Concept] = ()) -> Outline:
    """The outline of the headings of all notes; of highlights when there are no headings.

    The source with the most headings that name a topic, among those with chapters, gives the order, and the
    others add what it lacks, each after the topic that it follows in its own source. Other words for a topic
    become its aliases. What one source tells inside a section and another as a topic stands below the
    section's topic.
    """
    rows = headed(readings)
    sameness = Sameness(([row.title for row in each] for each in rows.values()), concepts)
    sides = _sides(rows.values(), sameness)
    grown = Growing(sameness)
    for reading in sorted(readings, key=lambda one: _turn(one.source.name, rows[one.source.id])):
        telling = [row for row in rows[reading.source.id] if sameness.name(row.title) not in sides]
        grown.add(reading.source.name, telling)
    grown.nest(nested(readings, rows, sameness))
    return Outline(unique_slugs(grown.topics()) or of_highlights(readings, concepts))


def _turn(file: str, rows: Sequence[Headed]) -> tuple[object, ...]:
    """The order in which sources are asked: those with chapters first, of these the richest.

    A source whose only chapter is its own title orders less than one that has chapters inside.
    Files named after days come after all else, one day after the other.
    """
    in_days, chapters = dated(file), [row for row in rows if row.depth == CHAPTER]
    return (
        in_days,
        not chapters,
        all(row.over_all for row in chapters),
        0 if in_days else -len(rows),
        natural(file),
        file.casefold(),
    )


def _sides(sources: Iterable[Sequence[Headed]], sameness: Sameness) -> frozenset[str]:
    """The names that stand under many chapters of one source, or of many sources of one chapter each."""
    shared: dict[str, set[str]] = {}
    found: set[str] = set()
    for rows in sources:
        own: dict[str, set[str]] = {}
        for name, chapter in _in_chapters(rows, sameness):
            own.setdefault(name, set()).add(chapter)
        if sum(row.depth == CHAPTER for row in rows) == 1:
            for name, chapters in own.items():
                shared.setdefault(name, set()).update(chapters)
        found |= {name for name, chapters in own.items() if len(chapters) >= _MANY}
    return frozenset(found | {name for name, chapters in shared.items() if len(chapters) >= _MANY})


def _in_chapters(rows: Sequence[Headed], sameness: Sameness) -> list[tuple[str, str]]:
    """The names of the topics that stand in a chapter, each with that chapter's."""
    chapter, found = "", []
    for row in rows:
        name = sameness.name(row.title)
        if row.depth == CHAPTER:
            chapter = name
        elif chapter:
            found.append((name, chapter))
    return found
