"""Topics that the outline may want: what headings name and no topic of it does; told, never forced in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kbtools.model import ItemId, Note, Outline, Placement, Reading
from kbtools.topics.glossary import Concept, glossary
from kbtools.topics.numbering import INSIDE, depths
from kbtools.topics.titles import key

_DOUBTFUL = 0.5
"""An item placed with less confidence is one that a person should look at."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A topic that could be added."""

    title: str
    items: tuple[ItemId, ...]
    """The sections under headings that name it."""


def doubtful(placement: Placement) -> bool:
    """Whether an item is unplaced, or placed so faintly that a person should look at it."""
    return placement.topic is None or placement.confidence < _DOUBTFUL


def propose(
    readings: Sequence[Reading],
    outline: Outline,
    placements: Mapping[ItemId, Placement],
    concepts: Sequence[Concept] = (),
) -> tuple[Proposal, ...]:
    """The headings of topic depth that name no topic of the outline and whose sections have no sure place."""
    terms = glossary(concepts)
    known = {
        terms.same(name) for topic in outline.walk() for name in (topic.title, *topic.aliases, *topic.tags)
    }
    found: dict[str, tuple[str, list[ItemId]]] = {}
    for note in _headed(readings):
        name = terms.same(note.title)
        if key(note.title) and name not in known and doubtful(placements[note.id]):
            found.setdefault(name, (note.title, []))[1].append(note.id)
    return tuple(Proposal(title, tuple(items)) for title, items in found.values())


def _headed(readings: Sequence[Reading]) -> list[Note]:
    rows = []
    for reading in readings:
        notes = [item for item in reading.items if isinstance(item, Note)]
        rows += [note for note, depth in zip(notes, depths(notes), strict=True) if depth < INSIDE]
    return rows
