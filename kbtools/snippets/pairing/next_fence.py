"""An output in a block of its own behind the code, with nothing or a short label between."""

from kbtools.model import BlockKind, CodeKind
from kbtools.snippets.classify import classify
from kbtools.snippets.pairing.labels import announces
from kbtools.snippets.parsing import parse
from kbtools.snippets.prompts import has_prompts, strip_prompts
from kbtools.snippets.rows import Piece, text_of
from kbtools.snippets.shapes import is_output, literals

_PRINTS = frozenset({CodeKind.PYTHON, CodeKind.FRAMEWORK})


def join(left: Piece, right: Piece, known: frozenset[str]) -> Piece | None:
    """The code with its output."""
    if left.output is not None or not left.code or classify(left.info, left.code, known)[0] not in _PRINTS:
        return None
    if not _is_output(left, right, known):
        return None
    if not (right.forced_output or announces(right.gap)):
        return None
    return left.joined(right, output=right.code, how="next-fence")


def _is_output(left: Piece, right: Piece, known: frozenset[str]) -> bool:
    if right.forced_output:
        return True
    if right.form is BlockKind.TABLE or right.output is not None or has_prompts(right.code):
        return False
    fixed = literals(text_of(strip_prompts(left.code)))
    text = text_of(right.code).strip()
    # A name that the program itself binds is asked for, not printed.
    return is_output(right.code, fixed) and not (parse(text) is not None and text in known)
