"""Records that are true of an earlier state of a name, and state that a failed snippet left behind."""

from collections.abc import Callable

import pytest

from kbtools.model import Checked, Session

MAKE = "import torch\nx = torch.arange(6.)"
AGAIN = "x = torch.ones(2, 2, 2)"
TRAIN = "for step in range(3):\n    opt.step(missing)"
NOTES: dict[str, list[str | tuple[str, str]]] = {
    "earlier": [
        MAKE,
        AGAIN,
        ("x.reshape(2, 3)", "tensor([[0., 1., 2.],\n        [3., 4., 5.]])"),
        ("x.sum()", "tensor(8.)"),
        ("x[0] = 7\nx", "tensor([7., 1., 2., 3., 4., 5.])"),
        ("x", "tensor([7., 1., 2., 3., 4., 5.])"),
    ],
    "untrue": [MAKE, AGAIN, ("x.reshape(2, 3)", "tensor([[9., 9., 9.],\n        [9., 9., 9.]])")],
    "little": [("a = 5\na", "5"), ("a = 6\na", "6"), ("a > 5", "False")],
    "random": [
        "import torch\nX = torch.rand(2, 3)",
        "X = [1]",
        ("X.t()", "tensor([[0.1, 0.2],\n        [0.3, 0.4],\n        [0.5, 0.6]])"),
    ],
    "untrained": [
        "class Opt:\n    def step(self, value):\n        pass\nopt = Opt()\nw = [0.0]",
        "for step in range(3):\n    w[0] += 1.0\n    opt.step(missing)",
        ("w[0]", "3.0"),
    ],
    "half bound": [
        "x = [1]\ny = 1",
        "x = [1, 2]\ny = 2\nfor i in range(3):\n    x.append(i)\n    missing.use(i)\nx = x + [9]",
        ("x", "[1, 2, 0, 1, 2, 9]"),
        ("y + 1", "9"),
        ("x, 'once more'", "([1, 2, 0, 1, 2, 9], 'once more')"),
    ],
}


@pytest.fixture(scope="module")
def checked(
    session: Callable[..., Session], verdicts: Callable[..., dict[str, Checked]]
) -> dict[str, Checked]:
    """Every note run once."""
    return verdicts(*(session(name, *cells) for name, cells in NOTES.items()))


def test_a_record_of_an_earlier_state_is_true_and_says_so(checked: dict[str, Checked]) -> None:
    """The state before the rebinding is tried for what came out untrue, in order; the rest stays."""
    found = [checked[f"earlier/{row}"] for row in range(6)]

    assert [each.verdict for each in found] == ["ran", "ran", *["verified"] * 4]
    sentence = "It is true of x as line 1 left it, before line 11 bound it anew."
    assert [sentence in each.reason for each in found] == [False, False, True, False, True, True]


def test_a_record_of_no_state_stays_untrue(checked: dict[str, Checked]) -> None:
    """Going back makes nothing true that is not."""
    assert checked["untrue/2"].verdict == "raised"


def test_a_record_that_many_states_give_is_not_looked_for(checked: dict[str, Checked]) -> None:
    """A truth value alone would be found in half of all states."""
    assert checked["little/2"].verdict == "drifted"


def test_a_random_record_of_an_earlier_state_is_compared_by_shape(checked: dict[str, Checked]) -> None:
    """The way back runs twice as well."""
    assert checked["random/2"].verdict == "verified-shape"
    assert "as line 1 left it" in checked["random/2"].reason


def test_what_a_failed_snippet_should_have_changed_is_no_drift(checked: dict[str, Checked]) -> None:
    """A value that training never reached is blocked by the training."""
    found = checked["untrained/2"]

    assert (found.verdict, found.root) == ("blocked", "untrained/1")
    assert "should have changed w" in found.reason


def test_a_name_that_a_failed_snippet_bound_in_part_is_blocked_by_it(checked: dict[str, Checked]) -> None:
    """What it would still have bound or changed is its debt; what it was done with is judged as it is."""
    found = [checked[f"half bound/{row}"] for row in range(5)]

    assert [each.verdict for each in found] == ["ran", "blocked", "blocked", "drifted", "blocked"]
    assert [each.root for each in found[2:]] == ["half bound/1", None, "half bound/1"]
    assert "The snippet at line 11 should have defined x, but its verdict is blocked" in found[2].reason
