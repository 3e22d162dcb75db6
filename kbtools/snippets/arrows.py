"""Code with an arrow to what it gives: `x.shape → torch.Size([2])`."""

import ast
import re
from collections.abc import Iterator

from kbtools.snippets.lex import CLOSED, feed
from kbtools.snippets.parsing import parse

_ARROW = re.compile(r"\s+(?:→|⇒|⟶|⟹|=>|-+>)\s+(?=\S)")
_ASKED = ast.Call | ast.Attribute | ast.Subscript | ast.BinOp | ast.Compare


def parted(text: str) -> Iterator[tuple[str, str]]:
    """Code and what stands behind the arrow, for each arrow that an expression stands before."""
    if feed(CLOSED, text)[1] is not None:  # A comment tells by rules of its own.
        return
    for arrow in _ARROW.finditer(text):
        tree = parse(text[: arrow.start()].strip())
        match tree.body if tree is not None else ():
            case [ast.Expr(value=value)] if isinstance(value, _ASKED):
                yield text[: arrow.start()], text[arrow.end() :]
