"""The whole room on one screen: what holds is kept, what changed is run and judged."""

from collections.abc import Sequence
from dataclasses import replace

from kbtools.model import Results, Session, SnippetId, SourceId, Verdict
from kbtools.problems import Problem
from kbtools.verify import environment
from kbtools.verify.keys import keys
from kbtools.verify.options import RunOptions
from kbtools.verify.outcome import StoppedError
from kbtools.verify.rejudge import rejudged
from kbtools.verify.runner import Progress, Runner

KEPT = frozenset({Verdict.VERIFIED, Verdict.VERIFIED_SHAPE, Verdict.RAN, Verdict.DRIFTED, Verdict.NOT_CODE})
"""Verdicts that need no second look while their key and environment hold; errors may pass by themselves."""


def run(
    sessions: Sequence[Session], options: RunOptions, stored: Results, progress: Progress | None = None
) -> tuple[Results, tuple[Problem, ...]]:
    """All verdicts after running what changed, and what a person should know of the run itself.

    A session whose stored verdicts all hold is not run; when none is to be run, no worker is started.
    Stored verdicts of sources that are not among the sessions are kept as they are.

    Raises:
        VerifyError: The Python cannot be started, or the fence is not what `strict` demands.
        StoppedError: The person stopped it; holds the sessions that were done for good by then.
    """
    versions = environment.versions(options.python)
    name = environment.name(versions)
    stored = rejudged(sessions, stored)
    to_run = due(sessions, options, stored)
    present = {session.source for session in sessions}
    wanted = {snippet.id for session in sessions for snippet in session.snippets}
    kept = {
        snippet: checked
        for snippet, checked in stored.checked.items()
        if snippet in wanted or _source(snippet) not in present
    }
    if not to_run:
        return Results(kept, stored.environments), ()
    runner = Runner(options, versions, name, progress)
    stopped = False
    try:
        fresh = runner.verdicts(to_run)
    except KeyboardInterrupt:
        fresh, stopped = runner.settled(), True
    libraries = environment.libraries(options.python, to_run)
    fresh = {key: replace(row, libraries=libraries[SourceId(_source(key))]) for key, row in fresh.items()}
    environments = dict(stored.environments)
    if runner.fence or name not in environments:
        environments[name] = {**versions, "fence": runner.fence or environment.NOT_NEEDED}
    figures = runner.figures(fresh.values())
    results = Results({**kept, **fresh}, environments, figures=figures)
    if stopped:
        raise StoppedError(results)
    return results, tuple(runner.problems)


def due(sessions: Sequence[Session], options: RunOptions, stored: Results) -> list[Session]:
    """The sessions that have to run: a verdict is missing, or is none that can be kept.

    Raises:
        VerifyError: The Python cannot be started.
    """
    name = environment.name(environment.versions(options.python))
    libraries = environment.libraries(options.python, sessions)
    stored = rejudged(sessions, stored)
    return [one for one in sessions if not _holds(one, stored, name, libraries[one.source])]


def _holds(session: Session, stored: Results, name: str, libraries: tuple[str, ...]) -> bool:
    """Whether every snippet of a session has a stored verdict that needs no second look."""
    checked = [(stored.checked.get(snippet), key) for snippet, key in keys(session).items()]
    return all(
        each is not None
        and (each.key, each.environment, each.libraries) == (key, name, libraries)
        and each.verdict in KEPT
        for each, key in checked
    )


def _source(snippet: SnippetId) -> str:
    return snippet.rpartition("/")[0]
