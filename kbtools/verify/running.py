"""A session in flight: what is known of it so far, from lines that its note's code may have written."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kbtools.verify.outcome import Course, Outcome, read

Choose = Callable[[int, int, tuple[Outcome | None, ...]], int | None]
"""Job number, snippet index, what each layout did -> the layout to take."""
Back = Callable[[int, Course], Sequence[Mapping[str, Any]]]
"""Job number, its course to the end -> orders for checkpoints: `from`, the index of the snippet before which
one was made, and `snippets`, pairs of an index and what is run of it there."""
MALFORMED = (ValueError, TypeError, AttributeError, KeyError, OverflowError, RecursionError)
"""What a line can raise that was written to do harm."""


@dataclass(frozen=True, slots=True)
class Job:
    """A session as it is sent: `path`, `seed`, `snippets` with their layouts, limits and supplied imports."""

    record: Mapping[str, Any]
    seconds: float
    """All limits of the session together."""
    last: float | None = None
    """Seconds for its last snippet alone, where that is only tried; None for what all of them leave."""


@dataclass(slots=True)
class Part:
    """Snippets that one process runs in order: the session's, or those of a checkpoint."""

    snippets: Mapping[int, Mapping[str, Any]]
    """What is run, by index into the snippets that were sent, in order."""
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    undecided: dict[int, tuple[Outcome | None, ...]] = field(default_factory=dict)
    last: int = -1
    since: float = 0.0
    """When the last snippet started, by the parent's clock: the note's code cannot set it."""
    end: str = ""

    def take(self, event: Mapping[str, Any]) -> tuple[Outcome | None, ...] | None:
        """Take in one event; what each layout of the running snippet did, when one is to be chosen.

        Raises:
            ValueError, TypeError, KeyError, OverflowError: Not what the worker says at this point.
        """
        if "start" in event:
            self._start(event["start"])
        if "outcome" in event:
            outcome = self._outcome(event["outcome"], event["index"], int(event["outcome"]["layout"]))
            self.outcomes[self.last] = replace(outcome, seconds=time.monotonic() - self.since)
        if "candidates" not in event:
            return None
        layouts = self.snippets[self.last]["layouts"]
        if self._closed() or len(event["candidates"]) != len(layouts) or len(layouts) == 1:
            raise ValueError("nothing to choose")
        tried = [
            None if raw is None else self._outcome(raw, event["index"], layout)
            for layout, raw in enumerate(event["candidates"])
        ]
        return tuple(tried)

    def _start(self, index: object) -> None:
        waiting = [each for each in self.snippets if each > self.last]
        if index not in waiting[:1] or (self.last >= 0 and not self._closed()):
            raise ValueError("not its turn")
        self.last, self.since = waiting[0], time.monotonic()

    def _outcome(self, raw: object, index: object, layout: int) -> Outcome:
        if index != self.last or self.last in self.outcomes:
            raise ValueError("not its turn")
        if not 0 <= layout < len(self.snippets[self.last]["layouts"]):
            raise ValueError("no such layout")
        return read(raw, layout)

    def _closed(self) -> bool:
        waits = self.last not in self.outcomes and self.last not in self.undecided
        return not (waits and self.snippets[self.last]["layouts"])

    def whole(self) -> bool:
        """Whether the last snippet is done."""
        return not self.snippets or (self.last == max(self.snippets) and self._closed())

    def course(self, end: str) -> Course:
        """What became of it."""
        return Course(self.outcomes, self.undecided, self.last, self.end or end)


@dataclass(frozen=True, slots=True)
class Question:
    """What a session waits to be told."""

    part: Part
    tried: tuple[Outcome | None, ...]
    """What each layout of the running snippet did, where one is to be chosen."""
    kept: frozenset[int] = frozenset()
    """The checkpoints there are, where some may be wanted."""


@dataclass(slots=True)
class Running:
    """What is known so far of a session in flight."""

    number: int
    job: Job
    deadline: float
    main: Part
    begun: bool = False
    """Whether its process was started."""
    back: dict[int, Part] = field(default_factory=dict)
    """What checkpoints were woken for, by the index of the snippet before which each was made."""

    def until(self) -> float:
        """When its silence is one too long, by the monotonic clock."""
        alone = self.job.last is not None and self.main.last == len(self.main.snippets) - 1
        return min(self.deadline, self.main.since + (self.job.last or 0.0)) if alone else self.deadline

    def course(self, end: str) -> Course:
        """What became of it, that of its checkpoints included."""
        back = {index: part.course("worker") for index, part in self.back.items()}
        return replace(self.main.course(end), back=back)

    def hear(self, event: Mapping[str, Any]) -> Question | None:
        """Take in one event of the session; the question that it is, if it is one.

        Raises:
            ValueError, TypeError, KeyError, OverflowError, AttributeError: Nothing the worker would say.
        """
        if "kept" in event:
            if self.main.end or not self.main.whole():
                raise ValueError("not its turn")
            self.main.end = "done"
            return Question(self.main, (), frozenset(map(int, event["kept"])))
        part = self.main
        if "back" in event:
            part = self.back[event["back"]]
            part.end = str(event.get("over", ""))
            event = event.get("event", {})
        tried = part.take(event)
        return None if tried is None else Question(part, tried)

    def answer(self, question: Question, choose: Choose, back: Back) -> dict[str, Any]:
        """What the worker waits for."""
        if question.kept:
            orders = [one for one in back(self.number, self.course("done")) if one["from"] in question.kept]
            self.back = {one["from"]: Part(dict(one["snippets"])) for one in orders}
            return {"back": orders}
        part = question.part
        taken = choose(self.number, part.last, question.tried)
        if taken is None:
            part.undecided[part.last] = question.tried
        return {"take": taken}
