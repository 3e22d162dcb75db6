"""A piece's layouts: every way to lay its code out so that it parses, likeliest first."""

import re
from collections.abc import Iterable

from kbtools.model import SHOW_EACH, Layout
from kbtools.snippets.parsing import parse
from kbtools.snippets.prompts import has_prompts
from kbtools.snippets.repairs import REPAIRS, Repair
from kbtools.snippets.repairs.commented import NAME as COMMENTED_SETUP
from kbtools.snippets.rows import Draft, Piece, recorded_of, text_of, trim
from kbtools.text import split_lines

_TIMES = re.compile(r"\s*(?:In ?\[\d*\]: ?)?%%?time(?:it)?\b")
_DURATION = re.compile(r"\s*(?:CPU times:|Wall time:|[\d.]+ [mµμun]?s ± |\d+ loops?, best of|Compiler +:)")
MOST = 64
"""Layouts a snippet at most."""
_WIDEST = 192


def layouts(piece: Piece, known: frozenset[str]) -> tuple[Layout, ...]:
    """The layouts that parse, the text as it stands first if it does; that text alone when none parses.

    Args:
        piece: The code with its output.
        known: Names that earlier code of the session reads or binds.
    """
    rows = trim(piece.code)
    recorded = _comparable(recorded_of(piece.output), piece) if piece.output else None
    first = Draft(rows, piece.repairs, seams=piece.seams, recorded=recorded)
    found = [draft for draft in drafts(first, known) if parse(draft.code) is not None and draft.repairs != first.repairs]
    if parse(first.code) is not None and not has_prompts(rows):
        found = [first, *found]
    ranked = sorted(
        found, key=lambda draft: (COMMENTED_SETUP in draft.repairs, bool(draft.repairs), draft.cost)
    )
    return tuple(_layout(draft, recorded) for draft in ranked[:MOST] or [first])


def _comparable(recorded: str, piece: Piece) -> str | None:
    """The output without what `%%time` and `%timeit` print of a run's duration; None when nothing is left."""
    if not any(_TIMES.match(row.text) for row in piece.code):
        return recorded
    kept = [line for line in split_lines(recorded) if not _DURATION.match(line)]
    return "\n".join(kept) if any(line.strip() for line in kept) else None


def parses_somehow(piece: Piece, known: frozenset[str]) -> bool:
    """Whether at least one layout of the piece is Python."""
    found = drafts(Draft(trim(piece.code), piece.repairs, seams=piece.seams), known)
    return any(parse(draft.code) is not None for draft in found)


def drafts(first: Draft, known: frozenset[str]) -> tuple[Draft, ...]:
    """Every draft that the rules make of the first, itself included; most of them do not parse."""
    frontier: tuple[Draft, ...] = (first,)
    for repair in REPAIRS:
        frontier = _widen(frontier, repair, known)
    return frontier


def _widen(frontier: Iterable[Draft], repair: Repair, known: frozenset[str]) -> tuple[Draft, ...]:
    """The drafts and what one more rule makes of them, without doubles, the cheapest only."""
    best: dict[tuple[str, bool], Draft] = {}
    for place, draft in enumerate(frontier):
        tried = place < repair.most and len(draft.rows) <= repair.longest
        made = repair.apply(draft, known) if tried else ()
        for one in made if made and repair.replaces else (draft, *made):
            same = one.code, SHOW_EACH in one.repairs
            if same not in best or one.cost < best[same].cost:
                best[same] = one
    return tuple(sorted(best.values(), key=lambda draft: draft.cost)[:_WIDEST])


def _layout(draft: Draft, recorded: str | None) -> Layout:
    numbers = tuple(row.line for row in draft.rows)
    return Layout(
        code=draft.code if draft.repairs else text_of(draft.rows),
        line=numbers[0] if numbers else 0,
        recorded=recorded,
        repairs=draft.repairs,
        line_map=() if draft.counts_up else numbers,
    )
