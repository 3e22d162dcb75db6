"""Records that nothing can have printed: a copy lost or doubled a bracket, or lost the dot of a dtype."""

import ast
import re

from kbtools.verify.checkers.numbers import agree
from kbtools.verify.checkers.spelling import respell

_PAIRS = {"(": ")", "[": "]", "{": "}"}
_DTYPE = re.compile(r"\btorch[ ,]+(?=(?:float|int|uint|bool|long|complex|bfloat|half|double)\w*)")
MOST = 2
"""Brackets that may be missing or too many, all of them opening or all of them closing ones."""


def damaged(recorded: str, got: str) -> str | None:
    """Every word and number equal, and only marks differ without which the record is no output at all.

    Brackets that do pair up say what the shape is: those are compared by the other rules alone.
    """
    past, today, _ = respell(recorded, got)
    mended = _DTYPE.sub("torch.", past)
    what = ["the dot in a dtype"] if mended != past else []
    if not agree(mended, today):
        possible = _balanced(mended) and not _torn(mended)
        if possible or not _balanced(today) or not _close(mended, today):
            return None
        what.append("a bracket that the note lost or doubled")
    return f"The output is the recorded one but for {' and '.join(what)}." if what else None


def _close(past: str, today: str) -> bool:
    """Whether two texts agree without brackets, and differ in a few of one side only."""
    opening = _count(past, "([{") - _count(today, "([{")
    closing = _count(past, ")]}") - _count(today, ")]}")
    if opening == closing == 0:  # As many, but one of another kind.
        pairs = zip(_marks(past), _marks(today), strict=True)
        return sum(left != right for left, right in pairs) <= MOST and agree(_bare(past), _bare(today))
    few = (opening == 0 and 0 < abs(closing) <= MOST) or (closing == 0 and 0 < abs(opening) <= MOST)
    both = opening == closing == -1 and _torn(past)
    return (few or both) and agree(_bare(past), _bare(today))


def _torn(text: str) -> bool:
    """Whether a tensor or array holds several values side by side, which none is ever printed with.

    `tensor([3.5000], 3.5, 3)` was `(tensor([3.5000]), 3.5, 3)` before it lost a bracket at either end.
    """
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    match tree.body:
        case ast.Call(func=ast.Name(id="tensor" | "array"), args=[_, _, *_]):
            return True
    return False


def _marks(text: str) -> list[str]:
    return re.findall(r"[()\[\]{}]", text)


def _count(text: str, marks: str) -> int:
    return sum(text.count(mark) for mark in marks)


def _bare(text: str) -> str:
    return re.sub(r"[()\[\]{}]", " ", text)


def _balanced(text: str) -> bool:
    waiting: list[str] = []
    for mark in _marks(text):
        if mark in _PAIRS:
            waiting.append(_PAIRS[mark])
        elif not waiting or waiting.pop() != mark:
            return False
    return not waiting
