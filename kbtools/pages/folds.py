"""The body of a note whose passages stand elsewhere on the page too: those fold, its own words stay."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kbtools.model import Block, BlockKind, ItemId, Snippet
from kbtools.pages.joined import Fold
from kbtools.text import Lines

_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:", re.MULTILINE)
_BELONGS = re.compile(r"[ \t>|]")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a body that is written in one piece."""

    blocks: tuple[Block, ...]
    snippets: tuple[Snippet, ...]
    folds: tuple[Fold, ...] = ()
    """Where it is shown instead: all in one item; empty for what stands here."""


@dataclass(frozen=True, slots=True)
class _Piece:
    block: Block
    folds: tuple[Fold, ...] = ()

    @property
    def shown(self) -> ItemId | None:
        return self.folds[0].shown.item if self.folds else None


def parts(blocks: Sequence[Block], snippets: Sequence[Snippet], folds: Sequence[Fold]) -> tuple[Part, ...]:
    """The body in runs; a block is cut only where its text can be read in two, each snippet is in one run."""
    pieces = [piece for index, block in enumerate(blocks) for piece in _pieces(index, block, snippets, folds)]
    runs = [list(run) for _, run in groupby(pieces, key=lambda piece: piece.shown)]
    waiting = list(snippets)
    found = []
    for number, run in enumerate(runs):
        own = [one for one in waiting if any(one.lines.overlaps(piece.block.lines) for piece in run)]
        if number == len(runs) - 1:
            own = waiting
        waiting = [one for one in waiting if one not in own]
        told = tuple(dict.fromkeys(fold for piece in run for fold in piece.folds))
        found.append(Part(tuple(piece.block for piece in run), tuple(own), told))
    return tuple(found) or (Part((), tuple(snippets)),)


def _pieces(index: int, block: Block, snippets: Sequence[Snippet], folds: Sequence[Fold]) -> Iterator[_Piece]:
    touching = [snippet for snippet in snippets if snippet.lines.overlaps(block.lines)]
    if touching:
        by_snippet = {fold.passage.snippet: fold for fold in folds}
        found = [by_snippet[snippet.id] for snippet in touching if snippet.id in by_snippet]
        yield _Piece(block, tuple(found) if len(found) == len(touching) else ())
        return
    own = [fold for fold in folds if fold.passage.block == index and fits(fold, block)]
    yield from _cut(block, own) if own and _may_cut(block, own) else (_Piece(block),)


def fits(fold: Fold, block: Block) -> bool:
    """Whether the block still says what the passage was found to say."""
    passage = fold.passage
    return block.text[passage.start : passage.end] == passage.text


def _may_cut(block: Block, folds: Sequence[Fold]) -> bool:
    """Whether no mark of the text reaches over a cut: lists nest, quotes and tables go on."""
    if block.kind is BlockKind.PLAIN:
        return True
    if _DEFINITION.search(block.text):
        return False
    cuts = {edge for fold in folds for edge in (fold.passage.start, fold.passage.end)}
    return not any(_BELONGS.match(block.text, cut) for cut in cuts)


def _cut(block: Block, folds: Sequence[Fold]) -> Iterator[_Piece]:
    end = 0
    for fold in folds:
        yield from _text(block, end, fold.passage.start)
        yield from _text(block, fold.passage.start, fold.passage.end, fold)
        end = fold.passage.end
    yield from _text(block, end, len(block.text))


def _text(block: Block, start: int, end: int, *folds: Fold) -> Iterator[_Piece]:
    text = block.text[start:end]
    if not text.strip():
        return
    first = block.first_line + block.text.count("\n", 0, start)
    last = first + text.rstrip("\n").count("\n")
    lines = Lines(min(first, block.lines.end), min(last, block.lines.end))
    yield _Piece(replace(block, text=text, lines=lines, text_line=first), folds)
