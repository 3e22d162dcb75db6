"""Tables as a conversion leaves them: rows whose cells are separated by tabs."""

import re
from collections.abc import Sequence

_LIST = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\t")


def table_lines(lines: Sequence[str]) -> set[int]:
    """Indices of the lines that are rows of a table: at least two in a row, one of them with an inner tab."""
    found: set[int] = set()
    run: list[int] = []
    for index, line in enumerate((*lines, "")):
        if "\t" in line.rstrip() and line.strip() and not _LIST.match(line):
            run.append(index)
            continue
        if len(run) > 1 and any("\t" in lines[row].strip() for row in run):
            found.update(run)
        run = []
    return found
