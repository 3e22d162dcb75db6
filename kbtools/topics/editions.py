"""Whether a source is numbered like the outline, and which chapters another edition numbers otherwise."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kbtools.model import Note
from kbtools.topics.atlas import Atlas
from kbtools.topics.evidence import HEADING, named

_ENOUGH, _AGREEING = 2, 0.7
# Headings that have to name a topic, and what share of them one that has the same number.
_SECTION = 2
# Parts of a section's number.


def numbered_alike(notes: Sequence[Note], book: Atlas) -> bool | None:
    """Whether the numbers of a source are the outline's where its headings name topics; None for too few."""
    return mostly([note.number in found for note, found in _named(notes, book)], _ENOUGH)


def mostly(agreeing: Sequence[bool], enough: int) -> bool | None:
    """Whether most of them agree; None for too few."""
    return sum(agreeing) / len(agreeing) >= _AGREEING if len(agreeing) >= enough else None


def renumbered(notes: Sequence[Note], book: Atlas) -> Mapping[str, str]:
    """The number of a source's chapter to that of the outline's chapter whose sections follow alike.

    Chapters of a book move together: one section is enough for a chapter that moves as another one does.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for note, found in _named(notes, book):
        chapter, dot, section = note.number.partition(".")
        if dot and section.isdecimal():
            votes[chapter].update(_chapters(section, found) or {""})
    moves = _moves(votes)
    usual = Counter(_distance(*move) for move in moves.items())
    further = _moves(votes, usual, 1)
    return {**further, **moves}


def _moves(
    votes: Mapping[str, Counter[str]], usual: Mapping[int, int] | None = None, enough: int = _ENOUGH
) -> dict[str, str]:
    best = ((chapter, *counted.most_common(1)[0], counted.total()) for chapter, counted in votes.items())
    return {
        chapter: other
        for chapter, other, count, total in best
        if chapter.isdecimal()
        and other.isdecimal()
        and count >= enough
        and count / total >= _AGREEING
        and (usual is None or _distance(chapter, other) in usual)
    }


def _distance(chapter: str, other: str) -> int:
    return int(other) - int(chapter)


def _chapters(section: str, found: frozenset[str]) -> set[str]:
    """The chapters where such a section of the outline has this number."""
    pairs = [number.split(".") for number in found]
    return {pair[0] for pair in pairs if len(pair) == _SECTION and pair[1] == section}


def _named(notes: Sequence[Note], book: Atlas) -> Iterator[tuple[Note, frozenset[str]]]:
    """The numbered headings that name topics, with the numbers of these."""
    for note in notes:
        rows = named(note.title, book, HEADING, note.headings[:-1]) if note.number else ()
        numbers = frozenset(book.topics[row.topic].number.strip(".") for row in rows)
        if numbers:
            yield note, numbers
