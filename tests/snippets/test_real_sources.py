"""Real documents: the snippets counted by eye before tuning, and what must hold of all of them."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from kbtools.model import BlockKind, Reading, Session, Source, SourceId
from kbtools.snippets import session
from kbtools.snippets.cells import apply_edits, render
from kbtools.snippets.parsing import parse
from kbtools.decode import decode
from kbtools.sources import read
from kbtools.text import split_lines

# Snippets, those with a recorded output, and kinds other than Python, counted by eye.
COUNTED = {
    "000": (1, 0, {}),
    "001": (15, 15, {}),
    "002": (109, 73, {"shell": 10, "framework": 2, "pseudo-code": 2, "text": 3}),
    "003": (73, 15, {"text": 1}),
    "004": (6, 6, {}),
}
NAMES = sorted(COUNTED)


def read_real(folder: Path, name: str) -> Reading:
    """The reading of the document whose file name begins so."""
    path = next(folder.glob(f"{name}*"), None)
    if path is None:
        pytest.skip(f"no document {name}* in {folder}")
    return read(Source(SourceId(name), path.name, decode(path.read_bytes(), path.name)))


@pytest.fixture(scope="module")
def sessions(real_sources: Path) -> dict[str, tuple[Reading, Session]]:
    """Reading and session of every document."""
    readings = {name: read_real(real_sources, name) for name in NAMES}
    return {name: (reading, session(reading)) for name, reading in readings.items()}


@pytest.mark.parametrize("name", NAMES)
def test_snippets_are_those_counted_by_eye(sessions: dict[str, tuple[Reading, Session]], name: str) -> None:
    """As many snippets, outputs and kinds as a person counts."""
    _, found = sessions[name]

    kinds = Counter(str(snippet.kind) for snippet in found.snippets)
    kinds.pop("python")
    recorded = sum(snippet.recorded is not None for snippet in found.snippets)
    assert (len(found.snippets), recorded, dict(kinds)) == COUNTED[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_layout_parses_or_is_the_text_as_it_stands(
    sessions: dict[str, tuple[Reading, Session]], name: str
) -> None:
    """What is not Python has no layout and says why."""
    _, found = sessions[name]

    for snippet in found.snippets:
        assert bool(snippet.layouts) == (not snippet.why)
        for layout in snippet.layouts:
            assert parse(layout.code) is not None or (layout.code == snippet.text and not layout.repairs)


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_code_belongs_to_one_snippet(
    sessions: dict[str, tuple[Reading, Session]], name: str
) -> None:
    """Fences and listings are covered, and no two snippets share a line."""
    reading, found = sessions[name]
    held = Counter(
        line for snippet in found.snippets for line in range(snippet.lines.start, snippet.lines.end + 1)
    )

    assert all(count == 1 for count in held.values())
    assert all(left.lines.end < right.lines.start for left, right in pairwise(found.snippets))
    for item in reading.items:
        for block in item.body:
            if block.kind in {BlockKind.FENCE, BlockKind.LISTING} and block.info not in {"math", "latex"}:
                assert all(line in held for line in range(block.lines.start, block.lines.end + 1))


@pytest.mark.parametrize("name", NAMES)
def test_the_snippets_file_is_python_and_at_rest(
    sessions: dict[str, tuple[Reading, Session]], name: str
) -> None:
    """The file compiles, and reading it back changes nothing."""
    _, found = sessions[name]

    text = render(found, {})

    compile(text, name, "exec")
    assert apply_edits(found, text, "snippets/x.py") == (found, ())


def test_most_broken_code_is_mended(sessions: dict[str, tuple[Reading, Session]]) -> None:
    """All but a handful of the Python snippets have a layout that parses."""
    python = [snippet for _, found in sessions.values() for snippet in found.snippets if snippet.layouts]

    broken = [snippet for snippet in python if parse(snippet.layouts[0].code) is None]

    assert len(broken) <= 0.04 * len(python)


def test_lines_of_layouts_are_those_of_the_source(sessions: dict[str, tuple[Reading, Session]]) -> None:
    """A layout's line numbers lead to the words they stand for."""
    for reading, found in sessions.values():
        lines = split_lines(reading.source.text)
        for snippet in found.snippets:
            for layout in snippet.layouts[:1]:
                if not layout.repairs and not reading.source.name.startswith("000"):
                    first = split_lines(layout.code)[0].strip()
                    assert first in lines[layout.line - 1]
