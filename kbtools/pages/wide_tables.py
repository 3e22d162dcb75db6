"""Tables with rows longer than their head: CommonMark's tables drop the cells beyond it, we must not."""

from collections.abc import Sequence

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from kbtools.text import split_lines


def widened(source: str, tokens: Sequence[Token]) -> str:
    """The source with the head of each such table as wide as its widest row; the same if there is none."""
    lines = split_lines(source)
    for at, token in enumerate(tokens):
        if token.type == "table_open" and token.map:
            start, end = token.map
            kinds = [cell.type for cell in tokens[at:]]
            _widen(lines, start, end, kinds[: kinds.index("thead_close")].count("th_open"))
    return "\n".join(lines)


def _widen(lines: list[str], start: int, end: int, head: int) -> None:
    missing = max((_width(line) for line in lines[start + 2 : end]), default=0) - head
    if missing > 0:
        lines[start] = _closed(lines[start]) + "  |" * missing
        lines[start + 1] = _closed(lines[start + 1]) + " --- |" * missing


def _width(line: str) -> int:
    cells = escapedSplit(line.strip().lstrip("> "))
    return len(cells) - (not cells[0].strip()) - (len(cells) > 1 and not cells[-1].strip())


def _closed(line: str) -> str:
    line = line.rstrip()
    return line if line.endswith("|") and not line.endswith("\\|") else f"{line} |"
