"""What stands in a block and that none of its parts explains: a person's words, kept as prose behind it."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from kbtools.model import Block, BlockKind, Highlight
from kbtools.problems import Problem
from kbtools.sources.annotator_explained import explained
from kbtools.sources.highlight_claims import claim_highlight
from kbtools.sources.ledger import Ledger
from kbtools.sources.passage import cleaned
from kbtools.text import Lines


def leftovers(text: str, torn: Iterable[tuple[Highlight, Problem | None]]) -> Iterator[Block]:
    """The words of these highlights' blocks that no field of theirs shows, by line.

    Args:
        text: The source.
        torn: Those of blocks that are not just as the plugin writes them, with the problem of the block.
    """
    ledger: Ledger | None = None
    for highlight, problem in torn:
        ledger = ledger or Ledger(text)
        if problem is None and explained(highlight, text[slice(*ledger.range(highlight.lines))]):
            continue
        claim_highlight(highlight, ledger)
        yield from _left(highlight.lines, ledger)


def _left(lines: Lines, ledger: Ledger) -> Iterator[Block]:
    """The runs of lines with something left, as they stand but for what the block explains."""
    if not ledger.free(*ledger.range(lines)).strip():
        return
    texts = {line: _text(line, ledger) for line in range(lines.start, lines.end + 1)}
    for kept, group in groupby(texts, key=lambda line: bool(texts[line])):
        run = list(group)
        if kept:
            said = "\n".join(texts[line] for line in run)
            yield Block(BlockKind.PROSE, said, Lines(run[0], run[-1]))


def _text(line: int, ledger: Ledger) -> str:
    return cleaned(" ".join(ledger.free(*ledger.range(Lines(line, line))).split()))
