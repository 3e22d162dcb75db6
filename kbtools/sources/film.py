"""Where a film shows what a note says: the time stamp that stands first in it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kbtools.model import Item, Note, Place, Unit

_FIRST = re.compile(r"\[?((?:\d{1,2}:)?[0-5]?\d:[0-5]?\d)(?=[\s\]]|$|[^\W\d_])")


def placed(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items of a film's notes, each note that starts with a time stamp at its place."""
    return tuple(replace(item, place=_place(item)) if isinstance(item, Note) else item for item in items)


def _place(note: Note) -> Place | None:
    first = next(iter(note.body), None)
    found = _FIRST.match(first.text) if first else None
    if found is None:
        return None
    seconds = 0
    for part in found[1].split(":"):
        seconds = 60 * seconds + int(part)
    return Place(Unit.SECONDS, seconds, seconds)
