"""Many sessions through one worker after another: what each of its snippets did."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from kbtools.spawn import FORKS
from kbtools.verify.options import RunOptions
from kbtools.verify.outcome import Course, Outcome, read
from kbtools.verify.persistent import Pool, Slot
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
    since: float = 0.0
    """When the last snippet started, by the parent's clock: the note's code cannot set it."""

    def course(self, end: str) -> Course:
        return Course(self.outcomes, self.undecided, self.last, end)


class Batch:
    """One pass over the jobs; a worker that breaks off is replaced, at the cost of what was in flight."""

    def __init__(self, options: RunOptions, modules: Sequence[str], hash_seed: int = 0) -> None:
        """Keep the settings; nothing is started yet."""
        self.options = options
        self.setup = {
            "modules": list(modules),
            "memory": options.memory,
            "fence": options.fence,
            "fork": FORKS,
        }
        self.hash_seed = hash_seed
        self.fence = ""
        self.broke_off = 0
        self.courses: dict[int, Course] = {}
        self._worker: Worker | None = None
        self._forks = bool(self.setup["fork"])
        self._pool: Pool | None = None
        self._offset = 0
        self._choose: Choose = lambda *_: None

    def __enter__(self) -> Self:
        """The batch itself; the worker starts with the first job and stays for further runs."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the worker, whatever it is doing."""
        self._close()

    def run(
        self,
        jobs: Sequence[Job],
        choose: Choose,
        done: Callable[[int], None],
        check: Callable[[str], None],
    ) -> dict[int, Course]:
        """The course of every job by its number.

        Args:
            jobs: Sessions to run.
            choose: Asked for the layout to take.
            done: Told the number of each job that ends.
            check: Told what of the fence is active before anything runs; raises to refuse.

        Raises:
            VerifyError: The worker cannot be started, or `check` refused.
        """
        courses = self.courses = {}
        self._choose = choose
        while len(courses) < len(jobs):
            waiting = [number for number in range(len(jobs)) if number not in courses]
            worker, broken_before = self._started(check), self.broke_off
            ended = self._serve(worker, jobs, waiting) if self._forks else self._pooled(jobs, waiting, check)
            for number, course in ended:
                courses[number] = course
                done(number)
            if self.broke_off > broken_before:
                self._close()
        self._offset += len(jobs)
        return courses

    def _started(self, check: Callable[[str], None]) -> Worker | None:
        """The worker that forks; None where none can."""
        if self._worker is None and self._forks:
            self._worker = Worker(self.options.python, self.setup, self.hash_seed)
            self._forks = self._hello(self._worker, check)
            if not self._forks:
                self._close()
        return self._worker

    def _pooled(
        self, jobs: Sequence[Job], waiting: Sequence[int], check: Callable[[str], None]
    ) -> Iterator[tuple[int, Course]]:
        """The same where the system cannot fork: workers that stay, as many as jobs."""

        def start() -> Worker:
            worker = Worker(self.options.python, {**self.setup, "fork": False}, self.hash_seed)
            self._hello(worker, check)
            return worker

        def serve(worker: Worker, number: int) -> Course:
            return dict(self._serve(worker, jobs, [number]))[number]

        if self._pool is None:
            slots = min(len(waiting), max(1, self.options.jobs))
            self._pool = Pool([Slot(start, serve) for _ in range(slots)])
        for slot in self._pool.slots:
            slot.serve = serve
        yield from self._pool.courses(waiting)

    def _close(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()
        if self._pool is not None:
            self._pool.close()

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
        self, worker: Worker | None, jobs: Sequence[Job], waiting: Sequence[int]
    ) -> Iterator[tuple[int, Course]]:
        """All the waiting jobs through one worker, or as many as it lives for."""
        if worker is None:
            return
        running: dict[int, _Running] = {}
        queue = list(waiting)
        grace = GRACE if self._forks else 0.0
        while queue or running:
            while queue and len(running) < max(1, self.options.jobs):
                number = queue.pop(0)
                running[number] = _Running(time.monotonic() + jobs[number].seconds + grace)
                name = number + self._offset
                worker.send({"number": name, "session": _with_folder(jobs[number], worker, name)})
            try:
                soonest = min(each.deadline for each in running.values())
                record = worker.receive(soonest - time.monotonic())
            except TimeoutError:
                yield from self._break_off(running, "timeout")
                return
            if record is None:
                yield from self._break_off(running, "worker" if self._forks else "exit")
                return
            number = record["number"] - self._offset if self._forks else next(iter(running))
            event = record["event"] if self._forks else record
            if number in running and (end := self._event(worker, number, running[number], event)):
                yield number, running.pop(number).course(end)

    def _break_off(self, running: dict[int, _Running], end: str) -> Iterator[tuple[int, Course]]:
        self.broke_off += self._forks
        for number, each in running.items():
            yield number, each.course(end)

    def _event(self, worker: Worker, number: int, state: _Running, event: Mapping[str, Any]) -> str:
        """Take in one event; how the session ended, or empty while it goes on."""
        try:
            if "pid" in event:
                worker.groups[number] = int(event["pid"])
            if "start" in event:
                state.last, state.since = int(event["start"]), time.monotonic()
            if "outcome" in event:
                took = time.monotonic() - state.since
                state.outcomes[int(event["index"])] = replace(read(event["outcome"]), seconds=took)
            if "candidates" in event:
                self._answer(worker, number, state, event)
        except (KeyError, TypeError, ValueError):
            return "garbled"
        if "over" in event:
            worker.groups.pop(number, None)
        return str(event.get("over", "done" if event.get("end") and "number" not in event else ""))

    def _answer(self, worker: Worker, number: int, state: _Running, event: Mapping[str, Any]) -> None:
        index = int(event["index"])
        tried = tuple(
            None if raw is None else read(raw, layout) for layout, raw in enumerate(event["candidates"])
        )
        take = self._choose(number, index, tried)
        if take is None:
            state.undecided[index] = tried
        worker.send({"number": number + self._offset, "take": take})


def _with_folder(job: Job, worker: Worker, number: int) -> dict[str, Any]:
    folder = worker.scratch / str(number)
    folder.mkdir(exist_ok=True)
    return {**job.record, "folder": str(folder)}
