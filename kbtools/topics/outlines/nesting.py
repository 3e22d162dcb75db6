"""Topics inside topics: what one source tells within a section is a topic of another."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from kbtools.model import Note, Reading, SourceId
from kbtools.topics.outlines.headed import Headed
from kbtools.topics.outlines.numbering import CHAPTER, TOPIC, names
from kbtools.topics.outlines.paired import two_names
from kbtools.topics.outlines.sameness import Sameness


def nested(
    readings: Sequence[Reading], rows: Mapping[SourceId, Sequence[Headed]], sameness: Sameness
) -> Mapping[str, str]:
    """The names of the topics that stand inside another, each with that one's, in the order of the sources.

    Nothing for what stands inside two, for a chapter of any source, and where one author has both side by
    side.
    """
    told = [{sameness.name(row.title) for row in each if row.depth == TOPIC} for each in rows.values()]
    chapters = {
        sameness.name(row.title) for row in chain.from_iterable(rows.values()) if row.depth == CHAPTER
    }
    homes: dict[str, set[str]] = {}
    for one in readings:
        for title, home in _inside(one, rows[one.source.id]):
            called = [sameness.name(name) for name in (title, *(two_names(title) or ()))]
            known = next((name for name in called if any(name in each for each in told)), called[0])
            homes.setdefault(known, set()).add(sameness.name(home))
    found = {name: min(where) for name, where in homes.items() if len(where) == 1 and name not in chapters}
    return {
        name: home
        for name, home in found.items()
        if home not in found
        and any(name in each for each in told)
        and not any({name, home} <= each for each in told)
    }


def _inside(reading: Reading, rows: Sequence[Headed]) -> Iterator[tuple[str, str]]:
    """The headings right below a topic's, each with the topic's."""
    notes = [item for item in reading.items if isinstance(item, Note)]
    telling = {row.item: row for row in rows}
    topics = {
        note.headings: telling[note.id].title
        for note in notes
        if note.id in telling and telling[note.id].depth == TOPIC
    }
    for note in notes:
        home = topics.get(note.headings[:-1])
        if home is not None and names(note) and note.id not in telling:
            yield note.title, home
