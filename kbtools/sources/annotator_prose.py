"""What stands between the blocks of an Annotator file: headings and prose, numbered as in the file."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from kbtools.privacy import without_secrets
from kbtools.sources.markdown_blocks import Walked, walk
from kbtools.sources.passage import plain
from kbtools.sources.segments import REACHING
from kbtools.text import Lines, Rows

_REACHING = (*REACHING, "\n ", "\n\t")
"""Signs of what may reach over blocks: fences, asides, and what belongs to a list item."""


def prose(text: str, blocks: Iterable[Lines], around: Iterable[Rows], blank: Collection[int]) -> Walked:
    """The headings and the prose around the blocks.

    Args:
        text: The file.
        blocks: Where they stand, in order.
        around: The runs of lines around them, empty ones left out.
        blank: 1-based lines around the blocks that are no prose: front matter, fields.
    """
    texts = [(start, _shown(rows, start + 1, blank)) for start, rows in around]
    written = [(start, rows) for start, rows in texts if "".join(rows).strip()]
    if any(_reaches(rows) for _, rows in written):
        return walk(list(_whole(text.count("\n") + 1, texts)), cuts=[block.start for block in blocks])
    walks = [walk(rows, start + 1) for start, rows in written]
    return Walked(
        tuple(piece for one in walks for piece in one.pieces),
        tuple(lines for one in walks for lines in one.structure),
    )


def _shown(rows: Sequence[str], first: int, blank: Collection[int]) -> list[str]:
    """The lines as they may be shown, those that are no prose empty."""
    kept = [row if number not in blank else "" for number, row in enumerate(rows, first)]
    return kept if plain("".join(kept)) else [without_secrets(row) for row in kept]


def _reaches(rows: Sequence[str]) -> bool:
    text = "\n".join(("", *rows))
    return any(sign in text for sign in _REACHING)


def _whole(count: int, texts: Sequence[Rows]) -> Iterator[str]:
    """Every line of the file, those of the blocks emptied, so that line numbers stay."""
    free = 0
    for start, rows in texts:
        yield from [""] * (start - free)
        yield from rows
        free = start + len(rows)
    yield from [""] * (count - free)
