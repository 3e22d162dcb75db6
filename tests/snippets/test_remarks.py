"""Values in comments are told from words by shape alone."""

import pytest

from kbtools.snippets.remarks import Remark, remark


@pytest.mark.parametrize(
    ("comment", "value", "words"),
    [
        ("# 12", "12", ""),
        ("#tensor(66.)", "tensor(66.)", ""),
        ("# tensor([9.]) squared", "tensor([9.])", "squared"),
        ("# (numpy.ndarray, torch.Tensor)", "(numpy.ndarray, torch.Tensor)", ""),
        ("# torch.Size([3, 4])", "torch.Size([3, 4])", ""),
        ("# torch.float32", "torch.float32", ""),
        ("# <class 'torch.Tensor'>", "<class 'torch.Tensor'>", ""),
        ("# torch.Size([1]) torch.Size([2, 3])", "torch.Size([1]) torch.Size([2, 3])", ""),
        ("# => True", "True", ""),
        ("# Output: [1, 2]", "[1, 2]", ""),
        ("# 输出：-1.5e-3", "-1.5e-3", ""),
        ("# norm: tensor(5.) of both", "tensor(5.)", "of both"),
        ("# ValueError: no such axis", "ValueError: no such axis", ""),
        ("# 6 elements", "6", "elements"),
        ("# 'abc'", "'abc'", ""),
    ],
)
def test_a_value_is_taken(comment: str, value: str, words: str) -> None:
    """Behind a print, the value and the words after it come apart."""
    assert remark(comment, printed=True, literals=frozenset()) == Remark(value, words)


@pytest.mark.parametrize(
    "comment",
    [
        "# the sum",
        "# [0, 4) as an interval",
        "# 2d",
        "# x = 3",
        "# (batch, 3)",
        "#",
        "# f(x)",
        "# 3.10 版",
        "# --",
    ],
)
def test_words_are_left(comment: str) -> None:
    """Without a print nothing that reads as words counts as a value."""
    assert remark(comment, printed=False, literals=frozenset()) is None


def test_a_number_before_words_needs_a_print() -> None:
    """`# 3 layers` says something of the code; behind a print, the 3 is what it prints."""
    assert remark("# 3 layers", printed=False, literals=frozenset()) is None


def test_the_program_own_words_make_a_value() -> None:
    """What repeats a string of the statement was printed by it."""
    assert remark("# id: 77", printed=True, literals=frozenset({"id:"})) == Remark("id: 77", "")
