"""Lost indentation: every way to indent the lines that parses, likeliest first."""

from dataclasses import replace

from kbtools.snippets.lex import statements
from kbtools.snippets.parsing import parse
from kbtools.snippets.repairs.blocks import Line, State, moves, read_line
from kbtools.snippets.rows import Draft, Row, Rows

_MOST, _CARRIED, _LONGEST = 64, 128, 300


def apply(draft: Draft, known: frozenset[str]) -> tuple[Draft, ...]:
    """The draft in every indentation that Python accepts, at most 64; none when it parses or cannot."""
    if not draft.rows or parse(draft.code) is not None:
        return ()
    ranges = statements([row.text for row in draft.rows])
    lines = [_read(draft.rows[start:end], draft.rows[:start]) for start, end in ranges]
    if len(lines) > _LONGEST or not any(line.opens for line in lines):
        return ()
    found = _search(lines, known)[:_MOST]
    return tuple(
        draft.repaired("indentation", _indented(draft.rows, ranges, levels), 0.05 * cost)
        for cost, levels in found
    )


def _read(rows: Rows, before: Rows) -> Line:
    text = "\n".join(row.text for row in rows)
    margin = len(rows[0].text) - len(rows[0].text.lstrip())
    return read_line(text, margin=margin, after_blank=bool(before) and before[-1].blank)


def _search(lines: list[Line], known: frozenset[str]) -> list[tuple[float, tuple[int, ...]]]:
    """Levels for the lines with what they cost, cheapest first; the best few go on from line to line."""
    states = [(0.0, State(known=known))]
    for at, line in enumerate(lines):
        made = [
            (cost + extra, following)
            for cost, state in states
            for extra, following in moves(state, line, lines[at + 1 :])
        ]
        states = sorted(made, key=lambda one: one[0])[:_CARRIED]
    return [(cost, state.levels) for cost, state in states if state.complete]


def _indented(rows: Rows, ranges: list[tuple[int, int]], levels: tuple[int, ...]) -> Rows:
    laid: list[Row] = []
    for (start, end), level in zip(ranges, levels, strict=True):
        first = rows[start]
        laid.append(first if first.blank else replace(first, text="    " * level + first.text.strip()))
        laid += rows[start + 1 : end]
    return tuple(laid)
