"""Which headings of a source are chapters and which are topics: by consistent numbers, else by level."""

from collections import Counter
from collections.abc import Sequence

from kbtools.model import Note
from kbtools.topics.titles import structural

CHAPTER, TOPIC, INSIDE = 1, 2, 3
"""Depth of a heading: it groups topics, it is a topic, or it stands inside one."""
_ENOUGH = 3
# With fewer numbered headings than this a source is not numbered; a list item may look like one.


def depths(notes: Sequence[Note]) -> list[int]:
    """CHAPTER, TOPIC or INSIDE for every note, in order; text above the first heading is INSIDE."""
    numbered = _by_number(notes)
    chosen = numbered if sum(depth < INSIDE for depth in numbered) >= _ENOUGH else _by_level(notes)
    return [
        INSIDE if note.level == 0 or structural(note.title) else depth
        for note, depth in zip(notes, chosen, strict=True)
    ]


def _by_number(notes: Sequence[Note]) -> list[int]:
    """Depth by the parts of the number, where it agrees with the chapter it stands in.

    Converted documents restart lists at `1.` as headings deep inside a section: no chapter's number.
    """
    chapter, chapter_level, result = "", 0, []
    for note in notes:
        parts = note.number.split(".") if note.number else []
        if len(parts) == 1 and (not chapter_level or note.level <= chapter_level):
            chapter, chapter_level = parts[0], note.level
            result.append(CHAPTER)
        elif len(parts) == TOPIC and (not chapter or parts[0] == chapter):
            result.append(TOPIC)
        else:
            result.append(INSIDE)
    return result


def _by_level(notes: Sequence[Note]) -> list[int]:
    """Depth by the level of the heading; a title over everything is none, and one level alone is topics."""
    counts = Counter(note.level for note in notes if note.level)
    levels = sorted(counts)
    if len(levels) > 1 and counts[levels[0]] == 1 and _first_level(notes) == levels[0]:
        levels = levels[1:]
    if len(levels) == 1:
        levels.insert(0, 0)
    rank = {level: CHAPTER + index for index, level in enumerate(levels[:TOPIC])}
    return [rank.get(note.level, INSIDE) if note.level else INSIDE for note in notes]


def _first_level(notes: Sequence[Note]) -> int:
    return next((note.level for note in notes if note.level), 0)
