"""One item a snippet, run through the same pipeline in one batch; one more for what is wrong besides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kbtools import pipeline, verification
from kbtools.config import load
from kbtools.model import Checked, Snippet, SnippetId, Verdict
from kbtools.problems import KbError, Problem, Severity
from kbtools.pytest_plugin.summary import keep


class NotTrueError(Exception):
    """A snippet that got worse than stored, or a problem; the message is what a person should read."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """What running all snippets of a knowledge base showed."""

    before: frozenset[SnippetId]
    """Those that had a stored verdict."""
    after: dict[SnippetId, Checked]
    worse: frozenset[SnippetId]


class KnowledgeBase(pytest.File):
    """One knowledge base: an item for every snippet of every source, `docs/.sources/<file>::L<line>`."""

    _judged: _Judged | None = None

    def collect(self) -> Iterator[pytest.Item]:
        """The snippets in source order, after an item for the errors there are, if any.

        Raises:
            CollectError: when the knowledge base cannot be read at all.
        """
        try:
            ready = pipeline.assemble(load(self.path.parent))
        except KbError as error:
            raise self.CollectError(str(error)) from error
        if errors := self._say(ready.problems):
            yield ProblemItem.from_parent(self, name="problems", errors=errors)
        for session in ready.book.sessions.values():
            for snippet in session.snippets:
                name = f"{session.path}::L{snippet.lines.start}"
                yield SnippetItem.from_parent(self, name=name, base=self, snippet=snippet, shown=session.path)

    def judged(self) -> _Judged:
        """What running all snippets showed: run once, when the first item asks."""
        if self._judged is None:
            python = self.config.getoption("--kb-python")
            request = verification.Request(pythons=(python,) if python else ())
            verified = verification.verify(load(self.path.parent), request)
            self._say(verified.problems)
            before, after = frozenset(verified.before.checked), dict(verified.after.checked)
            self._judged = _Judged(before, after, frozenset(verified.worse))
        return self._judged

    def _say(self, problems: Iterable[Problem]) -> tuple[str, ...]:
        """Keep the problems for the summary; those that are errors come back."""
        told = sorted(set(problems))
        keep(self.config, map(str, told))
        return tuple(str(problem) for problem in told if problem.severity is Severity.ERROR)


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
        """The knowledge base's own file."""
        return self.path, 0, self.name


class SnippetItem(_Item):
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
            NotTrueError: when it is worse than stored, or new and not true.
            VerifyError: when snippets cannot be run at all.
        """
        name, judged = self.snippet.id, self.base.judged()
        row = judged.after[name]
        true = row.verdict.green or row.verdict.neutral
        if name in judged.worse or (not true and name not in judged.before):
            raise NotTrueError(self._told(row))
        if row.verdict is Verdict.NOT_CODE:
            pytest.skip(row.reason)
        if not true:
            pytest.xfail(f"stored as {row.verdict}: {row.reason}")

    def _told(self, row: Checked) -> str:
        layout = self.snippet.layouts[row.layout or 0] if self.snippet.layouts else None
        recorded = layout.recorded if layout else self.snippet.recorded
        lines = [f"{self.shown}:{self.snippet.lines.start}: {row.verdict}: {row.reason}"]
        lines += ["recorded:", recorded] if recorded is not None else []
        lines += ["today:", row.got] if row.got is not None else []
        return "\n".join(lines)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The note's own file and 0-based line."""
        return self.base.path.parent / self.shown, self.snippet.lines.start - 1, self.name
