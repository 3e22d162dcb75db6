"""Headings of slides: said twice, with the time of the recording, or whole sentences."""

from collections.abc import Sequence
from dataclasses import replace

from kbtools.model import Block, BlockKind
from kbtools.sources.headings import Heading, revive_links
from kbtools.text import Lines, squash

_LONGEST = 40
_SENTENCE = "。；;！!"


def settled(pieces: Sequence[Heading | Block]) -> tuple[list[Heading | Block], list[Lines]]:
    """The pieces with headings that are headings, and the lines of those that only repeat the last one.

    A title may stand on several slides that follow one another: what they say belongs together.
    """
    kept: list[Heading | Block] = []
    repeats: list[Lines] = []
    last: Heading | None = None
    for piece in pieces:
        above = kept[-1] if kept else None
        if not isinstance(piece, Heading):
            kept.append(piece)
        elif (isinstance(above, Heading) and piece.timed) or _is_sentence(piece):
            kept.append(Block(BlockKind.PROSE, revive_links(piece.raw), piece.lines))
        elif isinstance(above, Heading) and _same(above, piece):
            if above.timed:
                kept[-1] = replace(above, level=piece.level, number=above.number or piece.number)
            repeats.append(piece.lines)
        elif last is not None and not piece.extra and _same(last, piece):
            repeats.append(piece.lines)
        else:
            kept.append(piece)
        last = next((one for one in kept[-1:] if isinstance(one, Heading)), last)
    return kept, repeats


def _same(above: Heading, below: Heading) -> bool:
    """Whether two headings say the same; a different number makes them two."""
    same_number = not (above.number and below.number) or above.number == below.number
    return same_number and squash(above.title).casefold() == squash(below.title).casefold()


def _is_sentence(heading: Heading) -> bool:
    """Whether a conversion took a sentence of a list for a heading."""
    return len(heading.title) > _LONGEST and any(mark in heading.title for mark in _SENTENCE)
