"""Which headings of a source are chapters and which are topics: by consistent numbers, else by level."""

from collections.abc import Sequence
from itertools import pairwise

from kbtools.model import Note
from kbtools.topics.outlines.topic_titles import no_topic
from kbtools.topics.titles import numbered_lesson

CHAPTER, TOPIC, INSIDE = 1, 2, 3
"""Depth of a heading: it groups topics, it is a topic, or it stands inside one."""
_ENOUGH = 3
# With fewer numbered headings than this a source is not numbered; a list item may look like one.
_HALF = 0.5


def depths(notes: Sequence[Note]) -> list[int]:
    """CHAPTER, TOPIC or INSIDE for every note, in order; text above the first heading is INSIDE."""
    chosen = _by_number(notes) if is_numbered(notes) else _by_level(notes)
    return [depth if names(note) else INSIDE for note, depth in zip(notes, chosen, strict=True)]


def is_numbered(notes: Sequence[Note]) -> bool:
    """Whether numbers such as `2.1` tell the depth of the headings."""
    found = [depth for depth in _by_number(notes) if depth < INSIDE]
    return TOPIC in found and len(found) >= _ENOUGH


def names(note: Note) -> bool:
    """Whether a note stands under a heading that names something."""
    return note.level > 0 and not no_topic(note.title)


def title_over_all(notes: Sequence[Note]) -> Note | None:
    """The first heading, where no other is of its level or above and some are below; else None."""
    headed = [note for note in notes if note.level]
    if len(headed) > 1 and all(note.level > headed[0].level for note in headed[1:]):
        return headed[0]
    return None


def grouping(notes: Sequence[Note]) -> bool:
    """Whether the headings of the highest level have headings below them, most of them at least."""
    levels = [note.level for note in notes]
    above = [after > level for level, after in pairwise((*levels, 0)) if level == min(levels)]
    return len(above) > 1 and sum(above) >= _HALF * len(above)


def _by_number(notes: Sequence[Note]) -> list[int]:
    """Depth by the parts of the number, where it agrees with the chapter it stands in.

    Converted documents restart lists at `1.` as headings deep inside a section: no chapter's number. Where
    only the topics count, the lessons that they stand in are the chapters: `第2课` or `Week 2`.
    """
    counted = _counted(notes)
    return counted if CHAPTER in counted else _counted(notes, in_lessons=True)


def _counted(notes: Sequence[Note], *, in_lessons: bool = False) -> list[int]:
    chapter, chapter_level, result = "", 0, []
    for note in notes:
        if in_lessons and not note.number and numbered_lesson(note.title):
            result.append(CHAPTER)
            continue
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
    title, steps = title_over_all(notes), _steps(notes)
    naming = [note for note in notes if names(note) and note is not title and note.id not in steps]
    levels = sorted({note.level for note in naming})
    first = CHAPTER if grouping(naming) else TOPIC
    rank = dict(zip(levels, range(first, INSIDE), strict=False))
    return [INSIDE if note is title or note.id in steps else rank.get(note.level, INSIDE) for note in notes]


def _steps(notes: Sequence[Note]) -> set[str]:
    """Headings that count `1.`, `2.` among headings without numbers: a list, made of headings."""
    found: set[str] = set()
    for level in {note.level for note in notes}:
        same = [note for note in notes if note.level == level]
        run = {note.id for pair in pairwise(same) if _counts(*pair) for note in pair}
        if len(run) < _HALF * len(same):
            found |= run
    return found


def _counts(before: Note, after: Note) -> bool:
    return (
        before.number.isdecimal() and after.number.isdecimal() and int(after.number) == int(before.number) + 1
    )
