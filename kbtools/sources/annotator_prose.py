"""What stands between the blocks of an Annotator file: headings and prose, numbered as in the file."""

from collections.abc import Collection, Iterator, Sequence

from kbtools.privacy import without_secrets
from kbtools.sources.annotator_block import RawBlock
from kbtools.sources.markdown_blocks import Walked, walk
from kbtools.sources.segments import REACHING
from kbtools.text import gaps

_REACHING = (*REACHING, "\n ", "\n\t")
"""Signs of what may reach over blocks: fences, asides, and what belongs to a list item."""


def prose(lines: Sequence[str], blocks: Sequence[RawBlock], blank: Collection[int]) -> Walked:
    """The headings and the prose around the blocks.

    Args:
        lines: The file.
        blocks: In order.
        blank: 1-based lines around the blocks that are no prose: front matter, fields.
    """
    runs = [(start, end) for start, end in gaps((block.lines for block in blocks), len(lines))]
    texts = [(start, list(_texts(lines, start, end, blank))) for start, end in runs]
    written = [(start, rows) for start, rows in texts if any(row.strip() for row in rows)]
    if any(_reaches(rows) for _, rows in written):
        return walk(list(_whole(lines, texts)), cuts=[block.lines.start for block in blocks])
    walks = [walk(rows, start + 1) for start, rows in written]
    return Walked(
        tuple(piece for one in walks for piece in one.pieces),
        tuple(lines for one in walks for lines in one.structure),
    )


def _texts(lines: Sequence[str], start: int, end: int, blank: Collection[int]) -> Iterator[str]:
    for number in range(start, end):
        line = lines[number]
        yield without_secrets(line) if line and number + 1 not in blank else ""


def _reaches(rows: Sequence[str]) -> bool:
    text = "\n".join(("", *rows))
    return any(sign in text for sign in _REACHING)


def _whole(lines: Sequence[str], texts: Sequence[tuple[int, list[str]]]) -> Iterator[str]:
    """Every line of the file, those of the blocks emptied, so that line numbers stay."""
    free = 0
    for start, rows in texts:
        yield from [""] * (start - free)
        yield from rows
        free = start + len(rows)
    yield from [""] * (len(lines) - free)
