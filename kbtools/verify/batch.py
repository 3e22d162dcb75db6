"""Many sessions through one worker after another: what each of its snippets did."""

import json
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Self

from kbtools.spawn import FORKS
from kbtools.verify import trying
from kbtools.verify.options import RunOptions
from kbtools.verify.outcome import Course
from kbtools.verify.persistent import Pool, Slot
from kbtools.verify.process import START_SECONDS, Worker, broken
from kbtools.verify.running import MALFORMED, Back, Choose, Job, Part, Running

GRACE = 15.0
"""Seconds past its limit after which a session's silence means that the worker itself is stuck."""
AHEAD = 2
"""Sessions that wait in the worker, so that it need not wait for the next one."""


class Batch:
    """One pass over the jobs; a worker that breaks off is replaced, at the cost of what was in flight."""

    def __init__(self, options: RunOptions, modules: Sequence[str], hash_seed: int = 0) -> None:
        """Keep the settings; nothing is started yet."""
        self.options = options
        self.setup: dict[str, Any] = {
            "modules": list(modules),
            "memory": options.memory,
            "fence": options.fence,
            "fork": FORKS,
            "jobs": max(1, options.jobs),
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
        self._back: Back = lambda *_: ()

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
        back: Back = lambda *_: (),
    ) -> dict[int, Course]:
        """The course of every job by its number.

        Args:
            jobs: Sessions to run.
            choose: Asked for the layout to take.
            done: Told the number of each job that ends.
            check: Told what of the fence is active before anything runs; raises to refuse.
            back: Asked, at the end of a session that kept checkpoints, what to run in which of them.

        Raises:
            VerifyError: The worker cannot be started, or `check` refused.
        """
        courses = self.courses = {}
        self._choose, self._back = choose, back
        while len(courses) < len(jobs):
            waiting = [number for number in range(len(jobs)) if number not in courses]
            worker, broken_before = self._started(check), self.broke_off
            ended = (
                self._serve(worker, dict(enumerate(jobs)), waiting)
                if self._forks
                else self._pooled(jobs, waiting, check)
            )
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

        def serve(number: int, run: Callable[[Callable[[Worker], Course]], Course]) -> Course:
            def once(job: Job) -> Course:
                return run(lambda worker: dict(self._serve(worker, {number: job}, [number]))[number])

            return trying.course(jobs[number], once, lambda *tried: self._choose(number, *tried))

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
        self, worker: Worker | None, jobs: Mapping[int, Job], waiting: Sequence[int]
    ) -> Iterator[tuple[int, Course]]:
        """All the waiting jobs through one worker, or as many as it lives for."""
        if worker is None:
            return
        running: dict[int, Running] = {}
        queue = list(waiting)
        grace, ahead = (GRACE, AHEAD) if self._forks else (0.0, 0)
        while queue or running:
            while queue and len(running) < self.setup["jobs"] + ahead:
                number = queue.pop(0)
                now = time.monotonic()
                before = max((each.deadline - now for each in running.values()), default=0.0)
                deadline = now + before + jobs[number].seconds + grace
                running[number] = Running(number, jobs[number], deadline, _main(jobs[number]))
                name = number + self._offset
                worker.send({"number": name, "session": _with_folder(jobs[number], worker, name)})
            try:
                soonest = min(each.until() for each in running.values())
                record = worker.receive(soonest - time.monotonic())
            except TimeoutError:
                yield from self._break_off(running, "timeout")
                return
            if record is None:
                yield from self._break_off(running, "worker" if self._forks else "exit")
                return
            number = record["number"] - self._offset if self._forks else next(iter(running))
            if number in running and (end := self._event(worker, running[number], record)):
                yield number, running.pop(number).course(end)

    def _break_off(self, running: dict[int, Running], end: str) -> Iterator[tuple[int, Course]]:
        self.broke_off += self._forks
        begun = {number: each for number, each in running.items() if each.begun}
        # What still waited in the worker runs in the next one, unless it had not begun anything.
        for number, each in (begun or running).items():
            yield number, each.course(end)

    def _event(self, worker: Worker, state: Running, record: Mapping[str, Any]) -> str:
        """Take in what came of a session; how it ended, or empty while it goes on.

        Where the worker forks, only what it says itself tells of processes and of the end.
        """
        if "event" in record and self._forks:
            return _told(worker, state, record["event"])
        try:
            event = json.loads(record["line"]) if self._forks else record
            question = state.hear(event)
        except MALFORMED:
            return "garbled"
        if question:
            answer = state.answer(question, self._choose, self._back)
            worker.send({"number": state.number + self._offset, **answer})
        return "" if self._forks else str(event.get("over", "done" if event.get("end") else ""))


def _told(worker: Worker, state: Running, event: Mapping[str, Any]) -> str:
    if "pid" in event:
        state.begun, state.deadline = True, time.monotonic() + state.job.seconds + GRACE
        worker.groups[state.number] = event["pid"]
    if "over" in event:
        worker.groups.pop(state.number, None)
    return str(event.get("over", ""))


def _main(job: Job) -> Part:
    return Part(dict(enumerate(job.record["snippets"])))


def _with_folder(job: Job, worker: Worker, number: int) -> dict[str, Any]:
    """A new folder each time: a note that ran before may have left something where it foresaw one."""
    folder = tempfile.mkdtemp(prefix=f"{number}-", dir=worker.scratch)
    return {**job.record, "folder": folder}
