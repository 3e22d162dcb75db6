"""Full-width punctuation folded to ASCII outside strings and comments."""

from dataclasses import replace

from kbtools.snippets.lex import CLOSED, feed, tokens
from kbtools.snippets.rows import Draft, Row

_FOLD = str.maketrans(
    "（）［］｛｝，：；．＝＋－＊／＜＞％！＠＆｜～＃　“”‘’", "()[]{},:;.=+-*/<>%!@&|~# \"\"''"
)
_QUOTES = frozenset("“”‘’")


def apply(draft: Draft, known: frozenset[str]) -> tuple[Draft, ...]:  # noqa: ARG001 - one signature a rule
    """The draft with the punctuation that its keyboard meant."""
    rows, opened = [], CLOSED
    for row in draft.rows:
        rows.append(row if opened.quote else _fold(row))
        opened, _ = feed(opened, rows[-1].text)
    return (draft.repaired("punctuation", tuple(rows)),) if tuple(rows) != draft.rows else ()


def _fold(row: Row) -> Row:
    if row.text.isascii():
        return row
    # Typographic quotes hide where strings begin, so they are folded first, comments left out.
    _, comment = feed(CLOSED, row.text)
    code, rest = (row.text, "") if comment is None else (row.text[:comment], row.text[comment:])
    if '"' not in code and "'" not in code:
        code = "".join(mark.translate(_FOLD) if mark in _QUOTES else mark for mark in code)
    parts = (
        token.text if token.kind in {"string", "open"} else token.text.translate(_FOLD)
        for token in tokens(code)
    )
    return replace(row, text="".join(parts) + rest)
