"""What code gives and takes."""

import pytest

from kbtools.verify.names import names, names_left
from kbtools.verify.supplied import supply


@pytest.mark.parametrize(
    ("code", "gives", "takes"),
    [
        ("x = y", {"x"}, {"y"}),
        ("def f(a):\n    return a + g(b)", {"f"}, {"g", "b"}),
        ("import torch.nn as nn, os.path", {"nn", "os"}, set()),
        ("[i for i in xs]", set(), {"xs"}),
        ("{k: [v for v in k] for k in {x for x in xs}}", set(), {"xs"}),
        ("[last := i for i in xs if i > i0]", {"last"}, {"xs", "i0"}),
        ("def f(xs):\n    return [g(i) for i in xs]", {"f"}, {"g"}),
        ("class A:\n    c = [i for i in xs]", {"A"}, {"xs"}),
        ("class A(B):\n    c = 1\n    def f(self): return c", {"A"}, {"B", "c"}),
        ("print(len(x))", set(), {"x"}),
        ("x += 1", {"x"}, set()),
        ("def f():\n    global z\n    z = 1", {"f", "z"}, set()),
        ("def f(:\n  pass\nnet, y = 1 1\nfrom a import b as c, d", {"f", "net", "y", "c", "d"}, set()),
    ],
)
def test_names_given_and_taken(code: str, gives: set[str], takes: set[str]) -> None:
    """By the rules of scope where the code parses, by looks where it does not."""
    assert (set(names(code).gives), set(names(code).takes)) == (gives, takes)


@pytest.mark.parametrize(
    ("before", "code", "supplied"),
    [
        ("", "nn.Linear(1, 1)", ["from torch import nn"]),
        ("nn = 3", "nn + 1", []),
        ("import torch.nn as nn", "nn.Linear(1, 1)", ["from torch import nn"]),
        ("import mynet as nn", "nn.Linear(1, 1)", []),
        ("", "import numpy as np\nnp.ones(1)", []),
        ("", "d2l.plt.show()", []),
    ],
)
def test_only_names_without_another_meaning_are_supplied(before: str, code: str, supplied: list[str]) -> None:
    """An author's own definition, even a failed one, keeps its name."""
    assert list(supply(names(code), [names(before)]).values()) == supplied


@pytest.mark.parametrize(
    ("code", "row", "gives", "changes"),
    [
        ("x = 1\ny = 2\nz = 3", 2, {"y", "z"}, set()),
        ("x = 1\nfor i in y:\n    if i:\n        x += i", 4, {"x", "i"}, set()),
        ("x = 1\nw.append(1)", 2, set(), {"w"}),
        ("%matplotlib inline\nx = 1", 2, {"x"}, set()),
    ],
)
def test_names_left_are_those_from_the_failed_statement_on(
    code: str, row: int, gives: set[str], changes: set[str]
) -> None:
    """Of what does not parse, all names are."""
    found = names_left(code, row)

    assert (set(found.gives), set(found.changes)) == (gives, changes)
