"""Plain `pytest` in a knowledge base: one item a snippet, run through the same pipeline in one batch."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kbtools import pipeline
from kbtools.config import FILE_NAME, PLUGIN, load
from kbtools.model import Checked, Snippet, Verdict

_VERIFIED = pytest.StashKey[dict[Path, pipeline.Verified]]()
_NEUTRAL = (Verdict.NOT_CODE, Verdict.RAN)


class NotTrueError(Exception):
    """A snippet that got worse than stored; the message is what a person should read."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--kb-python EXE`, the Python that runs snippets."""
    group = parser.getgroup("kbtools", "verify the snippets of a knowledge base")
    group.addoption("--kb-python", default=None, metavar="EXE", help="the Python that runs snippets")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "KnowledgeBase | None":
    """A collector for an mkdocs.yml that names the plugin; None for any other file."""
    if file_path.name != FILE_NAME or PLUGIN not in file_path.read_text("utf-8", "replace"):
        return None
    return KnowledgeBase.from_parent(parent, path=file_path)


class KnowledgeBase(pytest.File):
    """One knowledge base: an item for every snippet of every source."""

    def collect(self) -> Iterator["SnippetItem"]:
        """Items named `docs/.sources/<file>::L<line>`, in source order."""
        book = pipeline.assemble(load(self.path.parent)).book
        for session in book.sessions.values():
            for snippet in session.snippets:
                name = f"{session.path}::L{snippet.lines.start}"
                yield SnippetItem.from_parent(self, name=name, base=self, snippet=snippet, shown=session.path)

    def verified(self) -> pipeline.Verified:
        """What running all snippets showed: run once, when the first item asks."""
        done = self.config.stash.setdefault(_VERIFIED, {})
        if self.path not in done:
            chosen = {"python": self.config.getoption("--kb-python")}
            done[self.path] = pipeline.verify(load(self.path.parent), chosen)
        return done[self.path]


class SnippetItem(pytest.Item):
    """One snippet: passes when true, fails when worse than stored, xfails when stored as not true."""

    def __init__(self, *, base: KnowledgeBase, snippet: Snippet, shown: str, **kwargs: object) -> None:
        """Keep the snippet, its knowledge base and the path that a report shows."""
        super().__init__(**kwargs)  # type: ignore[arg-type]
        self.base = base
        self.snippet = snippet
        self.shown = shown

    def runtest(self) -> None:
        """Judge the snippet by the batch's result.

        Raises:
            NotTrueError: when it is worse than stored.
        """
        verified = self.base.verified()
        row = verified.after.checked[self.snippet.id]
        if self.snippet.id in verified.worse or self._new_and_false(verified, row):
            raise NotTrueError(self._told(row))
        if row.verdict is Verdict.NOT_CODE:
            pytest.skip(row.reason)
        if not row.verdict.green and row.verdict not in _NEUTRAL:
            pytest.xfail(f"stored as {row.verdict}: {row.reason}")

    def _new_and_false(self, verified: pipeline.Verified, row: Checked) -> bool:
        stored = self.snippet.id in verified.before.checked
        return not stored and not row.verdict.green and row.verdict not in _NEUTRAL

    def _told(self, row: Checked) -> str:
        layout = self.snippet.layouts[row.layout or 0] if self.snippet.layouts else None
        recorded = layout.recorded if layout else self.snippet.recorded
        lines = [f"{self.shown}:{self.snippet.lines.start}: {row.verdict}: {row.reason}"]
        lines += ["recorded:", recorded] if recorded is not None else []
        lines += ["today:", row.got] if row.got is not None else []
        return "\n".join(lines)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """The difference alone: a traceback through the engine would tell a person nothing."""
        if isinstance(excinfo.value, NotTrueError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo, style))  # type: ignore[arg-type]

    def reportinfo(self) -> tuple[Path, int, str]:
        """The note's own file and 0-based line."""
        return self.base.path.parent / self.shown, self.snippet.lines.start - 1, self.name
