"""What a heading gathers: where it says nothing itself, what stands below it tells what it is about."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kbtools.model import Item, Note
from kbtools.topics.atlas import Atlas
from kbtools.topics.evidence import GATHERED, HEADING, Evidence
from kbtools.topics.naming import NAMED, PARTLY
from kbtools.topics.titles import numbered_lesson

_POINTS, _VAGUE = 3.0, 0.3
# Points for what all below is about, and how much of a topic's name in the title of a whole source counts.
_FEWEST, _SHARE = 2, 0.6
# Sections below that name topics, and how many of them have to be in the topic that gathers them.


def gathered(notes: Sequence[Note], own: Sequence[Sequence[Evidence]], atlas: Atlas) -> list[list[Evidence]]:
    """The evidence of every section, with the topic of what stands below for one that names none itself."""
    over_all = title_over_all(notes) if len(notes) > 1 else None
    weighed = [
        [_of_a_title(row) for row in rows] if note.headings == over_all else list(rows)
        for note, rows in zip(notes, own, strict=True)
    ]
    named = [_named(rows) for rows in weighed]
    below: dict[tuple[str, ...], list[int]] = {}
    for note, topic in zip(notes, named, strict=True):
        if topic is not None:
            for end in range(1, len(note.headings)):
                below.setdefault(note.headings[:end], []).append(topic)
    return [
        [*rows, *_told(below.get(note.headings, []), atlas)] if topic is None else rows
        for note, rows, topic in zip(notes, weighed, named, strict=True)
    ]


def under_title(notes: Sequence[Note]) -> Sequence[Note]:
    """The sections of a source of one level, such as slides, under the title of a lecture that begins it."""
    first = next((note for note in notes if note.level), None)
    if (
        first is None
        or not numbered_lesson(first.title)
        or len({note.level for note in notes if note.level}) > 1
    ):
        return notes
    return [
        note if note is first or not note.level else replace(note, headings=(first.title, *note.headings))
        for note in notes
    ]


def title_over_all(items: Sequence[Item]) -> tuple[str, ...] | None:
    """The heading that stands over all others of a source: its title, which may say nothing of them."""
    roots = {item.headings[:1] for item in items if item.headings}
    return roots.pop() if len(roots) == 1 else None


def _of_a_title(row: Evidence) -> Evidence:
    """What the title of a whole source says: unless it is a topic's name it is about more than one topic."""
    vague = row.reason.startswith(HEADING) and row.weight < NAMED
    return replace(row, weight=row.weight * _VAGUE) if vague else row


def _named(rows: Sequence[Evidence]) -> int | None:
    """The topic that a heading names, to the letter or as one of several."""
    best = max(rows, key=lambda row: row.weight, default=None)
    fits = best is not None and best.reason.startswith(HEADING) and best.weight >= PARTLY
    return best.topic if best is not None and fits else None


def _told(below: Sequence[int], atlas: Atlas) -> Iterator[Evidence]:
    """The smallest topic that holds nearly all that was named."""
    held = Counter(holder for topic in below for holder in _up(topic, atlas))
    holding = [topic for topic, count in held.items() if count >= _SHARE * len(below)]
    if holding and len(below) >= _FEWEST:
        yield Evidence(max(holding), _POINTS, GATHERED)


def _up(topic: int | None, atlas: Atlas) -> Iterator[int]:
    """A topic and all that it stands in."""
    while topic is not None:
        yield topic
        topic = atlas.parents[topic]
