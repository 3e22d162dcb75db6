"""What a format could not say: the items as they were beside what comes back from the file."""

from collections.abc import Iterator
from itertools import zip_longest

from kbtools.model import Highlight, Note, Reading
from kbtools.problems import Code, Problem, Severity
from kbtools.text import squash

_FIELDS = ("id", "quote", "exact", "prefix", "suffix", "comment", "tags", "place", "created", "title")


def losses(before: Reading, after: Reading) -> tuple[Problem, ...]:
    """A problem for every highlight that comes back changed, and for words of notes that do not come back."""
    old, new = _highlights(before), _highlights(after)
    changed = (_changed(before, one, other) for one, other in zip_longest(old, new))
    return tuple(problem for problems in changed for problem in problems) + tuple(
        _missing_words(before, after)
    )


def _highlights(reading: Reading) -> list[Highlight]:
    return [item for item in reading.items if isinstance(item, Highlight)]


def _changed(reading: Reading, one: Highlight | None, other: Highlight | None) -> Iterator[Problem]:
    if one is None:
        yield _lossy(reading, 0, "the file holds a highlight more than its source")
        return
    if other is None:
        yield _lossy(reading, one.lines.start, f"the highlight ^{one.id} does not come back")
        return
    names = [name for name in _FIELDS if getattr(one, name) != getattr(other, name)]
    if names:
        yield _lossy(
            reading, one.lines.start, f"the highlight ^{one.id} comes back with another {', '.join(names)}"
        )


def _missing_words(before: Reading, after: Reading) -> Iterator[Problem]:
    """A problem for every note with a block that does not come back, in whatever note."""
    there = {squash(block.text) for item in after.items for block in item.body}
    for note in before.items:
        if isinstance(note, Note) and any(squash(block.text) not in there for block in note.body):
            yield _lossy(before, note.lines.start, f"the words under “{note.title}” come back changed")


def _lossy(reading: Reading, line: int, what: str) -> Problem:
    hint = "the format has no way to say it; keep the stored source too"
    return Problem(reading.source.name, line, Severity.WARNING, Code.EXPORT_LOSSY, what, hint)
