"""The characters of a source and who has claimed them: each belongs to one span only."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate

from kbtools.model import DropReason, ItemId
from kbtools.sources.alignment import runs
from kbtools.text import Lines, split_lines

_FREE, _TAKEN = b"\0", b"\1"
_WORDS = re.compile(r"[^\n]+")
_WRITTEN = re.compile(r"\S(?:[^\n]*\S)?")


class Fate(StrEnum):
    """What became of a character."""

    SHOWN = "shown"
    """A field of an item holds it."""
    STRUCTURE = "structure"
    """It marks: front matter, fences, quote marks, ids, the JSON of a highlight."""
    DROPPED = "dropped"
    MISSING = "missing"
    """Nobody has it: a defect of the reader."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters of a source that share one fate."""

    start: int
    """In Source.text, 0-based."""
    end: int
    """Exclusive."""
    fate: Fate
    field: str = ""
    """Of what is shown the field of the item, such as `quote`, `comment`, `title` or `body`."""
    item: ItemId | None = None
    """The item that shows it; None for all else."""
    reason: DropReason | None = None
    """Why it was dropped; None for all else."""


@dataclass(slots=True)
class Ledger:
    """A source while its characters are given to spans; what is claimed first stays."""

    text: str
    spans: list[Span] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _taken: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        """Know where every line starts, also the one that would come after the last."""
        lengths = (len(line) + 1 for line in split_lines(self.text))
        self._starts = list(accumulate(lengths, initial=0))
        self._taken = bytearray(len(self.text))

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._starts) - 1

    def range(self, lines: Lines) -> tuple[int, int]:
        """Start and end of some lines, the last line end left out; lines that do not exist are cut off."""
        first, last = max(1, lines.start), min(self.count, lines.end)
        return (self._starts[first - 1], self._starts[last] - 1) if first <= last else (0, 0)

    def line(self, offset: int) -> int:
        """The 1-based line of a character."""
        return bisect_right(self._starts, offset)

    def column(self, offset: int) -> int:
        """The 1-based place of a character in its line."""
        return offset - self._starts[self.line(offset) - 1] + 1

    def written_lines(self, start: int, end: int) -> Iterator[int]:
        """The 1-based lines that hold a character of the range that is not blank."""
        for line in range(self.line(start), self.line(max(start, end - 1)) + 1):
            left, right = self.range(Lines(line, line))
            if self.text[max(start, left) : min(end, right)].strip():
                yield line

    def free(self, start: int, end: int) -> str:
        """The text of a range with a blank for every character that is claimed; as long as the range."""
        parts: list[str] = []
        while (taken := self._taken.find(_TAKEN, start, end)) >= 0:
            stop = self._taken.find(_FREE, taken, end)
            stop = stop if stop >= 0 else end
            parts += (self.text[start:taken], self._blanks(taken, stop))
            start = stop
        return "".join((*parts, self.text[start:end]))

    def _blanks(self, start: int, end: int) -> str:
        """As many blanks as a range has characters, its line ends kept."""
        if self.text.find("\n", start, end) < 0:
            return " " * (end - start)
        return _WORDS.sub(_blank, self.text[start:end])

    def claim(self, start: int, end: int, span: Span) -> None:
        """Give what is free in a range to a span like this one."""
        while (begin := self._taken.find(_FREE, start, end)) >= 0:
            stop = self._taken.find(_TAKEN, begin, end)
            start = stop if stop >= 0 else end
            self._taken[begin:start] = _TAKEN * (start - begin)
            if self.text[begin:start].strip():
                self.spans.append(_like(span, begin, start))

    def claim_said(self, start: int, end: int, shown: str, span: Span) -> None:
        """Give what a shown text says of a range to a span like this one."""
        if not shown.strip():
            return
        for left, right in runs(self.free(start, end), shown):
            self.claim(start + left, start + right, span)

    def claim_marks(self, start: int, end: int, marks: re.Pattern[str], span: Span) -> None:
        """Give what is free in a range and matches to a span like this one."""
        free = self.free(start, end)
        if free.strip():
            for found in marks.finditer(free):
                self.claim(start + found.start(), start + found.end(), span)

    def settled(self) -> tuple[Span, ...]:
        """All spans in order, with what is left over as missing; neighbours of one kind joined."""
        missing = Span(0, 0, Fate.MISSING)
        left = [(match.start(), match.end()) for match in _WRITTEN.finditer(self.free(0, len(self.text)))]
        for start, end in left:
            self.claim(start, end, missing)
        return tuple(self._joined())

    def _joined(self) -> Iterator[Span]:
        last: Span | None = None
        for span in sorted(self.spans):
            if (
                last
                and _like(last, 0, 0) == _like(span, 0, 0)
                and not self.text[last.end : span.start].strip()
            ):
                last = _like(last, last.start, span.end)
                continue
            if last:
                yield last
            last = span
        if last:
            yield last


def _blank(text: re.Match[str]) -> str:
    return " " * (text.end() - text.start())


def _like(span: Span, start: int, end: int) -> Span:
    return Span(start, end, span.fate, span.field, span.item, span.reason)
