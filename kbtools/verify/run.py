"""The whole room on one screen: what changed is run, judged, and where it differs run once more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kbtools.model import Checked, Results, Session, SnippetId, SourceId, Verdict
from kbtools.problems import Code, Problem, Severity, VerifyError
from kbtools.verify import environment
from kbtools.verify.batch import Batch
from kbtools.verify.choose import choose
from kbtools.verify.judge import Judge
from kbtools.verify.keys import keys
from kbtools.verify.options import RunOptions
from kbtools.verify.outcome import Course, Outcome
from kbtools.verify.plan import Plan, job, modules, plan

Progress = Callable[[SourceId, int, int], None]
"""Source that is done, how many are, how many there are."""

KEPT = frozenset({Verdict.VERIFIED, Verdict.VERIFIED_SHAPE, Verdict.RAN, Verdict.DRIFTED, Verdict.NOT_CODE})
"""Verdicts that need no second look while their key and environment hold; errors may pass by themselves."""
FULL_FENCE = frozenset({"landlock", "seccomp"})


def run(
    sessions: Sequence[Session], options: RunOptions, stored: Results, progress: Progress | None = None
) -> tuple[Results, tuple[Problem, ...]]:
    """All verdicts after running what changed, and what a person should know of the run itself.

    A session whose stored verdicts all hold is not run; when none is to be run, no worker is started.
    Stored verdicts of sources that are not among the sessions are kept as they are.

    Raises:
        VerifyError: The Python cannot be started, or the fence is not what `strict` demands.
    """
    versions = environment.versions(options.python)
    name = environment.name(versions)
    due = [session for session in sessions if not _holds(session, stored, name)]
    present = {session.source for session in sessions}
    wanted = {snippet.id for session in sessions for snippet in session.snippets}
    kept = {
        snippet: checked
        for snippet, checked in stored.checked.items()
        if snippet in wanted or _source(snippet) not in present
    }
    if not due:
        return Results(kept, stored.environments), ()
    runner = _Runner(options, versions, name, progress)
    fresh = runner.verdicts(due)
    environments = dict(stored.environments)
    if runner.fence or name not in environments:
        environments[name] = {**versions, "fence": runner.fence or "not needed"}
    return Results({**kept, **fresh}, environments), tuple(runner.problems)


def _holds(session: Session, stored: Results, name: str) -> bool:
    """Whether every snippet of a session has a stored verdict that needs no second look."""
    checked = [(stored.checked.get(snippet), key) for snippet, key in keys(session).items()]
    return all(
        each is not None and each.key == key and each.environment == name and each.verdict in KEPT
        for each, key in checked
    )


def _source(snippet: SnippetId) -> str:
    return snippet.rpartition("/")[0]


@dataclass(slots=True)
class _Runner:
    """One call of `run` that has something to run."""

    options: RunOptions
    versions: Mapping[str, str]
    environment: str
    progress: Progress | None
    fence: str = ""
    problems: list[Problem] = field(default_factory=list)

    def verdicts(self, sessions: Sequence[Session]) -> dict[SnippetId, Checked]:
        """The verdicts of all snippets of the sessions."""
        plans = [plan(session, self.versions.keys()) for session in sessions]
        judges = [self._judge(each, course) for each, course in self._courses(plans)]
        doubtful = [judge for judge in judges if _doubtful(judge)]
        for judge, course in self._again(doubtful):
            judge.again = course
        return {snippet: checked for judge in judges for snippet, checked in judge.judge().items()}

    def _judge(self, planned: Plan, course: Course) -> Judge:
        available = frozenset(self.versions)
        return Judge(planned, keys(planned.session), self.environment, available, course)

    def _courses(self, plans: Sequence[Plan]) -> list[tuple[Plan, Course]]:
        runs = [each for each in plans if each.sent]
        idle = [(each, Course({}, {}, -1, "done")) for each in plans if not each.sent]
        for count, (each, _) in enumerate(idle, 1):
            self._tell(each, count, len(plans))
        jobs = [job(each, self.options.timeout, 0, {}) for each in runs]
        finished = [len(idle)]

        def done(number: int) -> None:
            finished[0] += 1
            self._tell(runs[number], finished[0], len(plans))

        def decide(number: int, index: int, tried: tuple[Outcome | None, ...]) -> int | None:
            return choose(runs[number].session.snippets[runs[number].sent[index]], tried)

        batch = Batch(self.options, modules(runs), decide)
        courses = batch.run(jobs, done, self._check_fence)
        self._tell_breaks(batch.broke_off)
        return [*idle, *((runs[number], course) for number, course in sorted(courses.items()))]

    def _again(self, judges: Sequence[Judge]) -> list[tuple[Judge, Course]]:
        """The same sessions in a worker with other hashes, addresses and random values."""
        jobs = [job(judge.plan, self.options.timeout, 1, _layouts(judge)) for judge in judges]
        batch = Batch(self.options, modules([judge.plan for judge in judges]), lambda *_: None, hash_seed=1)
        courses = batch.run(jobs, lambda _: None, self._check_fence)
        return [(judges[number], course) for number, course in courses.items()]

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


def _layouts(judge: Judge) -> dict[int, int]:
    """The layouts of the first run, by snippet; the second run tries none anew."""
    return {judge.plan.sent[place]: each.layout for place, each in judge.course.outcomes.items()}


def _doubtful(judge: Judge) -> bool:
    """Whether a second run could turn a difference into randomness."""
    return any(checked.verdict is Verdict.DRIFTED for checked in judge.judge().values())


def _degraded(fence: str, *, strict: bool) -> Problem:
    what = f"this system fences snippets in by {fence} only, not by landlock and seccomp"
    hint = "run only notes you trust, or use Linux 5.13 or later"
    severity = Severity.ERROR if strict else Severity.WARNING
    return Problem("verify", 0, severity, Code.FENCE_DEGRADED, what, hint)
