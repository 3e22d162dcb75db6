"""A statement that ran into the comment above it: `x = f()# words about ity = g(x)`, `# 说明y.shape`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kbtools.snippets.lex import CLOSED, feed
from kbtools.snippets.parsing import parse
from kbtools.snippets.rows import Draft, Row, Rows

_BINDING = re.compile(r"(?P<name>[A-Za-z_]\w*)\s*=\s*\S")
_ASKED = re.compile(r"(?<=[\u4e00-\u9fff。，）])[A-Za-z_]\w*(?:\.\w+(?:\([^()]*\))?|\([^()]*\))$")


def apply(draft: Draft, known: frozenset[str]) -> tuple[Draft, ...]:
    """The draft with such statements on lines of their own."""
    rows: list[Row] = []
    for at, row in enumerate(draft.rows):
        others = " ".join(other.text for place, other in enumerate(draft.rows) if place != at)
        rows += _cut(row, others, known)
    return (draft.repaired("glued-comment", tuple(rows), 0.3),) if tuple(rows) != draft.rows else ()


def _cut(row: Row, others: str, known: frozenset[str]) -> Rows:
    _, at = feed(CLOSED, row.text)
    if at is None or not row.text[:at].strip():
        return (row,)
    for start in _starts(row.text, at, others, known):
        code = replace(row, text=row.text[start:].strip())
        if parse(code.text.partition("#")[0]) is not None or "(" in code.text:
            return (replace(row, text=row.text[:start]), *_cut(code, others, known))
    return (row,)


def _starts(text: str, at: int, others: str, known: frozenset[str]) -> Iterator[int]:
    """Where in a comment a statement may begin: at a name that is read further on, or asked for at its end."""
    for match in _BINDING.finditer(text, at):
        behind = f"{text[match.end('name') :]} {others}"
        glued = text[match.start() - 1].isdigit()
        for start in range(match.start() + (not glued), match.end("name")):
            name = text[start : match.end("name")]
            if name.isidentifier() and re.search(rf"(?<![\w.]){re.escape(name)}\b", behind):
                yield start
                break
    asked = _ASKED.search(text, at)
    if asked and (root := re.match(r"\w+", asked.group())) is not None:
        before = re.search(rf"(?<![\w.]){root.group()}\s*=[^=]", text[:at])
        if before or root.group() in known | {"print"}:
            yield asked.start()
