"""Layouts tried where no session can fork: everything above the snippet runs once more for each of them."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from kbtools.verify.outcome import Course, Outcome
from kbtools.verify.running import Job

Run = Callable[[Job], Course]
"""One session from its first snippet to its last, each with one layout, or with none where none was taken."""
Take = Callable[[int, tuple[Outcome | None, ...]], int | None]
"""Index of a snippet, what each of its layouts did -> the layout to take."""


def course(job: Job, run: Run, take: Take) -> Course:
    """The course of a session of which some snippets have several layouts."""
    taken: dict[int, int] = {}
    undecided: dict[int, tuple[Outcome | None, ...]] = {}
    snippets = [*job.record["snippets"]]
    for index, snippet in enumerate(snippets):
        if len(snippet["layouts"]) > 1:
            tried = _tried(job, snippets[:index], snippet, run)
            layout = take(index, tried)
            if layout is None:
                undecided[index] = tried
            else:
                taken[index] = layout
            snippets[index] = _with(snippet, layout)
    done = run(_of(job, snippets))
    outcomes = {index: replace(each, layout=taken.get(index, 0)) for index, each in done.outcomes.items()}
    return replace(done, outcomes=outcomes, undecided=undecided)


def _tried(
    job: Job, above: list[Mapping[str, Any]], snippet: Mapping[str, Any], run: Run
) -> tuple[Outcome | None, ...]:
    """What each layout did; None for one that broke off or took too long, as a fork would be given."""
    limit = job.record["timeout"]
    spent = 0.0
    found: list[Outcome | None] = []
    for layout in range(len(snippet["layouts"])):
        trial = _of(job, [*above, {**_with(snippet, layout), "trial": True}])
        started = time.monotonic()
        outcome = run(replace(trial, last=min(limit / 8, max(0.0, limit / 2 - spent)))).outcomes.get(
            len(above)
        )
        spent += time.monotonic() - started if outcome is None else outcome.seconds or 0.0
        found.append(None if outcome is None else replace(outcome, layout=layout, figures=()))
    return tuple(found)


def _with(snippet: Mapping[str, Any], layout: int | None) -> dict[str, Any]:
    return {**snippet, "layouts": [] if layout is None else [snippet["layouts"][layout]]}


def _of(job: Job, snippets: list[Mapping[str, Any]]) -> Job:
    return replace(job, record={**job.record, "snippets": snippets})
