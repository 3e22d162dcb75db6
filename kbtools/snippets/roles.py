"""What every fence and listing of a source is for, as its snippets have it."""

from collections.abc import Iterator

from kbtools.model import MATHEMATICS, Block, BlockKind, CodeKind, Fence, Reading, Role, Session, Snippet
from kbtools.snippets.classify import UNPRINTED
from kbtools.snippets.indented import cut
from kbtools.snippets.rows import Piece, Row
from kbtools.snippets.sessions import pieces_of
from kbtools.snippets.shapes import is_output

_OF_KIND = {
    CodeKind.SHELL: Role.SHELL,
    CodeKind.FRAMEWORK: Role.OTHER,
    CodeKind.PSEUDO: Role.OTHER,
    CodeKind.TEXT: Role.TEXT,
}
_Held = list[tuple[Piece, Snippet]]


def fences(reading: Reading, session: Session) -> tuple[Fence, ...]:
    """The role of every fence, and of every run of unfenced code, in source order.

    Args:
        reading: The source as its reader made it.
        session: Its snippets, as `session` found them in that reading.
    """
    held = list(zip(pieces_of(reading), session.snippets, strict=True))
    return tuple(Fence(block.lines, block.info, _role(block, held)) for block in _blocks(reading))


def _blocks(reading: Reading) -> Iterator[Block]:
    for item in reading.items:
        for block in (part for whole in item.body for part in cut(whole)):
            if block.kind in {BlockKind.FENCE, BlockKind.LISTING}:
                yield block


def _role(block: Block, held: _Held) -> Role:
    if block.info in MATHEMATICS:
        return Role.MATH
    inside = [pair for pair in held if pair[0].lines.overlaps(block.lines)]
    runs = [piece for piece, snippet in inside if snippet.kind is CodeKind.PYTHON]
    code = any(row.line in block.lines and not row.blank for piece in runs for row in piece.code)
    output = any(row.line in block.lines for piece in runs for row in _plain(piece))
    if code:
        return Role.MIXED if output else Role.CODE
    return Role.OUTPUT if output else _unrun(block, inside)


def _plain(piece: Piece) -> Iterator[Row]:
    """The rows of a recorded output that stand in no comment of the code."""
    stands = {row.line: row.text for row in piece.stands}
    for row in piece.output or ():
        _, _, comment = stands.get(row.line, "").partition("#")
        if not row.blank and row.text.strip() not in comment:
            yield row


def _unrun(block: Block, inside: _Held) -> Role:
    """The role of a fence that holds nothing to run."""
    for piece, snippet in inside:
        if snippet.kind is CodeKind.FRAMEWORK:
            at_code = any(row.line in block.lines for row in piece.code)
            return Role.OTHER if at_code else Role.OUTPUT
        if snippet.kind is CodeKind.TEXT and snippet.why not in UNPRINTED and is_output(piece.stands):
            return Role.OUTPUT
    kinds = [snippet.kind for _, snippet in inside]
    return _OF_KIND[kinds[0]] if kinds and kinds[0] in _OF_KIND else Role.TEXT
