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
    return re.sub(r"(<\s*\w*Backward)\d+(?=\s*>)", r"\1", text)


def scalars(text: str) -> str:
    """`np.float64(3.0)` as `3.0`: NumPy 2 prints the type (NEP 51)."""
    return re.sub(
        r"\b(?:np|numpy)\.(?:(?:u?int|float)\d*|longdouble|bool_?|str_)\(([^()]*)\)",
        r"\1",
        re.sub(r"\b(?:np|numpy)\.(True|False)_", r"\1", text),
    )


def classes(text: str) -> str:
    """`<class 'torch.Tensor'>` as `torch.Tensor`: Python prints the one, a notebook the other."""
    return re.sub(r"<class\s+'([\w.]+)'>", r"\1", text)


def addresses(text: str) -> str:
    """Memory addresses as `0x`: they never come again."""
    return re.sub(r"\b0x[0-9A-Fa-f]{6,}\b", "0x", text)


RESPELLINGS: tuple[tuple[str, Respell], ...] = (
    ("typographic characters", plain_characters),
    ("the numbers of gradient functions", gradient),
    ("the types of NumPy scalars", scalars),
    ("the way classes are shown", classes),
    ("memory addresses", addresses),
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


def respell(recorded: str, got: str) -> tuple[str, str, list[str]]:
    """Both outputs in the common spelling, and in words what had to change."""
    what = []
    for name, rule in RESPELLINGS:
        left, right = rule(recorded), rule(got)
        if (left, right) != (recorded, got):
            what.append(name)
        recorded, got = left, right
    return recorded, got, what
