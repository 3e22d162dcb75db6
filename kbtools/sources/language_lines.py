"""Language labels that a conversion tore off their fences: `language=python` on a line or glued to one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kbtools.model import Block, BlockKind
from kbtools.sources.headings import Heading

LANGUAGE_LINE = re.compile(r"[ \t]*language[=-](\w{1,20})[ \t]*")
_GLUED = re.compile(r"[ \t]+language[=-](\w{1,20})[ \t]*$", re.MULTILINE)

Labels = dict[int, str]
"""1-based line of a label to the language it names."""


def labelled(pieces: Sequence[Heading | Block], labels: Mapping[int, str]) -> list[Heading | Block]:
    """The pieces, every fence without a language named by the label glued to it or standing under it."""
    named: list[Heading | Block] = []
    following = sorted(labels)
    position = 0
    for index, piece in enumerate(pieces):
        while position < len(following) and following[position] <= piece.lines.end:
            position += 1
        if not isinstance(piece, Block) or piece.kind is not BlockKind.FENCE or piece.info:
            named.append(piece)
            continue
        below = following[position] if position < len(following) else 0
        next_start = pieces[index + 1].lines.start if index + 1 < len(pieces) else below + 1
        named.append(_named(piece, labels[below] if below and below < next_start else ""))
    return named


def _named(fence: Block, below: str) -> Block:
    glued = _GLUED.search(fence.text)
    if not glued:
        return replace(fence, info=below)
    text = fence.text[: glued.start()] + fence.text[glued.end() :]
    return replace(fence, text=text, info=glued[1].lower())
