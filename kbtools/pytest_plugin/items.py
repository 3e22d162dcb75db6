"""What pytest collects: a file for every source, an item for every snippet, one for what is wrong besides."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

from kbtools.model import Session, Snippet
from kbtools.problems import KbError
from kbtools.pytest_plugin.bases import Base, base_of
from kbtools.pytest_plugin.findings import EXPECTED, FAILED, SKIPPED


class NotTrueError(Exception):
    """A snippet that got worse than stored, or a problem; the message is what a person should read."""


class KnowledgeBase(pytest.Collector):
    """One knowledge base, by its mkdocs.yml: the problems, then every source.

    It is no `pytest.File`: with `--last-failed` pytest passes over files in which nothing failed, and what
    fails is in the sources.
    """

    @classmethod
    def of(cls, parent: pytest.Collector, path: Path) -> Self:
        """The collector for an mkdocs.yml."""
        root = parent.config.rootpath
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        made: Self = cls.from_parent(parent, name=path.name, path=path, nodeid=shown.as_posix())
        return made

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """The sources in order, after an item for the errors there are, if any.

        Raises:
            CollectError: when the knowledge base cannot be read at all.
        """
        base = base_of(self.config, self.path.parent)
        try:
            sessions, errors = base.sessions(), base.errors()
        except KbError as error:
            raise self.CollectError(str(error)) from error
        if errors:
            yield ProblemItem.from_parent(self, name="problems", errors=errors)
        for session in sessions:
            path = self.path.parent / session.path
            if session.snippets and not self.session.isinitpath(path):
                yield SourceFile.from_parent(self, path=path, base=base)


class SourceFile(pytest.File):
    """One source: `docs/.sources/<file>`, and in it `L<line>` for every snippet."""

    def __init__(self, *, base: Base, own_problems: bool = False, **kwargs: object) -> None:
        """Keep the knowledge base, and whether the problems of the source are told here."""
        super().__init__(**kwargs)  # type: ignore[arg-type]
        self.base = base
        self.own_problems = own_problems

    @classmethod
    def alone(cls, parent: pytest.Collector, path: Path, root: Path) -> Self | None:
        """The collector for a source that was named itself; None for a file that is none."""
        base = base_of(parent.config, root)
        try:
            inside = path.is_relative_to(base.config.sources_dir)
        except KbError as error:
            raise cls.CollectError(str(error)) from error
        made: Self | None = (
            cls.from_parent(parent, path=path, base=base, own_problems=True) if inside else None
        )
        return made

    def collect(self) -> Iterator[pytest.Item]:
        """The snippets in order.

        Raises:
            CollectError: when the knowledge base cannot be read at all.
        """
        shown = self.path.relative_to(self.base.root).as_posix()
        try:
            sessions = [one for one in self.base.sessions() if one.path == shown]
            errors = self.base.errors(shown) if self.own_problems else ()
        except KbError as error:
            raise self.CollectError(str(error)) from error
        if errors:
            yield ProblemItem.from_parent(self, name="problems", errors=errors)
        for session in sessions:
            yield from self._items(session)

    def _items(self, session: Session) -> Iterator[pytest.Item]:
        seen: Counter[int] = Counter()
        for snippet in session.snippets:
            line = snippet.lines.start
            seen[line] += 1
            name = f"L{line}" if seen[line] == 1 else f"L{line}-{seen[line]}"
            yield SnippetItem.from_parent(self, name=name, base=self.base, snippet=snippet)


class _Item(pytest.Item):
    """An item whose failure is told without a traceback: one through the engine would tell nothing."""

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """What a person should read alone; for any other failure what pytest says."""
        if isinstance(excinfo.value, NotTrueError | KbError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo, style))  # type: ignore[arg-type]


class ProblemItem(_Item):
    """Fails with the errors that belong to no snippet, such as a source that cannot be read."""

    def __init__(self, *, errors: tuple[str, ...], **kwargs: object) -> None:
        """Keep the errors."""
        super().__init__(**kwargs)  # type: ignore[arg-type]
        self.errors = errors

    def runtest(self) -> None:
        """Tell the errors.

        Raises:
            NotTrueError: always.
        """
        raise NotTrueError("\n".join(self.errors))

    def reportinfo(self) -> tuple[Path, int, str]:
        """The knowledge base's own file, or the source."""
        return self.path, 0, self.name


class SnippetItem(_Item):
    """One snippet: passes when true, fails when worse than stored, xfails when stored as not true."""

    def __init__(self, *, base: Base, snippet: Snippet, **kwargs: object) -> None:
        """Keep the snippet and its knowledge base."""
        super().__init__(**kwargs)  # type: ignore[arg-type]
        self.base = base
        self.snippet = snippet

    @property
    def shown(self) -> str:
        """Path of the source below the knowledge base."""
        return self.path.relative_to(self.base.root).as_posix()

    def runtest(self) -> None:
        """Judge the snippet by the batch's result.

        Raises:
            NotTrueError: when it is worse than stored, or new and not true, or nothing can be run.
        """
        others = (item for item in self.session.items if isinstance(item, SnippetItem))
        asked = {item.shown for item in others if item.base is self.base}
        outcome, text = self.base.finding(self.snippet.id, asked)
        if outcome == FAILED:
            raise NotTrueError(text)
        if outcome == SKIPPED:
            pytest.skip(text)
        if outcome == EXPECTED:
            pytest.xfail(text)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The note's own file and 0-based line."""
        return self.path, max(0, self.snippet.lines.start - 1), f"{self.shown}::{self.name}"
