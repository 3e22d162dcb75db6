"""Sessions made by hand, and a way to run them for real."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kbtools.model import Checked, CodeKind, ItemId, Layout, Options, Session, Snippet, SnippetId, SourceId
from kbtools.model import Results as Stored
from kbtools.text import Lines
from kbtools.verify import RunOptions, run

Cell = Snippet | tuple[str, str] | str


def _snippet(*codes: str, recorded: str | None = None, **options: object) -> Snippet:
    """A snippet with as many layouts as codes; `session` gives it its id and lines."""
    return Snippet(
        id=SnippetId(""),
        source=SourceId(""),
        item=ItemId("item"),
        lines=Lines(1, 1),
        kind=CodeKind.PYTHON,
        language="python",
        text=codes[0],
        recorded=recorded,
        how="",
        layouts=tuple(Layout(code, 1, recorded, repairs=("indentation",)) for code in codes),
        options=Options(**options),  # type: ignore[arg-type]  # the test that names one knows its type
    )


def _placed(name: str, row: int, cell: Cell) -> Snippet:
    if isinstance(cell, str):
        cell = _snippet(cell)
    elif isinstance(cell, tuple):
        cell = _snippet(cell[0], recorded=cell[1])
    line = 10 * row + 1
    layouts = tuple(replace(layout, line=line) for layout in cell.layouts)
    snippet = SnippetId(f"{name}/{row}")
    return replace(cell, id=snippet, source=SourceId(name), lines=Lines(line, line + 5), layouts=layouts)


def _session(name: str, *cells: Cell) -> Session:
    """A session whose cell number n, from 0, stands at line 10 n + 1 and has the id `name/n`."""
    snippets = tuple(_placed(name, row, cell) for row, cell in enumerate(cells))
    return Session(SourceId(name), f"docs/.sources/{name}.md", snippets)


def _verdicts(*sessions: Session, options: RunOptions | None = None) -> dict[str, Checked]:
    """The verdicts by id, nothing stored before."""
    results, _ = run(sessions, options or RunOptions(timeout=20), Stored())
    return {str(key): value for key, value in results.checked.items()}


@pytest.fixture(scope="session")
def snippet() -> Callable[..., Snippet]:
    """Makes a snippet of codes, one a layout."""
    return _snippet


@pytest.fixture(scope="session")
def session() -> Callable[..., Session]:
    """Makes a session of cells: code, code with its recorded output, or a snippet."""
    return _session


@pytest.fixture(scope="session")
def verdicts() -> Callable[..., dict[str, Checked]]:
    """Runs sessions for real."""
    return _verdicts
