"""A source whose readers all failed: one note that shows its text line by line."""

from pathlib import PurePosixPath

from kbtools.model import Block, BlockKind, Reading, Source
from kbtools.sources.notes import assemble
from kbtools.text import Lines, split_lines

NAME = "as-written"


def read(source: Source) -> Reading:
    """All lines as they stand, under the name of the file; nothing is dropped."""
    title = PurePosixPath(source.name).stem
    lines = split_lines(source.text)
    filled = [index for index, line in enumerate(lines) if line.strip()]
    if not filled:
        return Reading(source, NAME, title, ())
    run = Lines(filled[0] + 1, filled[-1] + 1)
    block = Block(BlockKind.PLAIN, "\n".join(lines[run.start - 1 : run.end]), run)
    items, problems = assemble(source, title, [block])
    return Reading(source, NAME, title, items, problems=tuple(problems))
