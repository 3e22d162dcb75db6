"""A broken snippet is shown the copy that runs, and no other code."""

from collections.abc import Callable

import pytest

from kbtools.model import Checked, Session, Snippet, Verdict
from kbtools.verify import witnesses

WHOLE = "def grow(step):\n    while step < 9:\n        step = step * 2\n    return step\ngrow(3)"
FLAT = "def grow(step):\nwhile step < 9:\nstep = step * 2\nreturn step"


def stands_for(
    broken: str,
    copy: str,
    session: Callable[..., Session],
    *,
    verdict: Verdict = Verdict.VERIFIED,
    other: str = "b",
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """What the broken snippet lacks of the copy and has too many; None when the copy is no witness."""
    sessions = [session("a", broken), session("b", copy)] if other == "b" else [session("a", broken, copy)]
    snippets: list[Snippet] = [one for each in sessions for one in each.snippets]
    verdicts = (Verdict.RAISED, verdict)
    checked = {one.id: Checked(one.id, "", each, "") for one, each in zip(snippets, verdicts, strict=True)}
    found = witnesses(sessions, checked)
    witness = found.get(snippets[0].id)
    assert set(found) <= {snippets[0].id}
    assert witness is None or witness.snippet == snippets[1].id
    return None if witness is None else (witness.missing, witness.extra)


@pytest.mark.parametrize(
    ("broken", "copy", "lacks", "extra"),
    [
        (FLAT, WHOLE, (), ()),
        ("torch sqrt(area)", "torch.sqrt(area)", (".",), ()),
        (
            "def mean batch, size):\n    return sum(batch)",
            "def mean(batch, size):\n    return sum(batch)",
            ("(",),
            (),
        ),
        ("torch.ones(4)\nx, y, torch.dot(x, y)", "y = torch.ones(4)\nx, y, torch.dot(x, y)", ("y=",), ()),
        ("W = torch.tensor([[4., 7.]]))", "W = torch.tensor([[4., 7.]])", (), (")",)),
        ("area.sum()  # 求和", "# 先准备\narea.sum()", (), ()),
    ],
)
def test_a_copy_that_runs_stands_for_code_that_lost_layout_or_a_token(
    broken: str, copy: str, lacks: tuple[str, ...], extra: tuple[str, ...], session: Callable[..., Session]
) -> None:
    """Comments do not count; what the broken one lacks or doubles is named."""
    assert stands_for(broken, copy, session) == (lacks, extra)


@pytest.mark.parametrize(
    ("broken", "copy"),
    [
        ("torch.zeros(2, 3)", "torch.zeros(12, 3)"),
        ("torch.zeros(2, 3)", "torch.zeros(2, 4)"),
        ("area1 = side * side", "area = side * side"),
        ("net(X)", "net(X)"),
        ("loss = F.mse_loss(y, t)", "loss = F.mse_loss(y, t, reduction='none', weight=weights)"),
    ],
)
def test_other_code_is_no_witness(broken: str, copy: str, session: Callable[..., Session]) -> None:
    """A number or a name that differs makes it other code; a few letters stand in every note."""
    assert stands_for(broken, copy, session) is None


def test_a_witness_runs_and_comes_from_another_source(session: Callable[..., Session]) -> None:
    """A copy that does not run, or stands in the same note, is shown to nobody."""
    assert stands_for(FLAT, WHOLE, session, verdict=Verdict.RAN) == ((), ())
    assert stands_for(FLAT, WHOLE, session, verdict=Verdict.DRIFTED) is None
    assert stands_for(FLAT, WHOLE, session, other="a") is None
