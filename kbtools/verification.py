"""Verifying a knowledge base: which snippets, in which Pythons, and what of it is stored."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kbtools import figures, pipeline, site
from kbtools import verify as engine
from kbtools.config import Config
from kbtools.memo import Memo
from kbtools.model import Book, Checked, Results, Session, Snippet, SnippetId
from kbtools.pipeline import Progress
from kbtools.problems import Code, KbError, Problem, Severity
from kbtools.selection import selected
from kbtools.verified import Verified
from kbtools.verify import Part, Shard

__all__ = ["Request", "Shard", "Verified", "merge", "store", "verify"]


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asks for; an option that is None is left to the configuration."""

    only: tuple[str, ...] = ()
    """Sources, `SOURCE:LINE`, ids of snippets, topics; empty for all there is."""
    pythons: tuple[str, ...] = ()
    """Pythons that run snippets: the verdicts are those of the first, the others are columns beside them."""
    timeout: float | None = None
    jobs: int | None = None
    fence: str | None = None
    shard: Shard | None = None
    """The part of the sessions to run; None for all of them."""
    paranoid: bool = False
    """Whether everything is run several times."""


def verify(config: Config, request: Request | None = None, progress: Progress | None = None) -> Verified:
    """Run what has no verdict that holds; nothing is written, `store` does that.

    A session runs whole, also when one of its snippets was asked for: what stands above makes its names, and
    what stands below may decide a layout.

    Raises:
        VerifyError: when snippets cannot be run at all, in any of the Pythons.
        KbError: when a name means nothing.
    """
    request = request or Request()
    memo = Memo(config.docs_dir / ".cache" / "sources")
    ready = pipeline.gather(config, progress, memo)
    chosen, sessions = _wanted(_named(config, ready.book, request, progress), request)
    options = _run_options(config, request)
    environments = _environments(options)
    problems = list(ready.problems)
    columns: dict[str, Results] = {}
    stopped = False
    for one, name in zip(options, environments, strict=True):
        if name in columns:
            problems.append(_repeated(one.python, name))
            continue
        rows = ready.results.others.get(name, {}) if columns else ready.results.checked
        stored = Results(figures.complete(config, rows), ready.results.environments)
        told = _told(progress, name if len(options) > 1 else "")
        try:
            columns[name], said = _ran(sessions, one, stored, request, told)
        except engine.StoppedError as stop:
            columns[name] = _joined(stored, stop.results)
            stopped = True
            break
        problems += said
    partial = stopped or bool(request.only or request.shard)
    after = _after(ready.book, ready.results, columns, partial=partial)
    book = replace(ready.book, checked=after.checked, environments=after.environments)
    said_once = tuple(dict.fromkeys(problems))
    again = not stopped and _settled(sessions, options, after, request)
    standing = tuple(dict.fromkeys(ready.problems)) if again else None
    return Verified(book, chosen, ready.results, after, said_once, request.shard, stopped, standing, memo)


def _named(config: Config, book: Book, request: Request, progress: Progress | None) -> Book:
    """The book in which every name means something: with its topics, where a name is no source's."""
    try:
        selected(book, request.only)
    except KbError:
        return pipeline.assemble(config, progress).book
    return book


def _settled(
    sessions: Sequence[Session], options: Sequence[engine.RunOptions], after: Results, request: Request
) -> bool:
    """Whether the same call, once this is stored, has nothing to run, and no other Python to ask."""
    own = [one.python for one in options] == [sys.executable]
    return own and not request.paranoid and not request.shard and not engine.due(sessions, options[0], after)


def remember(path: Path, text: str) -> None:
    """Put into the cache what another call would find out again."""
    site.write_text(path, text)


def store(config: Config, verified: Verified) -> bool:
    """Keep the new verdicts, those of a shard in a file of their own; whether the file changed."""
    if verified.memo:
        verified.memo.save()
    figures.store(config, verified.after, whole=verified.shard is None)
    if verified.shard is None:
        return _write(config, engine.dump(verified.after), config.results_file.name)
    names = {snippet.id for snippet in verified.chosen}
    text = engine.dump_part(verified.shard, _only(verified.after, names))
    return _write(config, text, verified.shard.file_name)


def merge(config: Config, files: Iterable[tuple[str, str]]) -> Verified:
    """The results that the files of all shards make together; nothing is written, `store` does that.

    Args:
        config: The knowledge base.
        files: Path, for problems, and text of each.

    Raises:
        KbError: the files are damaged, do not make one whole, or are of other notes; all that is wrong.
    """
    ready = pipeline.gather(config)
    parts: list[Part] = []
    problems: list[Problem] = []
    for path, text in files:
        try:
            parts.append(engine.load_part(text, path))
        except KbError as error:
            problems += error.problems
    if problems:
        raise KbError(problems)
    after = engine.merge(parts, _keys(ready.book))
    book = replace(ready.book, checked=after.checked, environments=after.environments)
    return Verified(book, selected(book, ()), ready.results, after, ready.problems)


