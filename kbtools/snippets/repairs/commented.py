"""Set-up that its author commented out right above the code that needs it: `# x = f()` over `x.sum()`."""

import ast
import re
from dataclasses import replace

from kbtools.snippets.parsing import BUILTINS, loaded, parse, stored
from kbtools.snippets.rows import Draft, Row

NAME = "commented-setup"
_COMMENT = re.compile(r"#+ ?(?P<code>[A-Za-z_].*)")


def apply(draft: Draft, known: frozenset[str]) -> tuple[Draft, ...]:
    """The draft with such lines as code; none without a record that could tell whether they belong.

    Only names that neither the code nor anything above it in the session binds are set up so.
    """
    tree = parse(draft.code)
    if tree is None or draft.recorded is None:
        return ()
    lacking = loaded(tree) - stored(tree) - BUILTINS
    rows = tuple(_as_code(row, lacking - known) for row in draft.rows)
    if rows == draft.rows or parse("\n".join(row.text for row in rows)) is None:
        return ()
    return (draft.repaired(NAME, rows, 2.0),)


def _as_code(row: Row, lacking: frozenset[str]) -> Row:
    match = _COMMENT.fullmatch(row.text.rstrip())
    tree = parse(match["code"]) if match else None
    if match is None or tree is None or len(tree.body) != 1 or not isinstance(tree.body[0], ast.Assign):
        return row
    return replace(row, text=match["code"]) if stored(tree) & lacking else row
