"""Quotes and lists that are nested deeper than a page shows."""

import re
from collections.abc import Iterator

from kbtools.model import DEEPEST, Block, BlockKind, Note, Reading
from kbtools.problems import Code, Problem, Severity

_MARK = re.compile(r"[ \t]*(?:(?P<quote>>)|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))")
_RULE = re.compile(r"[-*+ \t]*")
_HINT = "the page shows the passage as it is written; take marks away in the source and import it again"


def too_deep(reading: Reading) -> tuple[Problem, ...]:
    """A problem for each passage of the notes that stands in more quotes and lists than a page shows."""
    bodies = (item.body for item in reading.items if isinstance(item, Note))
    blocks = (block for body in bodies for block in body if block.kind is BlockKind.PROSE)
    return tuple(_problem(reading, line) for block in blocks for line in _deepest(block))


def _problem(reading: Reading, line: int) -> Problem:
    what = "quotes and lists are nested deeper here than a page shows"
    return Problem(reading.source.name, line, Severity.WARNING, Code.NESTED_TOO_DEEP, what, _HINT)


def _deepest(block: Block) -> Iterator[int]:
    """The deepest line of a block, where that is too deep."""
    if len(block.text) <= DEEPEST:
        return
    lines = block.text.split("\n")
    depth, above = max((_depth(line), -index) for index, line in enumerate(lines))
    if depth > DEEPEST:
        yield block.first_line - above


def _depth(line: str) -> int:
    if len(line) <= DEEPEST or _RULE.fullmatch(line):
        return 0
    depth, found = 0, _MARK.match(line)
    while found:
        depth, found = depth + (1 if found["quote"] else 2), _MARK.match(line, found.end())
    return depth