def _write(config: Config, text: str, name: str) -> bool:
    path = config.snippets_dir / name
    changed = site.read_text(path) != text
    if changed:
        site.write_text(path, text)
    return changed


def _wanted(book: Book, request: Request) -> tuple[tuple[Snippet, ...], list[Session]]:
    """The snippets that were asked for, and the sessions that have to run for them."""
    sessions = list(book.sessions.values())
    if request.shard:
        sessions = list(request.shard.sessions(sessions))
        return tuple(one for session in sessions for one in session.snippets), sessions
    if not request.only:
        return selected(book, ()), sessions
    chosen = selected(book, request.only)
    sources = {snippet.source for snippet in chosen}
    return chosen, [session for session in sessions if session.source in sources]


def _ran(
    sessions: Sequence[Session],
    options: engine.RunOptions,
    stored: Results,
    request: Request,
    progress: Progress | None,
) -> tuple[Results, tuple[Problem, ...]]:
    told = (lambda _, done, total: progress("", done, total)) if progress else None
    if not request.paranoid:
        ran, problems = engine.run(sessions, options, stored, told)
        return _steady(ran, stored), problems
    ran, problems = engine.run_often(sessions, options, told)
    return _joined(stored, ran), problems


def _joined(stored: Results, fresh: Results) -> Results:
    """The stored verdicts with the fresh ones in their place."""
    environments = {**stored.environments, **fresh.environments}
    return Results({**stored.checked, **fresh.checked}, environments, figures=fresh.figures)


def _steady(ran: Results, stored: Results) -> Results:
    """The verdicts, but one good run does not take back what several runs showed, and noise is no news.

    Where nothing else changed, what was written to standard error differs only by chance.
    """
    rows = dict(ran.checked)
    for name, old in stored.checked.items():
        new = rows.get(name)
        same = new is not None and (new.key, new.environment) == (old.key, old.environment)
        if new and same and (old.share or (old.stderr and replace(new, stderr=old.stderr) == old)):
            rows[name] = old
    return replace(ran, checked=rows)


def _after(book: Book, stored: Results, columns: Mapping[str, Results], *, partial: bool) -> Results:
    """What is to be stored: the first column in the old place, the others beside it.

    Columns that were not asked for go when others were, but not where only a part was run.
    """
    (main, first), *others = columns.items()
    wanted = _keys(book)
    kept = stored.others if partial or not others else {}
    beside = {name: rows for name, rows in kept.items() if name != main}
    beside |= {name: {**beside.get(name, {}), **column.checked} for name, column in others}
    environments = {**stored.environments, **first.environments}
    environments |= {name: versions for _, each in others for name, versions in each.environments.items()}
    return Results(
        {name: first.checked[name] for name in wanted if name in first.checked},
        environments,
        {name: _holding(rows, wanted) for name, rows in beside.items() if _holding(rows, wanted)},
        {name: png for column in columns.values() for name, png in column.figures.items()},
    )


def _keys(book: Book) -> dict[SnippetId, str]:
    """Every snippet of the book with the key of a verdict that holds."""
    return {name: key for session in book.sessions.values() for name, key in engine.keys(session).items()}


def _holding(rows: Mapping[SnippetId, Checked], wanted: Mapping[SnippetId, str]) -> dict[SnippetId, Checked]:
    return {
        name: rows[name]
        for name in wanted
        if name in rows and engine.same_source(wanted[name], rows[name].key)
    }


def _only(results: Results, names: set[SnippetId]) -> Results:
    """The results of some snippets."""
    others = {
        environment: {name: row for name, row in rows.items() if name in names}
        for environment, rows in results.others.items()
    }
    checked = {name: row for name, row in results.checked.items() if name in names}
    return replace(results, checked=checked, others=others)


def _run_options(config: Config, request: Request) -> list[engine.RunOptions]:
    own = config.options
    jobs = own.jobs if request.jobs is None else request.jobs
    common = engine.RunOptions(
        timeout=own.timeout if request.timeout is None else request.timeout,
        memory=own.memory,
        jobs=jobs or os.cpu_count() or 1,
        fence=request.fence or own.fence,
    )
    return [replace(common, python=one) for one in request.pythons or (own.python or sys.executable,)]


def _environments(options: Sequence[engine.RunOptions]) -> list[str]:
    """The name of every Python's environment.

    Raises:
        VerifyError: all that cannot be started.
    """
    names: list[str] = []
    problems: list[Problem] = []
    for one in options:
        try:
            names.append(engine.environment.name(engine.environment.versions(one.python)))
        except KbError as error:
            problems += error.problems
    if problems:
        raise KbError(problems)
    return names


def _repeated(python: str, name: str) -> Problem:
    what = f"has the versions of a Python that was named before it ({name}), so it has no column of its own"
    return Problem(python, 0, Severity.WARNING, Code.PYTHON_REPEATED, what, "name it once")


def _told(progress: Progress | None, name: str) -> Progress | None:
    if progress is None:
        return None
    return lambda _, done, total: progress(f"verifying {name}".strip(), done, total)
