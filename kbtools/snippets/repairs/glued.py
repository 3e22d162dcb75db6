"""Statements glued on one line: `z = u * xz.sum()` for `z = u * x` and `z.sum()`.

Python itself tells where a line may be cut: both sides must be statements, and every name that a part
reads must be known from elsewhere, which a name that the glue made is not.
"""

import itertools
import keyword
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kbtools.snippets.lex import Token, statements, tokens
from kbtools.snippets.parsing import (
    BUILTINS,
    is_header,
    is_statement,
    loaded,
    names,
    parse_loosely,
    stored,
    vouched,
)
from kbtools.snippets.rows import Draft, Row

_MOST_WAYS, _MOST_ROWS, _LONGEST = 6, 24, 400
_STARTERS = frozenset(
    {
        "if",
        "while",
        "for",
        "with",
        "def",
        "class",
        "return",
        "import",
        "from",
        "try",
        "else",
        "elif",
        "except",
    }
    | {"finally", "del", "assert", "raise", "global", "pass", "break", "continue", "print", "yield"}
)
_ENDERS = frozenset(
    {"pass", "break", "continue", "return", "else", "try", "finally", "None", "True", "False"}
)
_ATTRIBUTES = frozenset(
    {".T", ".grad", ".shape", ".dtype", ".device", ".data", ".ndim", ".values", ".index", ".columns"}
)
"""Attributes that every array, tensor or frame has, so that a word may end behind one."""
_CUSTOMARY = frozenset({"torch", "nn", "F", "optim", "np", "pd", "plt", "os", "math", "random", "torchvision"})
"""Names that notes take for granted: whoever reads them knows what they are."""
_IN_WORD, _BETWEEN, _BARE_RETURN, _UNUSED = 1.0, 0.2, 2.0, 0.5


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to cut a line up to some offset."""

    cost: float
    parts: tuple[str, ...] = ()


def apply(draft: Draft, known: frozenset[str]) -> tuple[Draft, ...]:
    """The draft with such lines cut, one draft for each combination of ways, likeliest first."""
    lines = [row.text for row in draft.rows]
    ranges = statements(lines)
    choices: list[list[_Way]] = []
    others = tuple(vouched(lines))
    for start, end in ranges:
        kept = _Way(0.0, tuple(lines[start:end]))
        choices.append([kept, *_ways(lines[start], known | others[start])] if end == start + 1 else [kept])
    if all(len(choice) == 1 for choice in choices):
        return ()
    picks = itertools.islice(itertools.product(*(choice[:_MOST_WAYS] for choice in choices)), _MOST_ROWS * 8)
    made = [_draft(draft, ranges, pick) for pick in picks]
    return tuple(
        sorted((one for one in made if one.rows != draft.rows), key=lambda one: one.cost)[:_MOST_ROWS]
    )


def _draft(draft: Draft, ranges: list[tuple[int, int]], pick: tuple[_Way, ...]) -> Draft:
    rows: list[Row] = []
    for (start, end), way in zip(ranges, pick, strict=True):
        if len(way.parts) == end - start:
            rows += draft.rows[start:end]
        else:
            rows += [replace(draft.rows[start], text=part) for part in way.parts]
    return draft.repaired("glued-statements", tuple(rows), sum(way.cost for way in pick))


def _ways(line: str, known: frozenset[str]) -> list[_Way]:
    """Ways to cut a line into statements, cheapest first; none for a line whose names are known."""
    found = [token for token in tokens(line) if token.kind != "space"]
    if not found or len(line) > _LONGEST or found[0].kind == "comment":
        return []
    known = known | _own(found) | BUILTINS | _ATTRIBUTES | _CUSTOMARY
    tree = parse_loosely(line.strip())
    unknown = loaded(tree) - known if tree is not None else None
    if is_header(line) or (unknown is not None and not unknown):
        return []
    margin = line[: len(line) - len(line.lstrip())]
    best: dict[int, list[_Way]] = {found[0].start: [_Way(0.0)]}
    cuts = {offset: cost for offset, cost in _cuts(found, known, unknown) if offset > found[0].start}
    for end in (*sorted(cuts), len(line)):
        reached = list(_reach(line, best, end, cuts.get(end, 0.0), known))
        if reached:
            best[end] = sorted(reached, key=lambda way: way.cost)[: _MOST_WAYS * 2]
    whole = [way for way in best.get(len(line), []) if len(way.parts) > 1]
    return [replace(way, parts=tuple(margin + part for part in way.parts)) for way in whole]


def _reach(
    line: str, best: dict[int, list[_Way]], end: int, cost: float, known: frozenset[str]
) -> Iterator[_Way]:
    for start, ways in best.items():
        part = line[start:end].strip()
        extra = _cost(part, line, known) if start < end else None
        if extra is not None:
            yield from (_Way(way.cost + cost + extra, (*way.parts, part)) for way in ways)


def _cost(part: str, line: str, known: frozenset[str]) -> float | None:
    """How odd a part is as a statement; None when it is none, or reads a name that nobody knows."""
    if is_header(part):
        return 0.0
    tree = parse_loosely(part) if is_statement(part) else None
    if tree is None or len(tree.body) != 1 or loaded(tree) - known:
        return None
    attributes = {name for name in names(part) if name.startswith(".")}
    odd = 2.0 if attributes - known and ".grad" not in attributes else 0.0
    unused = sum(line.count(name) == 1 for name in stored(tree) if name not in known)
    return odd + _UNUSED * unused + (_BARE_RETURN if part == "return" else 0.0)


def _own(found: list[Token]) -> frozenset[str]:
    """Names that the line itself vouches for: bound in it, an argument, or written more than once."""
    words = [token.text for token in found if token.kind == "name"]
    bound = {a.text for a, b in itertools.pairwise(found) if a.kind == "name" and b.text in {"=", ",", ")"}}
    repeated = {word for word in words if words.count(word) > 1}
    attributes = {f".{b.text}" for a, b in itertools.pairwise(found) if a.text == "." and b.kind == "name"}
    return frozenset(bound | repeated | attributes) - frozenset(keyword.kwlist)


def _cuts(
    found: list[Token], known: frozenset[str], unknown: frozenset[str] | None
) -> Iterator[tuple[int, float]]:
    """Offsets where a statement may begin, with the cost of cutting there.

    In a line that parses (`unknown` is not None) only a name that nobody knows can be glued.
    """
    for before, token in itertools.pairwise(found if unknown is None else []):
        if token.kind == "name" and (before.kind in {"name", "number", "string"} or before.text in ")]}:"):
            glued = before.end == token.start or before.text == ":"
            yield token.start, _BETWEEN if glued else _BETWEEN * 2
    for index, token in enumerate(found):
        if token.kind == "name" and (unknown is None or token.text in unknown):
            attribute = index > 0 and found[index - 1].text == "."
            binds = index + 1 < len(found) and found[index + 1].text in {"=", "+=", "-=", "*="}
            yield from _cuts_in(token, known, attribute=attribute, binds=binds)


def _cuts_in(
    token: Token, known: frozenset[str], *, attribute: bool, binds: bool
) -> Iterator[tuple[int, float]]:
    for cut in range(1, len(token.text)):
        left, right = token.text[:cut], token.text[cut:]
        ends = f".{left}" in known if attribute else left in known or left in _ENDERS
        begins = right in _STARTERS or right in known or (binds and right.isidentifier())
        if ends and begins:
            yield token.start + cut, _IN_WORD
