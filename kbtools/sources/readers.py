"""The readers in asking order, and the door through which every source is read."""

from dataclasses import replace
from functools import cache

from kbtools.model import Reading, Source
from kbtools.sources import annotator, converted_pdf, markdown, pasted, restructured
from kbtools.sources.front_matter_tags import tags
from kbtools.sources.reader import Reader

ENTRY_POINTS = "kbtools.readers"
READERS: tuple[Reader, ...] = tuple(
    Reader(module.NAME, module.claims, module.read)
    for module in (annotator, converted_pdf, restructured, markdown, pasted)
)


def read(source: Source) -> Reading:
    """The reading of the first reader that claims the source, readers from outside asked first."""
    reader = next(reader for reader in (*_foreign(), *READERS) if reader.claims(source.text))
    reading = reader.read(source)
    return replace(reading, tags=reading.tags or tags(source.text))


@cache
def _foreign() -> tuple[Reader, ...]:
    """Readers that other distributions add."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - asked for when the first file is read

    return tuple(point.load() for point in entry_points(group=ENTRY_POINTS))
