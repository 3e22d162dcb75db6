"""What sources have in common: the same passage shown once, with its origins; never where they contradict."""

from collections.abc import Iterable, Mapping, Sequence

from kbtools.model import (
    Checked,
    ItemId,
    Join,
    Joins,
    Passage,
    PassageKind,
    Reading,
    Session,
    SnippetId,
    SourceId,
)
from kbtools.topics.acyclic import no_search_for_cycles
from kbtools.topics.joining.code_conflicts import conflicts
from kbtools.topics.joining.conflicts import conflict
from kbtools.topics.joining.outputs import Run
from kbtools.topics.joining.passages import passages
from kbtools.topics.joining.snippets import Neighbours, alike, join_strong, join_weak
from kbtools.topics.joining.texts import join_texts


def join(
    readings: Sequence[Reading],
    sessions: Mapping[SourceId, Session],
    checked: Mapping[SnippetId, Checked],
) -> Joins:
    """The passages that several sources have, and those that they tell in ways that cannot all be right.

    What is left out of the readings and sessions is not looked at, so what must not be shown does not show.
    """
    with no_search_for_cycles():
        return _joins(readings, sessions, checked)


def _joins(
    readings: Sequence[Reading],
    sessions: Mapping[SourceId, Session],
    checked: Mapping[SnippetId, Checked],
) -> Joins:
    every = list(passages(readings, sessions, checked))
    texts = join_texts(passage for passage in every if passage.kind is not PassageKind.CODE)
    snippets = {one.id: one for session in sessions.values() for one in session.snippets}
    run = Run(snippets, checked)
    codes = alike(passage for passage in every if passage.kind is PassageKind.CODE)
    strong, outputs = join_strong(codes, run)
    near = _neighbours((*texts.joins, *strong))
    joins = (*texts.joins, *strong, *join_weak(codes, run, near))
    apart = (*texts.apart, *outputs, *conflicts(codes, run, near))
    order = {passage: index for index, passage in enumerate(every)}
    return Joins(
        tuple(sorted(joins, key=lambda one: min(order[passage] for passage in one.copies))),
        tuple(
            sorted(map(conflict, apart), key=lambda one: min(order[own.passages[0]] for own in one.variants))
        ),
    )


def _neighbours(joins: Iterable[Join]) -> Neighbours:
    """Items with those that have a passage in common with them; of many copies each with the first."""
    near: dict[ItemId, set[ItemId]] = {}
    for one in joins:
        head: Passage = one.copies[0]
        for other in one.passages[1:]:
            near.setdefault(head.item, set()).add(other.item)
            near.setdefault(other.item, set()).add(head.item)
    return {item: frozenset(others - {item}) for item, others in near.items()}
