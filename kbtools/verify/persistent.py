"""Workers that stay and run one session after another, as many as jobs: where the system cannot fork safely.

A session that fails where others ran before it runs again in a process that is new: what they left behind
must not be held against it.
"""

import contextlib
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kbtools.verify.outcome import Course
from kbtools.verify.process import Worker

InWorker = Callable[[Worker], Course]
"""What is done with a worker that has said hello."""


class Serving(Protocol):
    """Runs one job."""

    def __call__(self, number: int, run: Callable[[InWorker], Course]) -> Course:
        """What became of the session; `run` gives it a worker, as often as it asks."""


@dataclass(slots=True)
class Slot:
    """One worker at a time."""

    start: Callable[[], Worker]
    serve: Serving
    worker: Worker | None = None
    closed: bool = False
    """Whether the run is over, so that no new worker may start."""

    def course(self, number: int) -> Course:
        """The course of one job, in a new worker where the first try proves nothing."""
        fresh = self.worker is None
        course = self.serve(number, self._run)
        if not (fresh or _clean(course) or self.closed):
            self.end()
            course = self.serve(number, self._run)
        return course

    def _run(self, what: InWorker) -> Course:
        if self.worker is None:
            self.worker = self.start()
        course = what(self.worker)
        if course.end != "done":
            self.end()
        return course

    def end(self) -> None:
        """End the worker, whatever it does; the next session gets a new one."""
        worker, self.worker = self.worker, None
        if worker is not None:
            worker.close()


def _clean(course: Course) -> bool:
    if course.undecided:
        return False
    return course.end == "done" and all(each.failure is None for each in course.outcomes.values())


@dataclass(slots=True)
class Pool:
    """The slots, each in a thread of its own that waits for its worker."""

    slots: Sequence[Slot]
    _waiting: "queue.SimpleQueue[int]" = field(default_factory=queue.SimpleQueue)
    _done: "queue.SimpleQueue[tuple[int, Course] | BaseException]" = field(default_factory=queue.SimpleQueue)

    def courses(self, numbers: Sequence[int]) -> Iterator[tuple[int, Course]]:
        """The course of every job as it ends.

        Raises:
            VerifyError: A worker cannot be started.
        """
        for number in numbers:
            self._waiting.put(number)
        for slot in self.slots:
            threading.Thread(target=self._work, args=(slot,), daemon=True).start()
        for _ in numbers:
            ended = self._done.get()
            if isinstance(ended, BaseException):
                raise ended
            yield ended

    def _work(self, slot: Slot) -> None:
        with contextlib.suppress(queue.Empty):
            while not slot.closed:
                number = self._waiting.get_nowait()
                try:
                    self._done.put((number, slot.course(number)))
                except Exception as error:  # noqa: BLE001 - raised again by whoever waits
                    self._done.put(error)
                    return

    def close(self) -> None:
        """End all workers."""
        for slot in self.slots:
            slot.closed = True
        for slot in self.slots:
            slot.end()
