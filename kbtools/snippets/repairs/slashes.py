"""Comments that begin with `//`, as other languages have them."""

import re
from dataclasses import replace

from kbtools.snippets.lex import CLOSED, feed, tokens
from kbtools.snippets.parsing import BUILTINS, loaded, parse_loosely, vouched
from kbtools.snippets.rows import Draft, Row


def apply(draft: Draft, known: frozenset[str]) -> tuple[Draft, ...]:
    """The draft with `#` for each `//` that no floor division of known names explains."""
    rows, opened = [], CLOSED
    for row, others in zip(draft.rows, vouched([row.text for row in draft.rows]), strict=True):
        rows.append(row if opened.quote else _mark(row, known | others))
        opened, _ = feed(opened, rows[-1].text)
    return (draft.repaired("slash-comments", tuple(rows), 0.1),) if tuple(rows) != draft.rows else ()


def _mark(row: Row, known: frozenset[str]) -> Row:
    for token in tokens(row.text):
        if token.kind == "comment":
            break
        if token.text == "//" and _is_comment(row.text[: token.start], row.text[token.end :], known):
            return replace(row, text=f"{row.text[: token.start]}#{row.text[token.end :]}")
    return row


def _is_comment(before: str, after: str, known: frozenset[str]) -> bool:
    tree = parse_loosely(re.sub(r"[)\]}]+\s*(#.*)?$", "", after).strip())
    if not before.strip() or tree is None:
        return True
    return bool(loaded(tree)) and not loaded(tree) & (known | BUILTINS)
