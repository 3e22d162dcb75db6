"""The text as its author wrote it, taken at its word: others are tried only where it does not come true.

Trying a layout costs a fork of the session; a note that is true as it stands needs none.
"""

from collections.abc import Mapping

from kbtools.model import Grade
from kbtools.verify.choose import grade
from kbtools.verify.outcome import Course
from kbtools.verify.plan import Plan


def as_written(plan: Plan) -> dict[int, int]:
    """The first layout of every snippet that has several, needs no repair, and has an output to come true."""
    snippets = plan.session.snippets
    return {
        index: 0
        for index in plan.sent
        if len(snippets[index].layouts) > 1
        and not snippets[index].layouts[0].repairs
        and (snippets[index].layouts[0].recorded or snippets[index].recorded)
    }


def came_true(plan: Plan, course: Course, taken: Mapping[int, int]) -> bool:
    """Whether what was taken printed what is recorded to the letter: no other layout can do better."""
    for index in taken:
        outcome = course.outcomes.get(plan.place(index))
        if outcome is None or outcome.failure is not None:
            return False
        if grade(plan.session.snippets[index], outcome) is not Grade.EXACT:
            return False
    return True
