"""From what a snippet did to what that says of its note."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kbtools.model import Checked, CodeKind, Grade, Snippet, SnippetId, Verdict
from kbtools.verify.acceptance import CUT, by_a_person
from kbtools.verify.blame import Blame, missing, stale, unchanged
from kbtools.verify.checkers import compare_error, compare_shape, says_random
from kbtools.verify.compared import compared
from kbtools.verify.difference import difference
from kbtools.verify.mask import mask
from kbtools.verify.outcome import Course, Failure, Outcome, figure_name
from kbtools.verify.plan import Plan, unmet
from kbtools.verify.stderr import steady

SAID_RANDOM = "The values vary, as its note says; their structure, shapes and types are the recorded ones."
ANEW = "A process that starts anew knows nothing of a note's cells."
LONGEST_ERROR = 200
"""Characters of an error that a reason quotes."""
ENDS = {
    "timeout": (Verdict.TIMEOUT, "it was still running when its time was up"),
    "processes": (Verdict.DENIED, "it started more processes than the fence allows"),
    "memory": (Verdict.DENIED, "its processes took more memory together than a session may"),
    "disk": (Verdict.DENIED, "it wrote more files than a session may"),
    "garbled": (Verdict.DENIED, "it wrote into the pipe that its results go through"),
    "worker": (Verdict.RAISED, "the process that runs snippets broke off while it ran"),
}
"""How a session can end before its last snippet: the verdict, and why in words."""

FAILED = frozenset({Verdict.RAISED, Verdict.BLOCKED, Verdict.TIMEOUT, Verdict.DENIED})
"""Verdicts of snippets that did not do what they were written for."""


@dataclass(slots=True)
class Judge:
    """The judgement of one session, snippet by snippet, for a snippet's reason may name one above it."""

    plan: Plan
    keys: Mapping[SnippetId, str]
    environment: str
    available: frozenset[str]
    course: Course
    again: Course | None = None
    """The second run, in another process with other seeds; None when there was none."""
    state: str = ""
    """Of which earlier state the verdicts tell, in a sentence; empty for the session as it stands."""

    def judge(self) -> dict[SnippetId, Checked]:
        """The verdict of every snippet of the session."""
        done: dict[SnippetId, Checked] = {}
        for index, snippet in enumerate(self.plan.session.snippets):
            checked = self._snippet(index, snippet, done)
            done[snippet.id] = replace(checked, key=self.keys[snippet.id], environment=self.environment)
        return done

    def _snippet(self, index: int, snippet: Snippet, done: Mapping[SnippetId, Checked]) -> Checked:
        if snippet.kind is not CodeKind.PYTHON or snippet.options.skip or not snippet.layouts:
            return _verdict(snippet, Verdict.NOT_CODE, _never(snippet))
        if needs := unmet(snippet, self.available):
            return _verdict(
                snippet, Verdict.BLOCKED, f"It needs {' and '.join(needs)}, which is not available."
            )
        place = self.plan.place(index)
        if place < 0:
            return _verdict(snippet, Verdict.BLOCKED, "It was left out of this run.")
        if place in self.course.undecided:
            return self._undecided(snippet, self.course.undecided[place])
        outcome = self.course.outcomes.get(place)
        if outcome is None:
            return self._unfinished(snippet, place)
        checked = self._raised(index, outcome, done) if outcome.failure else self._ran(index, outcome, done)
        if checked.verdict.green and snippet.unchecked:
            checked = replace(checked, verdict=Verdict.RAN, grade=None, reason=_unchecked(snippet))
        reason = checked.reason + self.state + _possible(snippet, outcome)
        if snippet.accepted and checked.verdict.green:
            reason = by_a_person(snippet)
        return replace(
            checked,
            layout=outcome.layout,
            supplied=outcome.supplied,
            stderr=steady(outcome.stderr, snippet.layouts[outcome.layout].code, self.plan.session.path),
            figures=tuple(map(figure_name, outcome.figures)),
            reason=reason,
            seconds=outcome.seconds,
        )

    def _undecided(self, snippet: Snippet, tried: tuple[Outcome | None, ...]) -> Checked:
        clean = sum(1 for each in tried if each and each.failure is None)
        broken = "As it stands it does not parse. " if snippet.layouts[0].repairs else ""
        reason = (
            f"{broken}The layout was lost: {len(tried)} layouts parse, {clean} of them run, "
            "and nothing recorded decides which is the author's."
        )
        return _verdict(snippet, Verdict.RAISED, reason)

    def _unfinished(self, snippet: Snippet, place: int) -> Checked:
        end = self.course.end
        verdict, why = ENDS.get(end, (Verdict.RAISED, _died(end)))
        culprit = self.plan.session.snippets[self.plan.sent[max(self.course.last, 0)]]
        if place == self.course.last:
            return replace(_verdict(snippet, verdict, f"It gave no result: {why}."), line=_line(snippet))
        reason = f"It did not run: the snippet at line {_line(culprit)} ended the session; {why}."
        return replace(_verdict(snippet, Verdict.BLOCKED, reason), root=culprit.id)

    def _raised(self, index: int, outcome: Outcome, done: Mapping[SnippetId, Checked]) -> Checked:
        snippet, failure = self.plan.session.snippets[index], outcome.failure
        if failure is None:
            raise ValueError("only for an outcome with a failure")
        recorded = _recorded(snippet, outcome)
        found = compare_error(recorded, outcome.text) if recorded else None
        base = replace(_verdict(snippet, Verdict.RAISED, ""), line=failure.line, got=_got(snippet, outcome))
        if found:
            got = None if recorded.rstrip("\n") == outcome.text.rstrip("\n") else base.got
            return replace(base, verdict=Verdict.VERIFIED, grade=found[0], reason=found[1], got=got)
        if failure.anew or failure.denied:
            return _kept_off(base, failure)
        if snippet.options.raises and not recorded and not (failure.name or failure.module):
            reason = f"It raises {failure.type}, as its note says it should."
            return replace(base, verdict=Verdict.VERIFIED, grade=Grade.ERROR, reason=reason)
        if failure.module:
            reason = f"The module {failure.module} is not installed."
            return replace(base, verdict=Verdict.BLOCKED, reason=reason)
        blame = (
            missing(self.plan, self.course.outcomes, index, failure.name)
            if failure.name
            else stale(self.plan, self.course.outcomes, index)
        )
        if blame and not failure.syntax:
            return self._blamed(base, blame, done)
        return replace(base, reason=_sentence("It raised an error that its author did not record", failure))

    def _blamed(self, base: Checked, blame: Blame, done: Mapping[SnippetId, Checked]) -> Checked:
        """Blocked, with the first failure of the chain as its root, not the last link."""
        snippets = self.plan.session.snippets
        if blame.definer is None:
            later = "" if blame.later is None else f" before line {_line(snippets[blame.later])}"
            reason = f"Nothing in its source defines {blame.name}{later}."
            return replace(base, verdict=Verdict.BLOCKED, reason=reason)
        definer = snippets[blame.definer]
        root = done[definer.id].root or definer.id
        first = next(snippet for snippet in snippets if snippet.id == root)
        what = f"The snippet at line {_line(definer)} should have {blame.verb} {blame.name}"
        why = f"its verdict is {done[root].verdict}"
        if root != definer.id:
            why = f"it needs what failed at line {_line(first)}"
        return replace(base, verdict=Verdict.BLOCKED, reason=f"{what}, but {why}.", root=root)

    def _ran(self, index: int, outcome: Outcome, done: Mapping[SnippetId, Checked]) -> Checked:
        snippet = self.plan.session.snippets[index]
        recorded = _recorded(snippet, outcome)
        base = replace(_verdict(snippet, Verdict.RAN, ""), got=_got(snippet, outcome))
        if not recorded:
            if snippet.options.raises:
                return replace(base, verdict=Verdict.DRIFTED, reason="Its note says it raises; it did not.")
            reason = "It ran; its author recorded no output to compare with."
            if snippet.options.setup:
                reason = "It ran; its note says that it only prepares what follows."
            return replace(base, reason=reason, got=base.got or None)
        code = snippet.layouts[outcome.layout].code
        found = compared(recorded, outcome.output, code, snippet.unrecorded)
        if found:
            got = None if found[0] is Grade.EXACT else base.got
            return replace(base, verdict=Verdict.VERIFIED, grade=found[0], reason=found[1], got=got)
        if len(set(snippet.unrecorded)) > 1:
            return replace(base, reason="It ran; prints without a record stand between the recorded ones.")
        failed = {
            place for place, each in enumerate(self.plan.session.snippets) if _failed(done.get(each.id))
        }
        if blame := stale(self.plan, self.course.outcomes, index) or unchanged(self.plan, failed, index):
            return self._blamed(base, blame, done)
        return self._differs(index, recorded, outcome, base)

    def _differs(self, index: int, recorded: str, outcome: Outcome, base: Checked) -> Checked:
        snippet = self.plan.session.snippets[index]
        told = snippet.options.random or says_random(recorded)
        if not (told or self._random(index, outcome)):
            return replace(base, verdict=Verdict.DRIFTED, reason=difference(recorded, outcome.output))
        if found := compare_shape(recorded, outcome.output):
            reason = SAID_RANDOM if told else found[1]
            return replace(base, verdict=Verdict.VERIFIED_SHAPE, grade=found[0], reason=reason)
        reason = "The values are random, but their structure is not the recorded one."
        return replace(base, verdict=Verdict.DRIFTED, reason=reason)

    def _random(self, index: int, outcome: Outcome) -> bool:
        """Whether the second run printed something else, addresses aside."""
        second = self.again.outcomes.get(self.plan.place(index)) if self.again else None
        if second is None:
            return False
        snippet = self.plan.session.snippets[index]
        return _got(snippet, outcome) != _got(snippet, second)


