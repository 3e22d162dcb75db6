"""What `mkdocs serve` takes for a person's change."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent

from kbtools.mkdocs_plugin.watch import Watch


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveReloadServer]:
    """A server that is not started: only what it is asked counts."""
    made = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path))
    yield made
    made.server_close()


@pytest.fixture
def watch(server: LiveReloadServer, tmp_path: Path) -> Watch:
    """A watch over one folder."""
    made = Watch()
    server.watch(str(tmp_path))
    made.attach(server, [tmp_path])
    return made


def test_a_change_asks_for_a_rebuild(watch: Watch, server: LiveReloadServer, tmp_path: Path) -> None:
    """A file that a person saves is built again."""
    watch.on_any_event(FileModifiedEvent(str(tmp_path / "topics.yml")))

    assert server._want_rebuild


def test_what_the_build_wrote_asks_for_none(watch: Watch, server: LiveReloadServer, tmp_path: Path) -> None:
    """A page seen while it is written, or after, is known by its time and size."""
    page = tmp_path / "page.md"
    watch.begin()
    page.write_text("x", "utf-8")
    watch.on_any_event(FileModifiedEvent(str(page)))
    watch.end([page])
    watch.on_any_event(FileModifiedEvent(str(page)))

    assert not server._want_rebuild


def test_a_change_during_a_build_is_not_lost(watch: Watch, server: LiveReloadServer, tmp_path: Path) -> None:
    """A source that a person saves while pages are written is built right after."""
    watch.begin()
    watch.on_any_event(FileModifiedEvent(str(tmp_path / ".sources" / "note.md")))
    watch.end([tmp_path / "page.md"])

    assert server._want_rebuild


def test_a_page_a_person_edits_asks_for_a_rebuild(
    watch: Watch, server: LiveReloadServer, tmp_path: Path
) -> None:
    """A page that a build wrote is watched like any other once somebody changes it."""
    page = tmp_path / "page.md"
    page.write_text("x", "utf-8")
    watch.end([page])
    page.write_text("longer", "utf-8")
    watch.on_any_event(FileModifiedEvent(str(page)))

    assert server._want_rebuild


@pytest.mark.parametrize("name", [".generated", ".cache/x.json", ".page.md.abc.tmp"])
def test_the_tools_own_files_are_not_watched(
    watch: Watch, server: LiveReloadServer, tmp_path: Path, name: str
) -> None:
    """Dot files and dot folders are the tool's, the sources excepted."""
    watch.on_any_event(FileModifiedEvent(str(tmp_path / name)))

    assert not server._want_rebuild
