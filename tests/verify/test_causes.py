"""What many different outputs have in common."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kbtools.model import Checked, Snippet, SnippetId, Verdict
from kbtools.verify.causes import Difference, causes

Make = Callable[..., Snippet]


def _differ(make: Make, *pairs: tuple[str, str], verdict: Verdict = Verdict.DRIFTED) -> list[Difference]:
    rows = []
    for number, (recorded, got) in enumerate(pairs):
        name = SnippetId(f"n/{number}")
        one = replace(make("x", recorded=recorded), id=name)
        rows.append(Difference(one, Checked(name, "k", verdict, "", got=got), recorded, got))
    return rows


def _told(rows: list[Difference]) -> list[tuple[str, list[str]]]:
    return [(cause.title, [one.snippet.id[2:] for one in cause.members]) for cause in causes(rows)]


def test_the_same_change_in_many_outputs_is_one_cause(snippet: Make) -> None:
    """Truth values where numbers were, whichever number it was and wherever it stood."""
    rows = _differ(
        snippet,
        ("a b\n0 1 0\n1 0 1", "a b\n0 True False\n1 False True"),
        ("tensor([1, 2])", "tensor([1., 2.])"),
        ("x\n0 1", "x\n0 True"),
        ("y\n0 0\n1 0", "y\n0 False\n1 False"),
    )

    assert _told(rows) == [("prints `False` for `0`", ["0", "2", "3"]), ("prints `1.` for `1`", ["1"])]


@pytest.mark.parametrize(
    ("recorded", "got", "title"),
    [
        ("5.5", "np.float64(5.5)", "prints `)` besides; prints `np.float64(` besides"),
        ("tensor([2, 3])", "tensor([2.5000, 3.5000])", "prints `2.5000` for `2`"),
        ("<MulBackward>", "<DivBackward>", "prints `DivBackward` for `MulBackward`"),
        ("dtype=int64", "", "prints nothing"),
        ("", "7", "prints what nobody recorded"),
        ("a: 1, device='cpu'", "a: 1", "leaves out `,device='cpu'`"),
        ("7", "a b c d e f g h i j k", "prints a longer text"),
    ],
)
def test_a_cause_is_told_in_words(snippet: Make, recorded: str, got: str, title: str) -> None:
    """An example of the change stands in it."""
    assert [cause.title for cause in causes(_differ(snippet, (recorded, got)))] == [title]


def test_whole_numbers_that_became_others_are_no_common_cause(snippet: Make) -> None:
    """A size of five for four tells nothing of a thousand for 1024; the same pair twice is one cause."""
    pairs = [("torch.Size([4])", "torch.Size([5])"), ("1024", "1000"), ("n = 4", "n = 5")]

    assert _told(_differ(snippet, *pairs)) == [
        ("prints `5` for `4`", ["0", "2"]),
        ("prints `1000` for `1024`", ["1"]),
    ]


def test_decimals_that_became_others_are_told_as_such(snippet: Make) -> None:
    """No pair of two stands for another; one alone is named."""
    several = _differ(snippet, ("0.25 0.5", "0.75 0.125"), ("1.5", "2.25"))
    (one,) = causes(_differ(snippet, ("a 0.25", "a 0.75")))

    assert _told(several) == [("prints other numbers", ["0", "1"])]
    assert one.title == "prints `0.75` for `0.25`"


@pytest.mark.parametrize(
    ("pairs", "title", "example"),
    [
        ([("0", "False"), ("1", "True"), ("7 1", "7 True")], "prints `True` for `1`", "1"),
        (
            [("0 a", "False b"), ("1 c", "True d"), ("1 a", "True b"), ("0 a", "False b")],
            "prints `b` for `a`; prints `False` for `0`",
            "0",
        ),
        (
            [("1 2.5", "True 3"), ("0 4.5", "False 5"), ("1 4.5", "True 5")],
            "prints `5` for `4.5`; prints `True` for `1`",
            "2",
        ),
        (
            [
                ("1 2.5", "True 3"),
                ("1 3.5", "True 4"),
                ("0 4.5", "False 5"),
                ("0 4.5", "False 5"),
                ("1 1.5", "True 2"),
            ],
            "prints `3` for `2.5`; prints `True` for `1`",
            "0",
        ),
        (
            [("1 2.5", "True 3.75"), ("0 4.5", "False 5.75"), ("0 4.5", "False 5.75")],
            "prints other numbers; prints `False` for `0`",
            "1",
        ),
        (
            [("1 2.5 x", "True 3.75 y y"), ("0 4.5 x", "False 5.75 y y")],
            "prints `False 5.75 y y` for `0 4.5 x`",
            "1",
        ),
    ],
)
def test_the_example_shows_what_the_title_says(
    snippet: Make, pairs: list[tuple[str, str]], title: str, example: str
) -> None:
    """A member with all that is told; where none has it all, the first member's own changes are told."""
    first = causes(_differ(snippet, *pairs))[0]

    assert (first.title, first.example.snippet.id[2:]) == (title, example)


def test_a_further_change_is_another_cause(snippet: Make) -> None:
    """Whoever accepts one change has not seen the other."""
    rows = _differ(snippet, ("0 1", "False True"), ("0 int", "False str"))

    assert len(causes(rows)) == 2


def test_values_that_count_as_equal_are_no_change(snippet: Make) -> None:
    """A rounded number beside what really differs."""
    rows = _differ(snippet, ("0.33 1", "0.3333 True"), ("1", "False"))

    assert [len(cause.members) for cause in causes(rows)] == [2]


def test_errors_of_one_kind_are_one_cause(snippet: Make) -> None:
    """Whatever the numbers in them, and whatever was printed before."""
    pairs = [("1", "a\nValueError: size 3\nmore"), ("2", "ValueError: size 4"), ("3", "ValueError: odd")]
    rows = _differ(snippet, *pairs, verdict=Verdict.RAISED)

    assert _told(rows) == [("raises ValueError: size 3", ["0", "1"]), ("raises ValueError: odd", ["2"])]


def test_what_differs_in_every_way_stands_alone(snippet: Make) -> None:
    """Nothing of one tells anything of another."""
    past, today = "a b c d e f g", "t u v w x y z"
    rows = _differ(snippet, (past, today), (past, today))

    assert len(causes(rows)) == 2


def test_keys_stay_from_run_to_run(snippet: Make) -> None:
    """A key in a script keeps its meaning when other snippets come and go."""
    (one,) = causes(_differ(snippet, ("1", "True")))
    several = causes(_differ(snippet, ("a", "b"), ("0", "False"), ("1", "True")))

    assert one.key in {cause.key for cause in several}
