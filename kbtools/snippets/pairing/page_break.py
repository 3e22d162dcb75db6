"""An output that a page break cut in two: the next fence goes on where this one stops."""

from kbtools.model import BlockKind
from kbtools.snippets.pairing.labels import adjoins
from kbtools.snippets.prompts import has_prompts
from kbtools.snippets.rows import Piece, dedented
from kbtools.snippets.shapes import is_output


def join(left: Piece, right: Piece, known: frozenset[str]) -> Piece | None:  # noqa: ARG001 - one signature a rule
    """The code with both halves of its output."""
    if not left.output or right.output is not None or right.form is BlockKind.TABLE:
        return None
    if has_prompts(right.code) or not adjoins(right.gap) or not is_output(right.code):
        return None
    return left.joined(right, output=(*left.output, *dedented(right.code)))
