"""How code and its output find each other: one rule a file, asked in the order of these tuples."""

from collections.abc import Callable

from kbtools.snippets.pairing import (
    announced,
    arrow,
    comment,
    error,
    glued_value,
    next_fence,
    numbered,
    page_break,
    plain,
    separated,
    table,
    union,
)
from kbtools.snippets.pairing.found import Found, Seen
from kbtools.snippets.rows import Piece

Within = Callable[[Seen], Found | None]
"""Asked at every row of a fence or listing: does an output begin here?"""
Between = Callable[[Piece, Piece, frozenset[str]], Piece | None]
"""Asked for two neighbours: do they belong together? The names are those that the session knows."""

WITHIN: tuple[Within, ...] = (
    numbered.find,
    arrow.find,
    glued_value.find,
    separated.find,
    announced.find,
    comment.find,
    error.find,
    plain.find,
)
BETWEEN: tuple[Between, ...] = (
    next_fence.join,
    page_break.join,
    table.join,
    union.join,
)
