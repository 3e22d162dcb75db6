"""An output that a page break cut in two: the next fence goes on where this one stops."""

import ast

from kbtools.model import BlockKind
from kbtools.snippets.classify import PYTHON
from kbtools.snippets.pairing.found import prints, shows
from kbtools.snippets.pairing.labels import adjoins, announces
from kbtools.snippets.parsing import parse
from kbtools.snippets.prompts import has_prompts
from kbtools.snippets.rows import Piece, dedented, text_of
from kbtools.snippets.shapes import is_output


def join(left: Piece, right: Piece, known: frozenset[str]) -> Piece | None:  # noqa: ARG001 - one signature a rule
    """The code with both halves of its output."""
    if not left.output or right.output is not None or right.form is BlockKind.TABLE:
        return None
    if has_prompts(right.code) or not is_output(right.code) or _is_apart(left, right):
        return None
    if not adjoins(right.gap) and not (announces(right.gap) and _prints_twice(left)):
        return None
    return left.joined(right, output=(*left.output, *dedented(right.code)))


def _is_apart(left: Piece, right: Piece) -> bool:
    """Whether a literal is code, by the document's habit: its outputs stand in fences not labelled as code."""
    return right.asked and left.how == "next-fence" and left.boxed not in PYTHON


def _prints_twice(left: Piece) -> bool:
    """Whether code both prints and ends in a value, which a notebook's export sets in boxes of their own."""
    tree = parse(text_of(left.code)) if left.how == "next-fence" else None
    return tree is not None and prints(text_of(left.code)) and shows(ast.unparse(tree.body[-1]))