def _failed(checked: Checked | None) -> bool:
    return checked is not None and checked.verdict in FAILED


def _verdict(snippet: Snippet, verdict: Verdict, reason: str) -> Checked:
    return Checked(snippet=snippet.id, key="", verdict=verdict, reason=reason)


def _recorded(snippet: Snippet, outcome: Outcome) -> str:
    recorded = snippet.layouts[outcome.layout].recorded or ""
    return recorded if recorded.strip() and not snippet.options.setup else ""


def _got(snippet: Snippet, outcome: Outcome) -> str:
    ending = CUT if outcome.cut else ""
    return mask(outcome.text + ending, snippet.layouts[outcome.layout].code)


def _possible(snippet: Snippet, outcome: Outcome) -> str:
    """How many layouts there were to take from; nothing for text that stands as it was written.

    A layout that only asks for a value more, or takes a comment in, is no other reading of the code.
    """
    stems = [{repair.partition("-")[0] for repair in layout.repairs} for layout in snippet.layouts]
    count = sum(not each & {"show", "commented"} for each in stems)
    repaired = count > 1 and snippet.layouts[outcome.layout].repairs
    return f" Its layout is one of {count} that parse." if repaired else ""


def _unchecked(snippet: Snippet) -> str:
    """Why a snippet is not green although all that could be compared is equal."""
    where = f"line {snippet.unchecked[0]} stands where no run shows it"
    return f"It ran, but the value recorded at {where}, so nothing compared it."


def _line(snippet: Snippet) -> int:
    """The line by which every report names a snippet."""
    return snippet.lines.start


def _never(snippet: Snippet) -> str:
    if snippet.options.skip:
        return "Its note says to skip it."
    return snippet.why or f"It is {snippet.kind}, which is never run."


def _died(end: str) -> str:
    kind, _, number = end.partition(" ")
    if kind == "signal":
        return f"the process was ended by {number}"
    return f"the process ended itself with exit code {number}" if number else "the process ended itself"


def _sentence(what: str, failure: Failure) -> str:
    first = " ".join(str(failure).split())
    short = first if len(first) <= LONGEST_ERROR else first[: LONGEST_ERROR - 1] + "…"
    return f"{what}: {short}" if short.endswith((".", "!", "?", "…")) else f"{what}: {short}."


def _kept_off(base: Checked, failure: Failure) -> Checked:
    """What no note may do, or can do only outside of one."""
    if failure.anew:
        return replace(base, verdict=Verdict.BLOCKED, reason=ANEW)
    reason = _sentence("The fence stopped it", failure) + failure.lacks
    return replace(base, verdict=Verdict.DENIED, reason=reason)
