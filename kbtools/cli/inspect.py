"""`kbtools inspect`: what a reader makes of one file."""

from collections.abc import Mapping
from pathlib import Path

import click

from kbtools import pipeline
from kbtools.cli import options, output
from kbtools.model import Highlight, Reading


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
    reading, report = pipeline.inspect(file)
    if as_json:
        output.say_json(dict(report))
    else:
        _tell(reading, report)
    output.finish(reading.problems, strict=strict)


def _tell(reading: Reading, report: Mapping[str, object]) -> None:
    output.say(f"{reading.source.name}: read as {reading.reader}: {reading.title}")
    for item in reading.items:
        if isinstance(item, Highlight):
            output.say(
                f"  {item.lines}: highlight: {_short(item.quote)}" + ("  [comment]" if item.comment else "")
            )
        else:
            output.say(f"  {item.lines}: note: {f'{item.number} {_short(item.title)}'.strip()}")
    for drop in reading.drops:
        output.say(f"  {drop.lines}: dropped ({drop.reason}): {_short(drop.text)}")
    for name, value in _account(report).items():
        output.say(f"  {name}: {value}")


def _account(report: Mapping[str, object]) -> dict[str, object]:
    account = report.get("account")
    return dict(account) if isinstance(account, dict) else {}


def _short(text: str, width: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"
