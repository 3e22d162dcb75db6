"""What counts as worse."""

import pytest

from kbtools.model import Checked, Results, SnippetId, Verdict
from kbtools.verify import worse

NAME = SnippetId("note/0")


def _results(verdict: Verdict | None) -> Results:
    return Results({} if verdict is None else {NAME: Checked(NAME, "", verdict, "")})


@pytest.mark.parametrize(
    ("old", "new", "is_worse"),
    [
        (Verdict.VERIFIED, Verdict.VERIFIED_SHAPE, True),
        (Verdict.RAN, Verdict.DRIFTED, True),
        (Verdict.RAISED, Verdict.BLOCKED, True),
        (Verdict.TIMEOUT, Verdict.DENIED, True),
        (Verdict.DRIFTED, Verdict.VERIFIED, False),
        (Verdict.RAN, Verdict.RAN, False),
        (Verdict.NOT_CODE, Verdict.DENIED, False),
        (Verdict.VERIFIED, Verdict.NOT_CODE, False),
        (None, Verdict.DENIED, False),
    ],
)
def test_further_down_the_order_is_worse(old: Verdict | None, new: Verdict, *, is_worse: bool) -> None:
    """What is no code, and what is new, is never worse."""
    assert worse(_results(old), _results(new)) == ((NAME,) if is_worse else ())
