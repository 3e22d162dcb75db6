"""What counts as the same output, and what does not."""

from importlib.metadata import EntryPoint

import pytest

from kbtools.verify import checkers
from kbtools.verify.checkers import compare, compare_error, compare_shape, version

TENSOR = "tensor([[ 0.,  1.],\n        [ 2.,  3.]])"
SAME = [
    ("exact", "3\n", "3"),
    ("exact", TENSOR, TENSOR + "\n"),
    ("whitespace", "tensor([[ 0., 1.],\n[ 2., 3.]])", TENSOR),
    ("whitespace", "[[0. 1.]\n [2. 3.]]", "[[ 0.  1.]\n [ 2.  3.]]"),
    ("whitespace", "a\tb\n0\t1\t2", "   a  b\n0  1  2"),
    ("numbers", "0.1429", "0.14285"),
    ("numbers", "3.0284", "3.0284883975982666"),
    ("numbers", "tensor(1.0000)", "tensor(1.)"),
    ("numbers", "tensor(1.)", "tensor(1.0000)"),
    ("numbers", "1.5e-05", "1.5004e-05"),
    ("numbers", "0.00015", "1.5e-04"),
    ("numbers", "tensor([-0.0000, 1.0])", "tensor([0.0000, 1.0])"),
    ("numbers", "0.3333333432674408", "0.3333333134651184"),
    ("spelling", "grad_fn=<MulBackward>", "grad_fn=<MulBackward0>"),
    ("spelling", "(3.0, True)", "(np.float64(3.0), np.True_)"),
    ("spelling", "<class 'torch.Tensor'>", "torch.Tensor"),
    ("spelling", "tensor([1]), 2", "(tensor([1]), 2)"),
    ("spelling", "<a.B object at 0x7f1a015a4190>", "<a.B object at 0x7f9955ee1000>"),
    ("spelling", "tensor([−1.5])", "tensor([-1.5])"),
    ("spelling", "[1 2]", "array([1, 2])"),
    ("spelling", "[[1.5, 2.], [3., 4.]]", "tensor([[1.5000, 2.0000],\n        [3.0000, 4.0000]])"),
    ("spelling", "array([2, 1]) # may vary", "array([2, 1])"),
    ("spelling", "array([[1, 2],   # 第一行\n       [3, 4]])", "array([[1, 2],\n       [3, 4]])"),
    ("spelling", "array([ True, False], dtype=bool)", "array([ True, False])"),
    ("spelling", "(2-3j)", "np.complex128(2-3j)"),
    ("spelling", "array([ 1.0+0.j ,  0.5-2.j ])", "array([1. +0.j, 0.5-2.j])"),
    ("numbers", "array([0.33+0.25j])", "array([0.3333+0.2511j])"),
    (
        "spelling",
        "[<matplotlib.lines.Line2D object at 0x...>]",
        "[<matplotlib.lines.Line2D at 0x7f9955ee1000>]",
    ),
    ("spelling", "<AddBackward object at 0x7f1a015a4190>", "<AddBackward0 at 0x7f9955ee1000>"),
    ("spelling", "<function half at 0x...>", "<function __main__.half(x, to=2)>"),
    ("spelling", "a\n<BLANKLINE>\nb", "a\n\nb"),
    ("damaged", "tensor([4.5000], 4.5, 4)", "(tensor([4.5000]), 4.5, 4)"),
    ("damaged", "tensor([[1], [2])", "tensor([[1], [2]])"),
    ("damaged", "(tensor([1.], tensor([2.]))", "(tensor([1.]), tensor([2.]))"),
    ("damaged", "tensor([1.], dtype=torch float64)", "tensor([1.], dtype=torch.float64)"),
]
DIFFERENT = [
    ("1", "2"),
    ("0.3", "0.39"),
    ("3.0281", "3.0284883975982666"),
    ("1", "1."),
    ("1", "1.0"),
    ("tensor(1.)", "tensor(1.2000)"),
    ("True", "1"),
    ("[1, 2]", "[12]"),
    ("[1 2]", "[12]"),
    ("tensor([1, 2])", "tensor([[1, 2]])"),
    ("tensor([[1], [2]])", "tensor([[[1], [2]]])"),
    ("tensor([[1], [2]", "tensor([[[1], [2]]])"),
    ("[1, 2]", "tensor([[1, 2]])"),
    ("[1, 2]", "{1, 2}"),
    ("tensor([1.5])", "tensor([-1.5])"),
    ("torch.Size([2, 3])", "torch.Size([3, 2])"),
    ("dtype=torch.float32", "dtype=torch.float64"),
    ("0.1429", "0.1431"),
    ("0.14", "0.1429 0.14"),
    ("helloworld", "hello world"),
    ("tensor([1])", "(tensor([1]), 2)"),
    ("a, b), c", "(a, b), c)"),
    ("1099511627776", "1099511627777"),
    ("", "1"),
    ("nan", "0.1"),
    ("array([2, 1]) # may vary", "array([1, 2])"),
    ("array([1, 0], dtype=bool)", "array([1, 0])"),
    ("a # 1", "a # 2"),
    ("1. + 2.j", "1. + 2."),
    ("1. + 2.j", "1. + 3.j"),
    ("tensor([4.5000], 4.5, 4)", "(tensor([4.5000]), 4.5, 5)"),
    ("tensor([4.5000])", "(tensor([4.5000]),)"),
]
ERRORS = [
    ("ValueError: bad shape", "ValueError: bad shape (2, 3)", True),
    ("Traceback (most recent call last):\n  x\nTypeError: no", "TypeError: no", True),
    (
        "-" * 30 + "\nRuntimeError   Traceback\n----> 1 y\nRuntimeError: grad can",
        "RuntimeError: grad can be",
        True,
    ),
    ("torch.cuda.OutOfMemoryError: x", "OutOfMemoryError: x", True),
    ("ValueError", "ValueError: anything", True),
    ("ValueError: ...", "ValueError: anything", True),
    ("printed\nValueError: a", "printed\nValueError: a", True),
    ("printed\nValueError: a", "other\nValueError: a", False),
    ("ValueError: a", "TypeError: a", False),
    ("ValueError: a", "ValueError: b", False),
    ("3", "ValueError: b", False),
]
SHAPES = [
    ("{'north', 'south'}", "{'south', 'north'}", True),
    ("{'north', 'south'}", "{'south', 'east'}", False),
    ("['north', 'south']", "['south', 'north']", False),
    ("tensor([ 0.1, -0.2])", "tensor([-0.5123,  1.2345])", True),
    ("epoch 1, loss 0.5", "epoch 1, loss 0.72", True),
    ("tensor([True, False])", "tensor([True, True])", True),
    ("tensor([0.3, nan])", "tensor([nan, -1.2])", True),
    ("tensor([0.3], requires_grad=True)", "tensor([0.4], requires_grad=False)", False),
    ("tensor([True, False])", "tensor([1, 0])", False),
    ("tensor([1., 2.])", "tensor([1., 2., 3.])", False),
    ("tensor([1, 2])", "tensor([1., 2.])", False),
    ("tensor([[1., 2.]])", "tensor([1., 2.])", False),
    ("(tensor(0.1), torch.Size([2]))", "(tensor(0.3), torch.Size([3]))", False),
    ("tensor(0.1, dtype=torch.float64)", "tensor(0.1)", False),
    ("loss 0.5", "error 0.5", False),
]


