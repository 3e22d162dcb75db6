"""`kbtools inspect`: what a reader makes of one file."""

from collections.abc import Sequence
from pathlib import Path

import click

from kbtools import inspection
from kbtools.cli import options, output
from kbtools.model import Highlight, Reading
from kbtools.text import one_line


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.strict
@options.as_json
def inspect(file: Path, *, strict: bool, as_json: bool) -> None:
    """Show what would be read from a file; nothing is written, and no knowledge base is needed.

    \b
    Example:
      kbtools inspect annotations.md --json
    """
    reading, report = inspection.inspect(file)
    if as_json:
        output.say_json({**report, "problems": output.as_json(reading.problems)})
    else:
        _tell(reading)
    output.finish(reading.problems, strict=strict)


def _tell(reading: Reading) -> None:
    output.say(f"{one_line(reading.source.name)}: read as {reading.reader}: {_short(reading.title, 200)}")
    for item in reading.items:
        if isinstance(item, Highlight):
            output.say(
                f"  {item.lines}: highlight: {_short(item.quote)}" + ("  [comment]" if item.comment else "")
            )
        else:
            output.say(f"  {item.lines}: note: {f'{item.number} {_short(item.title)}'.strip()}")
    for drop in inspection.drops(reading):
        said = f": {_short(drop.text)}" if drop.text else ""
        shown = inspection.original(drop, reading)
        output.say(f"  {drop.lines}: dropped ({drop.reason}{f' line {shown}' if shown else ''}){said}")
    _account(inspection.account_rows(reading))


def _account(rows: Sequence[tuple[str, str]]) -> None:
    """Where the characters went, one line a fate."""
    output.say("account:")
    width = max(len(name) for name, _ in rows)
    for name, amount in rows:
        output.say(f"  {name:<{width}}  {amount}")


def _short(text: str, width: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"
