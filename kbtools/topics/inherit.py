"""What headings hand down: a section stands where the sections above it do, unless it says otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kbtools.model import Item, ItemId, Note
from kbtools.topics.atlas import Atlas
from kbtools.topics.evidence import GATHERED, HEADING, INSIDE, NUMBER, RULED, SHARED, Evidence, named
from kbtools.topics.gather import title_over_all
from kbtools.topics.naming import NAMED
from kbtools.topics.titles import key, structural

ON = "it goes on after a section of this topic"
_HANDED_DOWN, _GOES_ON = 0.6, 0.8
_OVERRULED = 0.7
# How much a heading that names a topic itself takes from what the headings above it say.
_RULED_TITLE = 1.0
# Points of a person's word on where the title of a source belongs, for all that stands below the title.
_STRONGEST, _CHAPTER = 8, 0.6
# What a chapter's heading says is said: what stands below it is rather one of its sections.
_PART = 0.3
# How much of that is left for one of its sections where the heading below is a summary of all.
_BELOW = 0.5
_PARENT_WORDS = 400
# Terms of what stands below a heading, counted half; beyond so many the heading's own text is enough.


def inherit(items: Sequence[Item], own: Sequence[Sequence[Evidence]], atlas: Atlas) -> list[list[Evidence]]:
    """The evidence of every item with that of the headings above it, weaker with each step down."""
    down: dict[tuple[str, ...], list[Evidence]] = {}
    over_all = title_over_all(items)
    result: list[list[Evidence]] = []
    begun: tuple[tuple[str, ...], Sequence[Evidence]] = ((), ())
    for item, alone in zip(items, own, strict=True):
        evidence = list(alone)
        if isinstance(item, Note) and item.level:
            name = (*item.headings[:-1], key(item.title))
            evidence += _continued(begun[1]) if name == begun[0] else ()
            begun = (name, evidence)
        path = item.headings[:-1] if isinstance(item, Note) else item.headings
        told = _OVERRULED * max(
            (row.weight for row in evidence if row.reason.startswith(HEADING)), default=0.0
        )
        handed = _from(path, down, atlas)
        if isinstance(item, Note) and structural(item.title):
            handed = _of_the_whole(handed, atlas)
        above = [replace(row, weight=row.weight * (1 - told / NAMED)) for row in handed]
        rows = evidence + above
        result.append(rows)
        if isinstance(item, Note) and item.headings:
            told_on = rows if item.headings != over_all else _of_a_title(rows)
            down[item.headings] = _handed(told_on, item.title, atlas)
    return result


def _of_a_title(rows: Sequence[Evidence]) -> list[Evidence]:
    """What the title of a whole source tells of its sections: the sure part; of a ruling on it a little."""
    ruled = [replace(row, weight=_RULED_TITLE) for row in rows if row.weight >= RULED]
    return ruled or [row for row in rows if row.weight >= NUMBER]


def _continued(rows: Sequence[Evidence]) -> list[Evidence]:
    """What the section before says, for one that has its title and goes on with it."""
    return [replace(row, weight=row.weight * _GOES_ON, reason=ON) for row in rows]


def _from(path: tuple[str, ...], down: dict[tuple[str, ...], list[Evidence]], atlas: Atlas) -> list[Evidence]:
    """What the nearest heading hands down; read off its words where it is no section of the source."""
    if not path:
        return []
    if path not in down:
        rows = [*named(path[-1], atlas, "the heading above it"), *_from(path[:-1], down, atlas)]
        down[path] = _handed(rows, path[-1], atlas)
    return down[path]


def _of_the_whole(rows: Sequence[Evidence], atlas: Atlas) -> list[Evidence]:
    """What is handed down to a summary or exercises: they are rather of the whole than of one part of it."""
    whole = {row.topic: row.weight / _CHAPTER for row in rows if atlas.below(row.topic)}
    return [replace(row, weight=_share(row, whole, atlas)) for row in rows]


def _share(row: Evidence, whole: Mapping[int, float], atlas: Atlas) -> float:
    """The points of one: less where it has them only for standing in what the heading names."""
    lent = any(row.topic in atlas.below(topic) and row.weight <= points for topic, points in whole.items())
    return row.weight * _PART if lent else whole.get(row.topic, row.weight)


def _handed(rows: Sequence[Evidence], title: str, atlas: Atlas) -> list[Evidence]:
    """The strongest of it; what speaks for a chapter speaks for all that is in it, and less for itself."""
    points: dict[int, float] = {}
    for row in rows:
        if row.reason.startswith((SHARED, GATHERED)):
            continue
        points[row.topic] = points.get(row.topic, 0.0) + row.weight
    best = sorted(points.items(), key=lambda pair: (-pair[1], pair[0]))[:_STRONGEST]
    scale = _HANDED_DOWN * min(1.0, NAMED / best[0][1]) if best else 0.0
    handed: dict[int, float] = {}
    for topic, weight in best:
        share = _CHAPTER if atlas.below(topic) else 1.0
        for inside in (topic, *atlas.below(topic)):
            value = scale * weight * (share if inside == topic else INSIDE)
            handed[inside] = max(handed.get(inside, 0.0), value)
    reason = f"it stands under the heading “{title}”"
    return [Evidence(topic, weight, reason) for topic, weight in handed.items()]


def with_words_below(
    notes: Sequence[Note], counted: Mapping[ItemId, Mapping[str, float]]
) -> dict[ItemId, Mapping[str, float]]:
    """The terms of every section with those of the sections below it, which count half."""
    over_all = title_over_all(notes)
    counts: dict[ItemId, Mapping[str, float]] = {}
    below: dict[tuple[str, ...], dict[str, float]] = {}
    for note in reversed(notes):
        own = dict(counted[note.id])
        lent = below.pop(note.headings, {})
        for term, count in lent.items() if note.headings != over_all else ():
            own[term] = own.get(term, 0.0) + count * _BELOW
        counts[note.id] = own
        above = below.setdefault(note.headings[:-1], {})
        if len(above) < _PARENT_WORDS and note.headings:
            for term, count in own.items():
                above[term] = above.get(term, 0.0) + count
    return counts