@pytest.mark.parametrize(("grade", "recorded", "got"), SAME)
def test_equal_outputs_get_the_closest_grade_and_a_reason(grade: str, recorded: str, got: str) -> None:
    """The rules are asked closest first, and each says why in a sentence."""
    found = compare(recorded, got)

    assert found is not None
    assert found[0] == grade
    assert found[1].endswith(".")


@pytest.mark.parametrize(("recorded", "got"), DIFFERENT)
def test_different_outputs_are_not_equal(recorded: str, got: str) -> None:
    """Integers, shapes, brackets, types and signs are never folded."""
    assert compare(recorded, got) is None


@pytest.mark.parametrize(("recorded", "got", "same"), ERRORS)
def test_a_recorded_error_needs_type_message_and_what_was_printed(
    recorded: str, got: str, *, same: bool
) -> None:
    """A message may be cut short by its author, never replaced."""
    assert (compare_error(recorded, got) is not None) == same


@pytest.mark.parametrize(("recorded", "got", "same"), SHAPES)
def test_random_values_are_compared_by_structure(recorded: str, got: str, *, same: bool) -> None:
    """Values and signs are free; how many, of which kind and in which brackets is not."""
    assert (compare_shape(recorded, got) is not None) == same


def test_an_installed_rule_is_asked_last_and_named_in_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another package's rule decides what the built-in ones leave open, under the grade it is named after."""
    point = EntryPoint("numbers", f"{__name__}:close_enough", "kbtools.checkers")
    monkeypatch.setattr(checkers, "entry_points", lambda group: (point,) if group == point.group else ())
    checkers.installed_again()
    try:
        assert compare("3.0 apples", "3.4 apples") == ("numbers", "Close enough.")
        assert compare("3.0", "3.0") == ("exact", "The output is the recorded one, to the letter.")
        assert version().endswith(f"{__name__}:close_enough")
    finally:
        monkeypatch.undo()
        checkers.installed_again()


def close_enough(recorded: str, got: str) -> str | None:
    """A rule as a stranger writes one."""
    return "Close enough." if recorded[:2] == got[:2] else None


def test_the_version_of_the_rules_starts_with_their_number() -> None:
    """It is part of every key, so a new rule checks everything anew."""
    assert version().split("+")[0].isdigit()
