"""Topics that the outline may want: what headings name and no topic of it does; told, never forced in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kbtools.model import ItemId, Outline, Placement, Reading
from kbtools.topics.decide import doubtful
from kbtools.topics.glossary import Concept
from kbtools.topics.outlines.headed import headed
from kbtools.topics.outlines.sameness import Sameness


@dataclass(frozen=True, slots=True)
class Proposal:
    """A topic that could be added."""

    title: str
    items: tuple[ItemId, ...]
    """The sections under headings that name it."""


def propose(
    readings: Sequence[Reading],
    outline: Outline,
    placements: Mapping[ItemId, Placement],
    concepts: Sequence[Concept] = (),
    declined: Sequence[str] = (),
) -> tuple[Proposal, ...]:
    """The headings that would be topics of a new outline, whose names this one has not and no sure place.

    A title that a person declined, in whatever words, is not told again.
    """
    rows = headed(readings)
    known = [*declined] + [
        name for topic in outline.walk() for name in (topic.title, *topic.aliases, *topic.tags)
    ]
    heap = [*([row.title for row in each] for each in rows.values()), *([name] for name in known)]
    sameness = Sameness(heap, concepts)
    names = {sameness.name(name) for name in known}
    found: dict[str, tuple[str, list[ItemId]]] = {}
    for row in (row for each in rows.values() for row in each):
        name = sameness.name(row.title)
        if name not in names and doubtful(placements[row.item]):
            found.setdefault(name, (row.title, []))[1].append(row.item)
    return tuple(Proposal(title, tuple(items)) for title, items in found.values())
