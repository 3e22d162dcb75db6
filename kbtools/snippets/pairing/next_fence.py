"""An output in a block of its own behind the code, with nothing or a short label between."""

import ast
import json
from dataclasses import replace

from kbtools.model import BlockKind, CodeKind
from kbtools.snippets.classify import OUTPUT, PLAIN, PYTHON, TEXT, classify
from kbtools.snippets.pairing.found import prints, speaks
from kbtools.snippets.pairing.labels import adjoins, announces, names_output
from kbtools.snippets.parsing import BUILTINS, is_literal, names, parse
from kbtools.snippets.prompts import has_prompts, strip_prompts
from kbtools.snippets.rows import Piece, Rows, text_of
from kbtools.snippets.shapes import is_output, is_printed, is_said, literals, named_fields, opens_brackets

_DEFINES = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Assert | ast.Delete
_PRINTS = frozenset({CodeKind.PYTHON, CodeKind.FRAMEWORK})


def join(left: Piece, right: Piece, known: frozenset[str]) -> Piece | None:
    """The code with its output."""
    if not left.code or (left.output is not None and not _is_whole(left, right)):
        return None
    if left.output is not None:  # What stands beside the lines is said again, and whole, in the block below.
        left = replace(left, code=left.stands, output=None, how="", unrecorded=(), unchecked=())
    if classify(left.info, left.code, known, asked=left.asked)[0] not in _PRINTS:
        return None
    if not _is_output(left, right, known):
        return None
    if not (right.forced_output or announces(right.gap)):
        return None
    marked = _behind_marks(left, right)
    return left.joined(right, output=marked or right.stands, how=_how(right), boxed=right.info)


def _is_whole(left: Piece, right: Piece) -> bool:
    """Whether the code has values in comments, and below it all that it printed, so named and no code."""
    named = left.how == "comment" and right.form is not BlockKind.TABLE and names_output(right.gap)
    said = literals(text_of(left.code))
    return named and right.output is None and is_output(right.code, said) and parse(text_of(left.stands)) is not None


def _how(right: Piece) -> str:
    return "said" if right.form in {BlockKind.PROSE, BlockKind.PLAIN} else "next-fence"


def _is_output(left: Piece, right: Piece, known: frozenset[str]) -> bool:
    labelled = right.info in OUTPUT and right.output is None and not has_prompts(right.code)
    if right.forced_output or (labelled and announces(right.gap)):
        return True
    if right.form in {BlockKind.PROSE, BlockKind.PLAIN}:
        return True
    if right.form is BlockKind.TABLE:
        return False
    if right.output is not None:
        return _is_all_printed(left, right)
    if has_prompts(right.code):
        return _behind_marks(left, right) is not None
    if right.asked and speaks(text_of(strip_prompts(left.code))) is False:
        return False
    if right.info in PYTHON and is_literal(text_of(right.code)) and _is_silent(left):
        return False
    fixed = literals(text_of(strip_prompts(left.code)))
    text = text_of(right.code).strip()
    # A name that the program itself binds is asked for, not printed.
    if parse(text) is not None and text in known - fixed and right.info not in TEXT:
        return False
    return (
        is_output(right.code, fixed)
        or is_said(right.code, fixed)
        or _is_record(left, right, known)
        or _is_by_custom(left, right, text)
    )


def _is_record(left: Piece, right: Piece, known: frozenset[str]) -> bool:
    """Whether a record with its fields stands below Python that knows its name and shows another expression."""
    if left.info not in PYTHON or right.info not in PLAIN:
        return False
    code, text = text_of(strip_prompts(left.code)), text_of(right.code).strip()
    name = named_fields(text)
    return name in known | names(code) and bool(speaks(code)) and not code.rstrip().endswith(text)


def _is_all_printed(left: Piece, right: Piece) -> bool:
    """Whether what looks like a value below code is an output as a whole: the code above prints its first words."""
    said = literals(text_of(strip_prompts(left.code)))
    return parse(text_of(right.code)) is None and all(
        row.blank or is_printed(row.text, said) for row in right.stands
    )


def _behind_marks(left: Piece, right: Piece) -> Rows | None:
    """An output that its author marked with `>>>`, below code without prompts; None for anything else."""
    if has_prompts(left.code) or not has_prompts(right.code):
        return None
    bare = strip_prompts(right.code)
    return bare if opens_brackets(bare[0].text) and is_output(bare) else None


def _is_by_custom(left: Piece, right: Piece, text: str) -> bool:
    """Whether only the left fence claims to be Python and the right one cannot be: by custom its output."""
    rows = strip_prompts(left.code)
    speaks = any(word in row.text for row in rows for word in ("print(", "help(", "!"))
    if right.info == "json" and speaks:
        return adjoins(right.gap) and _is_json(text)
    if not adjoins(right.gap) and not announces(right.gap):
        return False
    if right.info in PLAIN and names_output(right.gap) and parse(text) is None:
        return True
    if right.info in {*PLAIN, "console"} and _is_word(left, text):
        return True
    if left.info not in PYTHON or right.info not in PLAIN:
        return False
    if parse(text) is not None and not _is_words(text) and right.info not in TEXT:
        return False
    return speaks and (_is_words(text) or classify(right.info, right.code, frozenset())[0] is CodeKind.TEXT)


def _is_word(left: Piece, text: str) -> bool:
    """Whether a text is one word, that nothing binds, below code whose last statement prints or shows a value."""
    return text.isidentifier() and text not in BUILTINS and bool(speaks(text_of(strip_prompts(left.code))))


def _is_silent(left: Piece) -> bool:
    """Whether code can have shown no value: it prints nothing, and ends by importing or defining something."""
    code = text_of(strip_prompts(left.code))
    tree = parse(code)
    return tree is not None and isinstance(tree.body[-1], _DEFINES) and not prints(code)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_words(text: str) -> bool:
    """Whether Python would read several lines of one word each as names asked for."""
    lines = text.split("\n")
    return len(lines) > 1 and all(line.strip().isidentifier() for line in lines)
