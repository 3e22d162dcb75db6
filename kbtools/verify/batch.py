"""Many sessions through one worker after another: what each of its snippets did."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kbtools.verify.options import RunOptions
from kbtools.verify.outcome import Course, Outcome, read
from kbtools.verify.process import START_SECONDS, Worker, broken

Choose = Callable[[int, int, tuple[Outcome | None, ...]], int | None]
"""Job number, snippet index, what each layout did -> the layout to take."""
GRACE = 15.0
"""Seconds past its limit after which a session's silence means that the worker itself is stuck."""


@dataclass(frozen=True, slots=True)
class Job:
    """A session as it is sent: `path`, `seed`, `snippets` with their layouts, limits and supplied imports."""

    record: Mapping[str, Any]
    seconds: float
    """All limits of the session together."""


@dataclass(slots=True)
class _Running:
    """What is known so far of a session in flight."""

    deadline: float
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    undecided: dict[int, tuple[Outcome | None, ...]] = field(default_factory=dict)
    last: int = -1

    def course(self, end: str) -> Course:
        return Course(self.outcomes, self.undecided, self.last, end)


class Batch:
    """One pass over the jobs; a worker that breaks off is replaced, at the cost of what was in flight."""

    def __init__(
        self, options: RunOptions, modules: Sequence[str], choose: Choose, hash_seed: int = 0
    ) -> None:
        """Keep the settings; nothing is started yet."""
        self.options = options
        self.setup = {
            "modules": list(modules),
            "memory": options.memory,
            "fence": options.fence,
            "fork": True,
        }
        self.choose = choose
        self.hash_seed = hash_seed
        self.fence = ""
        self.broke_off = 0

    def run(
        self, jobs: Sequence[Job], done: Callable[[int], None], check: Callable[[str], None]
    ) -> dict[int, Course]:
        """The course of every job by its number.

        Args:
            jobs: Sessions to run.
            done: Told the number of each job that ends.
            check: Told what of the fence is active before anything runs; raises to refuse.

        Raises:
            VerifyError: The worker cannot be started, or `check` refused.
        """
        courses: dict[int, Course] = {}
        while len(courses) < len(jobs):
            waiting = [number for number in range(len(jobs)) if number not in courses]
            with Worker(self.options.python, self.setup, self.hash_seed) as worker:
                forks = self._hello(worker, check)
                for number, course in self._serve(
                    worker, jobs, waiting if forks else waiting[:1], forks=forks
                ):
                    courses[number] = course
                    done(number)
        return courses

    def _hello(self, worker: Worker, check: Callable[[str], None]) -> bool:
        try:
            record = worker.receive(START_SECONDS)
        except TimeoutError:
            record = None
        if record is None or "hello" not in record:
            raise broken(self.options.python, "the Python that runs snippets broke off while it started")
        self.fence = str(record["hello"]["fence"])
        check(self.fence)
        return bool(record["hello"]["fork"])

    def _serve(
        self, worker: Worker, jobs: Sequence[Job], waiting: Sequence[int], *, forks: bool
    ) -> Iterator[tuple[int, Course]]:
        """All the waiting jobs through one worker, or as many as it lives for."""
        running: dict[int, _Running] = {}
        queue = list(waiting)
        grace = GRACE if forks else 0.0
        while queue or running:
            while queue and len(running) < max(1, self.options.jobs):
                number = queue.pop(0)
                running[number] = _Running(time.monotonic() + jobs[number].seconds + grace)
                worker.send({"number": number, "session": _with_folder(jobs[number], worker, number)})
            try:
                soonest = min(each.deadline for each in running.values())
                record = worker.receive(soonest - time.monotonic())
            except TimeoutError:
                yield from self._break_off(running, "timeout", forks=forks)
                return
            if record is None:
                yield from self._break_off(running, "worker" if forks else "exit", forks=forks)
                return
            number = record["number"] if forks else next(iter(running))
            event = record["event"] if forks else record
            if number in running and (end := self._event(worker, number, running[number], event)):
                yield number, running.pop(number).course(end)

    def _break_off(
        self, running: dict[int, _Running], end: str, *, forks: bool
    ) -> Iterator[tuple[int, Course]]:
        self.broke_off += forks
        for number, each in running.items():
            yield number, each.course(end)

    def _event(self, worker: Worker, number: int, state: _Running, event: Mapping[str, Any]) -> str:
        """Take in one event; how the session ended, or empty while it goes on."""
        try:
            if "pid" in event:
                worker.groups.add(int(event["pid"]))
            if "start" in event:
                state.last = int(event["start"])
            if "outcome" in event:
                state.outcomes[int(event["index"])] = read(event["outcome"])
            if "candidates" in event:
                self._answer(worker, number, state, event)
        except (KeyError, TypeError, ValueError):
            return "garbled"
        return str(event.get("over", "done" if event.get("end") and "number" not in event else ""))

    def _answer(self, worker: Worker, number: int, state: _Running, event: Mapping[str, Any]) -> None:
        index = int(event["index"])
        tried = tuple(
            None if raw is None else read(raw, layout) for layout, raw in enumerate(event["candidates"])
        )
        take = self.choose(number, index, tried)
        if take is None:
            state.undecided[index] = tried
        worker.send({"number": number, "take": take})


def _with_folder(job: Job, worker: Worker, number: int) -> dict[str, Any]:
    folder = worker.scratch / str(number)
    folder.mkdir(exist_ok=True)
    return {**job.record, "folder": str(folder)}
