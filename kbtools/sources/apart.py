"""Highlights of several sources with one id, such as a file and its copy: each gets an id of its own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kbtools.model import ItemId, Reading
from kbtools.problems import Code, Problem, Severity


def apart(readings: Iterable[Reading]) -> Iterator[tuple[Reading, Mapping[ItemId, ItemId]]]:
    """Every reading, with the new ids of its highlights whose own an earlier source has; and one problem.

    A new id is the old one with the source's id behind it, so it stays when other sources come and go.
    """
    owners: dict[ItemId, str] = {}
    for reading in readings:
        taken = [
            item
            for item in reading.items
            if owners.setdefault(item.id, reading.source.name) != reading.source.name
        ]
        names = {item.id: ItemId(f"{item.id}-{reading.source.id}") for item in taken}
        if not names:
            yield reading, names
            continue
        owners |= dict.fromkeys(names.values(), reading.source.name)
        told = _told(reading, taken[0].lines.start, len(names), owners[taken[0].id])
        items = tuple(replace(item, id=names.get(item.id, item.id)) for item in reading.items)
        yield replace(reading, items=items, problems=(*reading.problems, told)), names


def _told(reading: Reading, line: int, count: int, owner: str) -> Problem:
    named = "highlight has the id of one" if count == 1 else "highlights have the ids of others"
    what = f"{count} {named} in {owner}: is this a copy of it?"
    hint = f"remove the file that you do not need; until then those here end in `-{reading.source.id}`"
    return Problem(reading.source.name, line, Severity.WARNING, Code.ID_DUPLICATE, what, hint)
