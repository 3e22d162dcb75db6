"""The readers in asking order, and the door through which every source is read."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kbtools.model import Reading, Source
from kbtools.problems import Code, Problem, Severity
from kbtools.sources import annotator, as_written, converted_pdf, markdown, pasted, restructured
from kbtools.sources.depth import too_deep
from kbtools.sources.front_matter_tags import aliases, tags
from kbtools.sources.reader import Reader
from kbtools.text import one_line

ENTRY_POINTS = "kbtools.readers"
READERS: tuple[Reader, ...] = tuple(
    Reader(module.NAME, module.claims, module.read)
    for module in (annotator, converted_pdf, restructured, markdown, pasted)
)
_HINT = "the next reader took it; see `kbtools inspect` on the file, and report the fault with it"


def read(source: Source) -> Reading:
    """The reading of the first reader that claims the source, readers from outside asked first.

    A reader that fails costs its own reading only: the next one is asked, at last the text is taken as it
    stands, and a problem says so.
    """
    failed: list[Problem] = []
    reading = next(_readings(source, failed))
    problems = (*failed, *reading.problems, *too_deep(reading))
    words, names = reading.tags or tags(source.text), reading.aliases or aliases(source.text)
    return replace(reading, tags=words, aliases=names, problems=problems)


def _readings(source: Source, failed: list[Problem]) -> Iterator[Reading]:
    for reader in (*_foreign(), *READERS):
        try:
            if reader.claims(source.text):
                yield reader.read(source)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one reader must not cost other files
            failed.append(_fault(source, reader, error))
    yield as_written.read(source)


def _fault(source: Source, reader: Reader, error: Exception) -> Problem:
    what = f"the reader {reader.name} failed with {type(error).__name__}: {one_line(str(error))}"
    return Problem(source.name, 0, Severity.ERROR, Code.READER_FAILED, what, _HINT)


@cache
def _foreign() -> tuple[Reader, ...]:
    """Readers that other distributions add."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - asked for when the first file is read

    return tuple(point.load() for point in entry_points(group=ENTRY_POINTS))
