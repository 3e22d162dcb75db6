"""The readers in asking order, and the door through which every source is read."""

from dataclasses import replace
from functools import cache
from importlib.metadata import entry_points

from kbtools.model import Reading, Source
from kbtools.problems import Code, Problem, Severity
from kbtools.sources import annotator, converted_pdf, markdown, pasted, restructured
from kbtools.sources.account import account
from kbtools.sources.reader import Reader

ENTRY_POINTS = "kbtools.readers"
READERS: tuple[Reader, ...] = tuple(
    Reader(module.NAME, module.claims, module.read)
    for module in (annotator, converted_pdf, restructured, markdown, pasted)
)


def read(source: Source) -> Reading:
    """The reading of the first reader that claims the source, readers from outside asked first.

    Lines that the reader lost track of come as problems.
    """
    reader = next(reader for reader in (*_foreign(), *READERS) if reader.claims(source.text))
    reading = reader.read(source)
    missing = account(reading).missing
    return replace(reading, problems=(*reading.problems, *(_lost(reading, line) for line in missing)))


@cache
def _foreign() -> tuple[Reader, ...]:
    """Readers that other distributions add."""
    return tuple(point.load() for point in entry_points(group=ENTRY_POINTS))


def _lost(reading: Reading, line: int) -> Problem:
    what = f"the reader {reading.reader} shows this line nowhere"
    hint = "it stays in the stored source; please report it with the line"
    return Problem(reading.source.name, line, Severity.WARNING, Code.LINE_UNACCOUNTED, what, hint)
