"""What `mkdocs serve` watches: the files a person edits, and not what a build itself writes."""

import threading
from collections.abc import Iterable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler

Stamp = tuple[int, int] | None
"""Modification time in nanoseconds and size in bytes; None for a file that is not there."""


def stamp(path: Path) -> Stamp:
    """What tells whether a file has been written since."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size


class Watch(FileSystemEventHandler):
    """Asks for a rebuild when a person changes a file, and stays quiet about what the build wrote.

    Without it every build that changes a page would be seen as a change and followed by a second build.
    """

    def __init__(self) -> None:
        """Nothing written, nobody to tell yet."""
        self._lock = threading.RLock()
        self._building = False
        self._own: dict[Path, Stamp] = {}
        self._waiting: set[Path] = set()
        self._server: LiveReloadServer | None = None
        self._folders: tuple[Path, ...] = ()

    def begin(self) -> None:
        """The build starts to write: hold back what is seen until it is known who wrote it."""
        with self._lock:
            self._building = True

    def end(self, written: Iterable[Path]) -> None:
        """The build has written; all else that was seen meanwhile is a person's change."""
        with self._lock:
            self._building = False
            self._own |= {path: stamp(path) for path in written}
            waiting, self._waiting = self._waiting, set()
            for path in waiting:
                self._tell(path)

    def attach(self, server: LiveReloadServer, folders: Iterable[Path]) -> None:
        """Watch the folders in place of the server's own watch."""
        self._server, self._folders = server, tuple(folders)
        for folder in self._folders:
            if folder.is_dir():
                _unwatch(server, folder)
                server.observer.schedule(self, str(folder), recursive=True)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """One change on disk, as the observer's thread reports it."""
        if event.is_directory:
            return
        for name in (event.src_path, event.dest_path):
            if name:
                self._see(Path(str(name)))

    def _see(self, path: Path) -> None:
        if any(_hidden(path, folder) for folder in self._folders):
            return
        with self._lock:
            if self._building:
                self._waiting.add(path)
            else:
                self._tell(path)

    def _tell(self, path: Path) -> None:
        if self._server is None or (path in self._own and self._own[path] == stamp(path)):
            return
        with self._server._rebuild_cond:  # noqa: SLF001 (mkdocs has no public way to ask for a rebuild)
            self._server._want_rebuild = True  # noqa: SLF001
            self._server._rebuild_cond.notify_all()  # noqa: SLF001


def _hidden(path: Path, folder: Path) -> bool:
    """Whether it is the tool's own: a dot file or in a dot folder, the sources excepted."""
    parts = path.relative_to(folder).parts if path.is_relative_to(folder) else ()
    return any(part.startswith(".") for part in parts[parts[:1] == (".sources",) :])


def _unwatch(server: LiveReloadServer, folder: Path) -> None:
    if str(folder) in server._watched_paths:  # noqa: SLF001 (`unwatch` raises for a path that is not watched)
        server.unwatch(str(folder))
