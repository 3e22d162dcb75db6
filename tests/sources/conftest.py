"""Cases: small documents of our own, read from files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kbtools.decode import decode
from kbtools.model import Reading, Source, SourceId
from kbtools.sources import read

CASES = Path(__file__).parent / "cases"
ReadText = Callable[[str], Reading]


@pytest.fixture
def read_text() -> ReadText:
    """A function that reads a text as a source named `notes/case.txt`."""
    return lambda text: read(Source(SourceId("case"), "notes/case.txt", text))


@pytest.fixture
def read_case() -> ReadText:
    """A function that reads a file of `cases/`."""

    def reading(name: str) -> Reading:
        data = (CASES / name).read_bytes()
        return read(Source(SourceId(Path(name).stem), name, decode(data, name)))

    return reading
