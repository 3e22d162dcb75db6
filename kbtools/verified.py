"""What a call of `kbtools verify` showed, beside what was stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from kbtools import verify as engine
from kbtools.memo import Memo
from kbtools.model import Book, Checked, Results, Snippet, SnippetId, Witness
from kbtools.problems import Problem
from kbtools.verify import Shard


@dataclass(frozen=True, slots=True)
class Verified:
    """What running the snippets showed."""

    book: Book
    """With the new verdicts."""
    chosen: tuple[Snippet, ...]
    """The snippets that were asked for, in the order of their sources."""
    before: Results
    after: Results
    problems: tuple[Problem, ...]
    shard: Shard | None = None
    stopped: bool = False
    """Whether the person stopped the run; then `after` holds what was done by then and what was stored."""
    standing: tuple[Problem, ...] | None = None
    """The problems that the same call would tell again; None when it would run something again."""
    memo: Memo | None = field(default=None, compare=False)
    """What was made of the sources, to be saved with the verdicts."""

    @property
    def repeated(self) -> "Verified":
        """What the same call shows next, when it has nothing to run."""
        rows = {name: replace(row, seconds=None) for name, row in self.after.checked.items()}
        after = replace(self.after, checked=rows)
        return replace(self, before=after, after=after, problems=self.standing or ())

    @property
    def worse(self) -> tuple[SnippetId, ...]:
        """Snippets that were asked for and whose verdict is worse than the stored one, in any environment."""
        wanted = {snippet.id for snippet in self.chosen}
        return tuple(sorted({name for name, _, _, _ in self._worse()} & wanted))

    def changes(self, name: SnippetId) -> Iterator[tuple[str, Checked, Checked]]:
        """Where a snippet is worse: the environment of a further column or empty, then stored and new."""
        return ((environment, old, new) for one, environment, old, new in self._worse() if one == name)

    @property
    def better(self) -> tuple[SnippetId, ...]:
        """Snippets that were asked for, were stored as not true, and are true now."""
        rows = (snippet.id for snippet in self.chosen if snippet.id in self.before.checked)
        return tuple(name for name in rows if self._is_better(name))

    @property
    def witnesses(self) -> Mapping[SnippetId, Witness]:
        """Copies that run in other sources, of snippets that do not."""
        return engine.witnesses(self.book.sessions.values(), self.after.checked)

    @property
    def places(self) -> Mapping[SnippetId, tuple[str, int]]:
        """File and 1-based line of every snippet in its source."""
        sessions = self.book.sessions.values()
        return {one.id: (session.path, one.lines.start) for session in sessions for one in session.snippets}

    def _worse(self) -> Iterator[tuple[SnippetId, str, Checked, Checked]]:
        stored = {"": self.before.checked, **self.before.others}
        for environment, rows in {"": self.after.checked, **self.after.others}.items():
            before = stored.get(environment, {})
            for name in engine.worse(Results(before), Results(rows)):
                yield name, environment, before[name], rows[name]

    def _is_better(self, name: SnippetId) -> bool:
        old, new = self.before.checked[name].verdict, self.after.checked[name].verdict
        return new.green and not old.green and not old.neutral
