"""The value of a last expression as a notebook shows it, with and without IPython."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from IPython.lib.pretty import pretty

import kbtools.verify
from kbtools.verify.worker_display import digest

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
    "set(), frozenset(), [], {}",
    "[[1, 2], {3: {4}}]",
    "ValueError('a', 1)",
    "[KeyError('a')]",
    "collections.Counter('abca')",
    "collections.OrderedDict(a=1)",
    "collections.defaultdict(list, a=[1])",
    "collections.namedtuple('P', 'x y')(1, 2)",
    "collections.deque([1, 2])",
    "type('L', (list,), {})([1])",
    "type('R', (list,), {'__repr__': lambda self: 'R!'})([1])",
    "[type('M', (), {'__repr__': lambda self: 'a\\nb'})()] * 2",
    "{'k': type('M', (), {'__repr__': lambda self: 'a\\nb'})()}",
    "(lambda x: x.append(x) or x)([1])",
    "range(3), slice(1, 2), ..., None, 1j, b'a'",
    "[].append, str.upper",
    "(x for x in ())",
    "type('A', (), {'__module__': 'm'})()",
    "[object()]",
]


def _run(script: str) -> str:
    start = f"import sys; sys.path.insert(0, {str(FOLDER)!r}); import worker_display\n"
    command = [sys.executable, "-c", start + script]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_ipython_prints_without_being_imported() -> None:
    """Its printer is there, the rest of it is left alone."""
    script = """
class Own:
    def _repr_pretty_(self, printer, cycle):
        printer.text("as it says")
print(worker_display.show(Own()), "IPython" in sys.modules)
"""
    assert _run(script) == "as it says False\n"


def test_what_a_note_registers_with_ipython_counts() -> None:
    """A note that imports IPython is shown as IPython shows it from then on."""
    script = """
from IPython.lib.pretty import for_type
for_type(int, lambda value, printer, cycle: printer.text("a number"))
print(worker_display.show([1]))
"""
    assert _run(script) == "[a number]\n"


@pytest.mark.parametrize("code", VALUES)
def test_without_ipython_values_look_the_same(code: str) -> None:
    """The fallback and IPython agree on classes, builtin containers and line breaks."""
    script = f"import sys; sys.path.insert(0, {str(FOLDER)!r}); import collections, worker_display; "
    script += f"print(worker_display.fallback(eval({code!r})))"
    got = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    value = eval(code, {"collections": __import__("collections")})  # noqa: S307 - a list of this file

    assert _at(got).rstrip("\n") == _at(pretty(value, max_width=79, max_seq_length=1000))


def _at(text: str) -> str:
    """The text without addresses, which no two processes share."""
    return re.sub("0x[0-9a-f]+", "0x", text)


def test_a_class_that_holds_itself_has_a_digest() -> None:
    """A layout is tried with it like any other; torch's own functions hold the class that holds them."""
    held = type("Held", (), {"run": lambda _: 1})
    held.within = type("Within", (), {"around": held})  # type: ignore[attr-defined]
    other = type("Held", (), {"run": lambda _: 2, "within": held.within})  # type: ignore[attr-defined]

    assert digest(held) != digest(other)
