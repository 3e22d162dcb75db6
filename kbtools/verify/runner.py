"""One call that has something to run: first pass, undecided layouts, second pass, verdicts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kbtools.model import Checked, Session, SnippetId, SourceId, Verdict
from kbtools.problems import Code, Problem, Severity, VerifyError
from kbtools.verify.batch import Batch
from kbtools.verify.choose import choose
from kbtools.verify.earlier import Return, checkpoints, returns, taken
from kbtools.verify.foresee import ROUNDS, Trial, best, relabelled, trials
from kbtools.verify.judge import Judge
from kbtools.verify.keys import keys
from kbtools.verify.options import RunOptions
from kbtools.verify.outcome import Course, Outcome, figure_name
from kbtools.verify.plan import Plan, job, modules, plan
from kbtools.verify.written import as_written, came_true

Progress = Callable[[SourceId, int, int], None]
"""Source that is done, how many are, how many there are."""
SETTLED = frozenset({Verdict.VERIFIED, Verdict.RAN, Verdict.NOT_CODE})
"""Verdicts that the first pass gives for good; of any other a further pass may find something better."""
FULL_FENCE = frozenset({"landlock", "seccomp"})


@dataclass(slots=True)
class Runner:
    """What one call of `run` knows while it runs sessions."""

    options: RunOptions
    versions: Mapping[str, str]
    environment: str
    progress: Progress | None
    fence: str = ""
    """What of the fence was active; empty before anything ran."""
    problems: list[Problem] = field(default_factory=list)
    _judges: tuple[Judge, ...] = ()
    ended: list[Judge] = field(default_factory=list)
    """Sessions whose first pass is over."""

    def verdicts(self, sessions: Sequence[Session]) -> dict[SnippetId, Checked]:
        """The verdicts of all snippets of the sessions."""
        plans = [plan(session, self.versions.keys()) for session in sessions]
        with Batch(self.options, modules(plans), self.options.seed) as batch:
            judges = self._first(batch, plans)
            self._foresee(batch, judges)
            ways = self._ways_back(batch, judges)
        back = [judge for _, judge in ways]
        self._judges = (*judges, *back)
        doubtful = [judge for judge in (*judges, *back) if _doubtful(judge)]
        with Batch(self.options, modules([judge.plan for judge in doubtful]), self.options.seed + 1) as batch:
            self._again(batch, doubtful)
        done = {snippet: checked for judge in judges for snippet, checked in judge.judge().items()}
        for way, judge in ways:
            done |= taken(way, judge.judge(), done)
        return done

    def _first(self, batch: Batch, plans: Sequence[Plan]) -> list[Judge]:
        runs = [each for each in plans if each.sent]
        idle = [each for each in plans if not each.sent]
        for count, each in enumerate(idle, 1):
            self._tell(each, count, len(plans))
        judges: dict[int, Judge] = {}

        def keeps(sent: Mapping[int, tuple[Plan, Mapping[int, int]]]) -> Callable[[int], None]:
            numbers = list(sent)

            def done(place: int) -> None:
                each, layouts = sent[numbers[place]]
                course = relabelled(batch.courses[place], each, layouts)
                if came_true(each, course, layouts):
                    judges[numbers[place]] = self._judge(each, course)
                    self.ended.append(judges[numbers[place]])
                    self._tell(each, len(idle) + len(judges), len(plans))

            return done

        written = {number: (each, as_written(each)) for number, each in enumerate(runs)}
        self._pass(batch, list(written.values()), keeps(written), keep=True)
        rest: dict[int, tuple[Plan, Mapping[int, int]]] = {
            number: (each, {}) for number, each in enumerate(runs) if number not in judges
        }
        self._pass(batch, list(rest.values()), keeps(rest), keep=True)
        never = (self._judge(each, Course({}, {}, -1, "done")) for each in idle)
        return [*(judges[number] for number in range(len(runs))), *never]

    def _pass(
        self,
        batch: Batch,
        runs: Sequence[tuple[Plan, Mapping[int, int]]],
        done: Callable[[int], None] = lambda _: None,
        *,
        keep: bool = False,
    ) -> list[Course]:
        """The courses of sessions, each with the layouts that are taken already; nothing is run for none.

        Args:
            batch: What runs them.
            runs: The sessions.
            done: Told the number of each that ends.
            keep: Whether to look behind rebindings too, where a record that did not come true may be found.
        """
        plans = [each for each, _ in runs]

        def decide(number: int, index: int, tried: tuple[Outcome | None, ...]) -> int | None:
            return choose(plans[number].session.snippets[plans[number].sent[index]], tried)

        def back(number: int, course: Course) -> list[dict[str, Any]]:
            each, layouts = runs[number]
            course = relabelled(course, each, layouts)
            wanted = _returns(self._judge(each, course)) if came_true(each, course, layouts) else []
            return [way.order() for way in wanted if not way.timed()]

        before = batch.broke_off
        wanted = [checkpoints(each) if keep else frozenset() for each in plans]
        jobs = [
            job(each, self.options.timeout, batch.hash_seed, layouts, kept)
            for (each, layouts), kept in zip(runs, wanted, strict=True)
        ]
        courses = batch.run(jobs, decide, done, self._check_fence, back)
        self._tell_breaks(batch.broke_off - before)
        return [relabelled(courses[number], *each) for number, each in enumerate(runs)]

    def _judge(self, planned: Plan, course: Course, state: str = "") -> Judge:
        available = frozenset(self.versions)
        return Judge(planned, keys(planned.session), self.environment, available, course, state=state)

    def _foresee(self, batch: Batch, judges: Sequence[Judge]) -> None:
        """Take layouts that nothing but an output recorded further down decides."""
        hopeless: dict[int, frozenset[int]] = {}
        for _ in range(ROUNDS):
            asked = {
                number: trials(judge.plan, judge.course, hopeless.get(number, frozenset()))
                for number, judge in enumerate(judges)
            }
            every = [trial for each in asked.values() for trial in each]
            if not every:
                return
            courses = iter(self._pass(batch, [(trial.plan, trial.layouts) for trial in every]))
            for number, each in asked.items():
                followed = [self._judge(trial.plan, next(courses)) for trial in each]
                hopeless[number] = hopeless.get(number, frozenset()) | {trial.index for trial in each}
                self._take(judges[number], each, followed)

    def _take(self, judge: Judge, tried: Sequence[Trial], followed: Sequence[Judge]) -> None:
        taken = best([_green(each.judge().values()) for each in followed], _green(judge.judge().values()))
        if tried and taken is not None:
            judge.course = followed[taken].course

    def _ways_back(self, batch: Batch, judges: Sequence[Judge]) -> list[tuple[Return, Judge]]:
        """What untrue snippets do with names as they were before they were bound anew."""
        ways = [(way, way.course(judge.course)) for judge in judges for way in _returns(judge)]
        runs = [(way.plan, way.layouts) for way, course in ways if course is None]
        once_more = iter(self._pass(batch, runs))
        return [(way, self._judge(way.plan, course or next(once_more), way.state())) for way, course in ways]

    def _again(self, batch: Batch, judges: Sequence[Judge]) -> None:
        """The same sessions in a worker with other hashes, addresses and random values."""
        runs = [(judge.plan, _layouts(judge)) for judge in judges]
        for judge, course in zip(judges, self._pass(batch, runs), strict=True):
            judge.again = course

    def figures(self, rows: Iterable[Checked]) -> dict[str, bytes]:
        """The PNG files that these verdicts name."""
        wanted = {name for row in rows for name in row.figures}
        outcomes = (each for judge in (*self._judges, *self.ended) for each in judge.course.outcomes.values())
        drawn = ((figure_name(png), png) for outcome in outcomes for png in outcome.figures)
        return {name: png for name, png in drawn if name in wanted}

    def settled(self) -> dict[SnippetId, Checked]:
        """The verdicts of the sessions that no further pass could change: all of them true or neutral."""
        judged = [each.judge() for each in self.ended]
        final = [rows for rows in judged if all(row.verdict in SETTLED for row in rows.values())]
        return {snippet: row for rows in final for snippet, row in rows.items()}

    def _tell(self, planned: Plan, count: int, total: int) -> None:
        if self.progress:
            self.progress(planned.session.source, count, total)

    def _check_fence(self, fence: str) -> None:
        if not self.fence and not set(fence.split("+")) >= FULL_FENCE and self.options.fence != "off":
            self.problems.append(_degraded(fence, strict=self.options.fence == "strict"))
            if self.options.fence == "strict":
                raise VerifyError(self.problems)
        self.fence = fence

    def _tell_breaks(self, count: int) -> None:
        if count:
            what = f"the process that runs snippets broke off and was started again ({count})"
            hint = "raise the memory of the machine or run fewer jobs: kbtools verify --jobs 1"
            self.problems.append(
                Problem(self.options.python, 0, Severity.WARNING, Code.WORKER_FAILED, what, hint)
            )


def _returns(judge: Judge) -> list[Return]:
    return returns(judge.plan, judge.judge(), _layouts(judge)) if judge.course.end == "done" else []


def _layouts(judge: Judge) -> dict[int, int]:
    """The layouts that were taken, by index of the snippet."""
    return {judge.plan.sent[place]: each.layout for place, each in judge.course.outcomes.items()}


def _doubtful(judge: Judge) -> bool:
    """Whether a second run could turn a difference into randomness."""
    return any(checked.verdict is Verdict.DRIFTED for checked in judge.judge().values())


def _green(verdicts: Iterable[Checked]) -> int:
    return sum(checked.verdict.green for checked in verdicts)


def _degraded(fence: str, *, strict: bool) -> Problem:
    what = f"this system fences snippets in by {fence} only, not by landlock and seccomp"
    hint = "run only notes you trust, or use Linux 5.13 or later"
    severity = Severity.ERROR if strict else Severity.WARNING
    return Problem("verify", 0, severity, Code.FENCE_DEGRADED, what, hint)
