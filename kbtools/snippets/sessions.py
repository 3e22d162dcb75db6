"""The snippets of one source in its own order."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from kbtools.model import CodeKind, DropReason, Item, Note, Reading, Session, Snippet, SnippetId, SourceId
from kbtools.snippets.classify import classify
from kbtools.snippets.find import regions
from kbtools.snippets.pair import pieces
from kbtools.snippets.pairing.labels import is_label
from kbtools.snippets.parsing import names
from kbtools.snippets.repair import layouts
from kbtools.snippets.rows import Piece, recorded_of, text_of
from kbtools.text import digest, squash

# What stands in these is one text: a rule that found an output in it was mistaken.
_NEVER_PRINT = frozenset({CodeKind.SHELL, CodeKind.PSEUDO, CodeKind.TEXT})
_OF_PAGES = frozenset({DropReason.PAGE_FURNITURE, DropReason.SLIDE_FOOTER})
"""What only a source with pages leaves out."""


def session(reading: Reading) -> Session:
    """All snippets of a source, from its notes and from the comments of its highlights.

    Every fence and listing becomes at least one snippet; what is not Python has no layouts and says why.
    """
    return Session(
        source=reading.source.id,
        path=f"docs/.sources/{reading.source.name}",
        snippets=tuple(_snippets(reading.source.id, pieces_of(reading))),
    )


def pieces_of(reading: Reading) -> Iterator[Piece]:
    """The pieces of a source in its own order, one for each snippet of its session."""
    paged = any(drop.reason in _OF_PAGES for drop in reading.drops)
    for items in _runs(reading.items):
        found = (regions(item, paged=paged, last=item is reading.items[-1]) for item in items)
        yield from pieces(chain.from_iterable(found))


def _runs(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items one by one, save that one headed `Output:` goes with the one before it."""
    run: list[Item] = []
    for item in items:
        if run and not (isinstance(item, Note) and is_label(item.title)):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _snippets(source: SourceId, found: Iterator[Piece]) -> Iterator[Snippet]:
    seen: Counter[str] = Counter()
    known: frozenset[str] = frozenset()
    for piece in found:
        snippet = _snippet(source, piece, known, seen)
        if snippet.kind is CodeKind.PYTHON:
            known |= names(snippet.layouts[0].code)
        yield snippet


def _snippet(source: SourceId, piece: Piece, known: frozenset[str], seen: Counter[str]) -> Snippet:
    kind, why = classify(piece.info, piece.code, known, asked=piece.asked)
    if kind in _NEVER_PRINT:
        piece = replace(piece, code=piece.stands, output=None, how="")
    text = text_of(piece.code)
    return Snippet(
        id=snippet_id(source, text, seen),
        source=source,
        item=piece.item,
        lines=piece.lines,
        kind=kind,
        language=piece.info,
        text=text,
        recorded=recorded_of(piece.output) if piece.output else None,
        how=piece.how,
        layouts=layouts(piece, known) if kind is CodeKind.PYTHON else (),
        why=why,
        options=piece.options,
        unrecorded=piece.unrecorded,
        unchecked=piece.unchecked if kind is CodeKind.PYTHON else (),
    )


def snippet_id(source: SourceId, text: str, seen: Counter[str]) -> SnippetId:
    """A snippet's name, which survives moves: the digest of its code, with a number when it comes again."""
    mark = digest(squash(text), 10)
    seen[mark] += 1
    return SnippetId(f"{source}/{mark}" if seen[mark] == 1 else f"{source}/{mark}-{seen[mark]}")
