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


class Serving(Protocol):
    """Runs one job in a worker that has said hello."""

    def __call__(self, worker: Worker, number: int) -> Course:
        """What became of the session."""


@dataclass(slots=True)
class Slot:
    """One worker at a time."""

    start: Callable[[], Worker]
    serve: Serving
    worker: Worker | None = None
    used: int = 0
    """Sessions that the worker has run."""
    closed: bool = False
    """Whether the run is over, so that no new worker may start."""

    def course(self, number: int) -> Course:
        """The course of one job, in a new worker where the first try proves nothing."""
        course = self._once(number)
        if self.used > 1 and not _clean(course) and not self.closed:
            self.end()
            course = self._once(number)
        if course.end != "done":
            self.end()
        return course

    def _once(self, number: int) -> Course:
        if self.worker is None:
            self.worker, self.used = self.start(), 0
        self.used += 1
        return self.serve(self.worker, number)

    def end(self) -> None:
        """End the worker, whatever it does; the next session gets a new one."""
        worker, self.worker, self.used = self.worker, None, 0
        if worker is not None:
            worker.close()


def _clean(course: Course) -> bool:
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
