"""Regions to pieces: each run of code with the output that belongs to it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kbtools.model import BlockKind
from kbtools.snippets.find import Region
from kbtools.snippets.lex import CLOSED, feed
from kbtools.snippets.pairing import BETWEEN, WITHIN
from kbtools.snippets.pairing.found import Found, Seen, is_code, shows
from kbtools.snippets.pairing.labels import OUTPUT, is_label
from kbtools.snippets.pairing.union import prints_too_little, united
from kbtools.snippets.parsing import names
from kbtools.snippets.prompts import has_prompts, strip_prompts
from kbtools.snippets.repl import cut_session
from kbtools.snippets.rows import Piece, Row, Rows, text_of
from kbtools.snippets.shapes import is_output
from kbtools.text import Lines

_PAIR = 2
# Rows of code that a rule may look back on; a statement or a loop is rarely longer.
_WINDOW = 120

Part = tuple[Rows, Rows | None, str]
"""Code, output and how it was found."""


def pieces(regions: Iterable[Region]) -> tuple[Piece, ...]:
    """The pieces of one item in source order; tables that no code printed are none."""
    joined: list[Piece] = []
    known: frozenset[str] = frozenset()
    for region in regions:
        for piece in _pieces(region):
            left = joined[-1] if joined else None
            merged = _merge(left, piece, known) if left is not None else None
            if merged is not None:
                joined[-1] = merged
                joined = _rejoin(joined)
            else:
                joined.append(piece)
            known |= names(text_of(strip_prompts(joined[-1].code)))
    return tuple(piece for piece in joined if piece.form is not BlockKind.TABLE)


def _merge(left: Piece, right: Piece, known: frozenset[str]) -> Piece | None:
    for rule in BETWEEN:
        if (merged := rule(left, right, known)) is not None:
            return merged
    return None


def _rejoin(joined: list[Piece]) -> list[Piece]:
    """The pieces with the last two as one, when the last alone cannot have printed its output."""
    if len(joined) < _PAIR or not prints_too_little(*joined[-_PAIR:]):
        return joined
    left, right = joined[-_PAIR:]
    return [*joined[:-_PAIR], united(left, right)]


def _pieces(region: Region) -> Iterator[Piece]:
    """The pieces of one region; together they hold each of its lines once."""
    parts = list(_parts(region))
    starts = [_first(part) for part in parts]
    for index, (code, output, how) in enumerate(parts):
        start = region.block.lines.start if index == 0 else starts[index]
        end = region.block.lines.end if index == len(parts) - 1 else starts[index + 1] - 1
        yield Piece(
            item=region.item,
            form=region.block.kind,
            info=region.block.info,
            lines=Lines(start, max(start, end)),
            stands=tuple(row for row in region.rows if start <= row.line <= end),
            code=code,
            output=output,
            how=how,
            gap=region.gap if index == 0 else (),
            options=region.directive.options,
            forced_output=region.directive.output,
        )


def _first(part: Part) -> int:
    code, output, _ = part
    return min(row.line for row in (*code, *(output or ())))


def _parts(region: Region) -> Iterator[Part]:
    rows = region.rows
    if region.block.kind is BlockKind.TABLE or region.directive.output or region.block.info in OUTPUT:
        yield rows, None, ""
    elif has_prompts(rows):
        yield from cut_session(rows)
    elif is_output(rows) and region.block.kind is BlockKind.FENCE:
        yield rows, None, ""
    else:
        yield from _scan(rows, cut=region.block.kind is BlockKind.LISTING)


def _scan(rows: Rows, *, cut: bool) -> Iterator[Part]:
    """The runs of code of a block with their outputs; one run in all unless `cut` behind each output."""
    code: list[Row] = []
    output: list[Row] = []
    how, index, opened, fresh = "", 0, CLOSED, 0
    while index < len(rows):
        window = tuple(code[max(fresh, len(code) - _WINDOW) :])
        seen = Seen(rows, index, window, opened)
        found = _ask(seen)
        if found is None:
            opened, _ = feed(CLOSED if _restarts(rows[index]) else opened, rows[index].text)
            code.append(rows[index])
            index += 1
            continue
        if found.rest is not None:
            rows = (*rows[: found.end], found.rest, *rows[found.end :])
        more = any(is_code(row) for row in rows[found.end :])
        if found.bare and more and not _can_cut(found, rows):
            code += _as_it_stands(found, rows[index : found.end])
            index, opened = found.end, CLOSED
            continue
        code += found.code
        output += found.output[1:] if is_label(found.output[0].text) else found.output
        opened = CLOSED
        how, index = how or found.how, found.end
        alone = not found.inline and more and shows(seen.last_statement()) and _can_cut(found, rows)
        if more and (found.bare or alone or (cut and not found.inline)):
            yield tuple(code), tuple(output), how
            code, output, how = [], [], ""
        fresh = 0 if found.inline else len(code)
    if code or output:
        yield tuple(code), tuple(output) or None, how


def _can_cut(found: Found, rows: Rows) -> bool:
    """Whether a snippet may end behind a value: at the left edge, on a line of its own."""
    upcoming = next(row for row in rows[found.end :] if is_code(row))
    clause = re.match(r"\s|(?:else|elif|except|finally)\b", upcoming.text)
    indented = any(row.text[:1].isspace() for row in found.code)
    return found.rest is None and clause is None and not indented


def _as_it_stands(found: Found, rows: Rows) -> Rows:
    """The rows with their comments, without the code that ran into the last of them."""
    if found.rest is None:
        return rows
    return (*rows[:-1], replace(rows[-1], text=rows[-1].text.removesuffix(found.rest.text)))


def _ask(seen: Seen) -> Found | None:
    for rule in WITHIN:
        if (found := rule(seen)) is not None:
            return found
    return None


def _restarts(row: Row) -> bool:
    """Whether a line can only begin a statement, so that brackets open before it are a fault."""
    return row.text.startswith(("import ", "from ", "def ", "class ", "print("))
