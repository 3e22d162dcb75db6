"""A comment that was wrapped at the edge of the page: its next line is words again, not code."""

import re
from dataclasses import replace

from kbtools.snippets.lex import CLOSED, feed
from kbtools.snippets.parsing import BUILTINS, is_code_line, loaded, parse_loosely, vouched
from kbtools.snippets.rows import Draft, Row

_FAR_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def apply(draft: Draft, known: frozenset[str]) -> tuple[Draft, ...]:
    """The draft with such lines behind a `#`."""
    rows: list[Row] = []
    opened, commented = CLOSED, False
    for row, others in zip(draft.rows, vouched([row.text for row in draft.rows]), strict=True):
        wrapped = commented and not opened and not row.blank and _is_words(row.text, known | others)
        rows.append(_commented(row) if wrapped else row)
        opened, comment = feed(opened, rows[-1].text)
        commented = comment is not None
    return (draft.repaired("wrapped-comments", tuple(rows), 0.1),) if tuple(rows) != draft.rows else ()


def _commented(row: Row) -> Row:
    bare = row.text.lstrip()
    return replace(row, text=f"{row.text[: len(row.text) - len(bare)]}# {bare}")


def _is_words(text: str, known: frozenset[str]) -> bool:
    bare = text.strip()
    if bare.startswith("#"):
        return False
    tree = parse_loosely(bare)
    if tree is not None:
        unknown = loaded(tree) - known - BUILTINS
        return bool(unknown) and all(_FAR_EAST.search(name) for name in unknown)
    words = re.sub(r"""(['"]).*?\1""", "", bare.partition("#")[0])
    return (bool(_FAR_EAST.search(words)) and not is_code_line(bare)) or _is_sentence(words)


def _is_sentence(words: str) -> bool:
    """Whether several words follow one another with nothing of code between."""
    return bool(re.fullmatch(r"\W{0,2}[A-Za-z][\w',-]*(?: [A-Za-z0-9][\w',.-]*){2,}[.!?]?", words.strip()))
