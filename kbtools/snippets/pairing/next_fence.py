"""An output in a block of its own behind the code, with nothing or a short label between."""

from kbtools.model import BlockKind, CodeKind
from kbtools.snippets.classify import PLAIN, PYTHON, classify
from kbtools.snippets.pairing.labels import OUTPUT, adjoins, announces
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
    return left.joined(right, output=right.stands, how=_how(right))


def _how(right: Piece) -> str:
    return "said" if right.form in {BlockKind.PROSE, BlockKind.PLAIN} else "next-fence"


def _is_output(left: Piece, right: Piece, known: frozenset[str]) -> bool:
    if right.forced_output or (right.info in OUTPUT and announces(right.gap)):
        return True
    if right.form in {BlockKind.PROSE, BlockKind.PLAIN}:
        return True
    if right.form is BlockKind.TABLE or right.output is not None or has_prompts(right.code):
        return False
    fixed = literals(text_of(strip_prompts(left.code)))
    text = text_of(right.code).strip()
    # A name that the program itself binds is asked for, not printed.
    if parse(text) is not None and text in known:
        return False
    return is_output(right.code, fixed) or _is_said(left, right, text)


def _is_said(left: Piece, right: Piece, text: str) -> bool:
    """Whether only the left fence claims to be Python and the right one cannot be: by custom its output."""
    if (
        left.info not in PYTHON
        or right.info not in PLAIN
        or not adjoins(right.gap)
        or (parse(text) is not None and not _is_words(text))
    ):
        return False
    rows = strip_prompts(left.code)
    shows = any(word in row.text for row in rows for word in ("print(", "help(", "!"))
    return shows and (_is_words(text) or classify(right.info, right.code, frozenset())[0] is CodeKind.TEXT)


def _is_words(text: str) -> bool:
    """Whether Python would read several lines of one word each as names asked for."""
    lines = text.split("\n")
    return len(lines) > 1 and all(line.strip().isidentifier() for line in lines)
