"""The value of a last expression as a notebook shows it, with and without IPython."""

import subprocess
import sys
from pathlib import Path

import pytest
from IPython.lib.pretty import pretty

import kbtools.verify

FOLDER = Path(kbtools.verify.__file__).parent
VALUES = [
    "int",
    "(int, str)",
    "[dict, collections.OrderedDict]",
    "{'a': int, 'b': [1, 2]}",
    "(1,)",
    "()",
    "{3, 1, 2}",
    "frozenset({1})",
    "list(range(40))",
    "{'k%d' % i: 'v' * i for i in range(12)}",
    "'text'",
    "len",
    "3.5",
    "list(range(2000))",
]


@pytest.mark.parametrize("code", VALUES)
def test_without_ipython_values_look_the_same(code: str) -> None:
    """The fallback and IPython agree on classes, builtin containers and line breaks."""
    script = f"import sys; sys.path.insert(0, {str(FOLDER)!r}); import collections, worker_display; "
    script += f"print(worker_display.fallback({code}))"
    got = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    value = eval(code, {"collections": __import__("collections")})  # noqa: S307 - a list of this file

    assert got.rstrip("\n") == pretty(value, max_width=79, max_seq_length=1000)
