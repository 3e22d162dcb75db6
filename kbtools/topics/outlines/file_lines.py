"""Lines put into a person's file: every other byte of it stays."""

from collections.abc import Mapping, Sequence

from kbtools.text import split_lines

Inserted = Mapping[int, Sequence[str]]
"""Rows by the 0-based line that they stand behind."""


def with_lines(text: str, rows: Inserted) -> str:
    """The text with the rows behind the lines they are for."""
    lines = split_lines(text)
    for line in sorted(rows, reverse=True):
        lines[line + 1 : line + 1] = rows[line]
    return "\n".join(lines)


def with_end(text: str, rows: Sequence[str]) -> str:
    """The text with the rows at its end, before the mark that ends a document of YAML."""
    lines = split_lines(text if text.endswith("\n") or not text else f"{text}\n")
    end = next((index for index, line in enumerate(lines) if line.rstrip() == "..."), len(lines) - 1)
    lines[end:end] = rows
    return "\n".join(lines)


def end_of_block(text: str, start: int) -> int:
    """The last written line, 0-based, of what stands under a key at the left that begins at a line."""
    last = start
    for index, line in enumerate(split_lines(text)[start + 1 :], start + 1):
        if (line.strip() and line[0] not in " #-") or line.startswith("---"):
            break
        if line.strip() and not line.startswith("#"):
            last = index
    return last
