"""Representations that changed their spelling between versions, and what a copy does to characters."""

import re
from collections.abc import Callable

from kbtools.verify.checkers.numbers import agree

Respell = Callable[[str], str]

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("‘’", "'") | dict.fromkeys("“”", '"'))
_WIDE = {0xFF01 + step: 0x21 + step for step in range(94)} | {0x3000: 0x20, 0xA0: 0x20}


_TYPED = re.compile(
    r"(?:tensor|array)\((?P<values>\[[^()]*\])(?:,\s*(?:dtype=[\w.]+|requires_grad=True|grad_fn=<\w*>))*\)",
)


def plain_characters(text: str) -> str:
    """Typographic dashes and quotes and full-width forms as the ASCII ones that Python prints."""
    return text.translate(_DASHES).translate(_WIDE).replace("…", "...")


def gradient(text: str) -> str:
    """`grad_fn=<MulBackward0>` without its running number, which came with torch 0.4 and went elsewhere."""
    return re.sub(r"(<\s*\w*Backward)\d+(?=\s*>|\s+(?:object\s+)?at\b)", r"\1", text)


def scalars(text: str) -> str:
    """`np.float64(3.0)` as `3.0`: NumPy 2 prints the type (NEP 51); complex numbers keep parentheses."""
    text = re.sub(r"\b(?:np|numpy)\.(True|False)_", r"\1", text)
    text = re.sub(r"\b(?:np|numpy)\.c(?:omplex\d*|longdouble)(?=\()", "", text)
    kinds = r"(?:u?int|float)\d*|longdouble|longlong|bool_?|str_"
    return re.sub(rf"\b(?:np|numpy)\.(?:{kinds})\(([^()]*)\)", r"\1", text)


def complex_numbers(text: str) -> str:
    """`1. +0.j` and `1.0+0.j` with the sign standing alone: NumPy aligns the parts as it likes."""
    return re.sub(r"(?<=[\d.])\s*([-+])\s*(?=(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*j\b)", r" \1 ", text)


def classes(text: str) -> str:
    """`<class 'torch.Tensor'>` as `torch.Tensor`: Python prints the one, a notebook the other."""
    return re.sub(r"<class\s+'([\w.]+)'>", r"\1", text)


def objects(text: str) -> str:
    """`<a.B object at 0x7f…>` as `<a.B at 0x7f…>`: Python prints the one, a notebook the other."""
    return re.sub(r"(<[\w.]+) object at (?=0x)", r"\1 at ", text)


def functions(text: str) -> str:
    """`<function f at 0x7f…>` as `<function f>`: Python prints an address, a notebook the arguments."""
    return re.sub(
        r"<function (?:[\w.]+\.)?(\w+)(?: at 0x[0-9A-Fa-f.]*|\([^<>\n]*\)(?: -> [^<>\n]*)?)>",
        r"<function \1>",
        text,
    )


def addresses(text: str) -> str:
    """Memory addresses as `0x`, also those an author left out: they never come again."""
    return re.sub(r"\b0x(?:[0-9A-Fa-f]{6,}\b|\.\.\.)", "0x", text)


def truth_values(text: str) -> str:
    """`array([True], dtype=bool)` without the type, which the values say: NumPy printed it up to 1.13."""
    return re.sub(r"((?:True|False)[\]\s]*),\s*dtype=(?:torch\.)?bool(?=\s*\))", r"\1", text)


def blank_lines(text: str) -> str:
    """Without the mark that doctest wants for a blank line."""
    return re.sub(r"(?m)^[ \t]*<BLANKLINE>[ \t]*$", "", text)


RESPELLINGS: tuple[tuple[str, Respell], ...] = (
    ("typographic characters", plain_characters),
    ("the numbers of gradient functions", gradient),
    ("the types of NumPy scalars", scalars),
    ("the type of truth values", truth_values),
    ("the layout of complex numbers", complex_numbers),
    ("the way classes are shown", classes),
    ("the way objects are shown", objects),
    ("the way functions are shown", functions),
    ("memory addresses", addresses),
    ("the marks of blank lines", blank_lines),
)
"""What may differ, and the common spelling; applied to both sides."""


def spelling(recorded: str, got: str) -> str | None:
    """Equal once both are spelt alike; or all but the parentheses around a tuple."""
    left, right, what = respell(recorded, got)
    if agree(left, right):
        return f"The output is the recorded one but for {' and '.join(what)}." if what else None
    if bare := _without_type(left, right):
        return f"The output is the recorded one but for {' and '.join([bare, *what])}."
    if _tuple(left) and agree(f"({left})", right):
        what = ["the parentheses around the tuple", *what]
        return f"The output is the recorded one but for {' and '.join(what)}."
    return None


def _without_type(recorded: str, got: str) -> str:
    """What a record of an array or tensor leaves out that holds its values alone; empty when more differs.

    `print` shows an array as `[1 2]`, and authors write a tensor's values as `[1, 2]`.
    """
    values = _TYPED.sub(r"\g<values>", got)
    if values == got or not recorded.lstrip().startswith("[") or _TYPED.search(recorded):
        return ""
    return "the type around the values" if agree(values.replace(",", " "), recorded.replace(",", " ")) else ""


def _tuple(text: str) -> bool:
    """Whether a comma stands outside of all brackets, and every bracket has its partner."""
    depth, commas = 0, 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        commas += character == "," and depth == 0
        if depth < 0:
            return False
    return depth == 0 and commas > 0


def without_remarks(recorded: str) -> str:
    """A record without what its author wrote beside the output: `array([2, 1])  # may vary`."""
    return re.sub(r"(?m)(?<=\S)[ \t]+#.*$", "", recorded)


def respell(recorded: str, got: str) -> tuple[str, str, list[str]]:
    """Both outputs in the common spelling, and in words what had to change."""
    what = []
    if "#" not in got and (bare := without_remarks(recorded)) != recorded:
        what, recorded = ["a remark beside it"], bare
    for name, rule in RESPELLINGS:
        left, right = rule(recorded), rule(got)
        if (left, right) != (recorded, got):
            what.append(name)
        recorded, got = left, right
    return recorded, got, what
