"""`make bench`: every measurement in one run on this machine, as a table; `--json` gives rows.

Figures are CPU seconds, the least of several rounds in turn with what they are compared with, so that other
work on the machine changes them little; where a goal speaks of a command, of the whole process.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from tests.bench import importing, reading, verifying
from tests.bench.row import Row

MEASUREMENTS: tuple[tuple[str, Callable[[], Iterable[Row]]], ...] = (
    ("reading", reading.rows),
    ("importing", importing.rows),
    ("verifying", verifying.rows),
)
"""Every measurement by the name of its module, in the order of the table."""
HEADS = ("measured", "ours", "compared with", "ratio", "goal", "")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when a goal is missed."""
    known = [name for name, _ in MEASUREMENTS]
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")
    parser.add_argument("only", nargs="*", help=f"of {', '.join(known)}; all when none is named")
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.only) - set(known):
        parser.error(f"no such measurement: {', '.join(sorted(unknown))}")
    rows: list[Row] = []
    for name, measure in MEASUREMENTS:
        if not chosen.only or name in chosen.only:
            sys.stderr.write(f"measuring {name} …\n")
            rows += measure()
    sys.stdout.write(_json(rows) if chosen.json else "")
    if not chosen.json:
        _show(rows)
    return int(any(row.verdict == "over" for row in rows))


def _json(rows: Iterable[Row]) -> str:
    found = [{**asdict(row), "verdict": row.verdict} for row in rows]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _show(rows: Iterable[Row]) -> None:
    """A table on a terminal, aligned lines elsewhere."""
    cells = [
        (
            row.name,
            row.figure,
            row.base,
            f"{row.ratio:.2f}x",
            f"{row.goal:g}x" if row.goal else "",
            row.verdict,
        )
        for row in rows
    ]
    console = Console()
    if console.is_terminal:
        table = Table(*HEADS)
        for line in cells:
            style = {"PASS": "green", "over": "red"}.get(line[-1])
            table.add_row(*line, style=style)
        console.print(table)
        return
    widths = [max(map(len, column)) for column in zip(HEADS, *cells, strict=True)]
    for line in (HEADS, *cells):
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        sys.stdout.write("  ".join(padded).rstrip() + "\n")


if __name__ == "__main__":
    sys.exit(main())
