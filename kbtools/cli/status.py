"""`kbtools status`: what the knowledge base holds."""

from collections import Counter
from pathlib import Path

import click

from kbtools import pipeline
from kbtools.cli import options, output, reports
from kbtools.cli.joins import conflicts
from kbtools.model import Book, Highlight


@click.command()
@options.directory
@options.strict
@options.as_json
def status(directory: Path, *, strict: bool, as_json: bool) -> None:
    """Tell the sources, items, topics and snippets by verdict, what is unplaced and what is stale.

    Nothing is written. Exit codes: 0 fine, stale pages included; 1 an error.

    \b
    Example:
      kbtools status --json
    """
    config = options.knowledge_base(directory)
    with output.progress() as progress:
        built = pipeline.build(config, check=True, progress=progress)
    report = _report(built)
    if as_json:
        output.say_json({**report, "problems": output.as_json(built.problems)})
    else:
        _tell(report)
    output.finish(built.problems, strict=strict or config.options.strict)


def _report(built: pipeline.Built) -> dict[str, object]:
    book = built.book
    items = [item for reading in book.readings for item in reading.items]
    highlights = sum(isinstance(item, Highlight) for item in items)
    return {
        "sources": {reading.source.name: len(reading.items) for reading in book.readings},
        "highlights": highlights,
        "notes": len(items) - highlights,
        "topics": len(book.outline.walk()),
        "unplaced": [str(name) for name, row in book.placements.items() if row.topic is None],
        "joins": len(book.joins.joins),
        "conflicts": conflicts(book),
        "proposed": [one.title for one in built.proposals],
        "snippets": _verdicts(book),
        "stale": output.changes(built),
    }


def _verdicts(book: Book) -> dict[str, int]:
    """How many snippets are in which state; what a person accepted says nothing of its note."""
    snippets = [snippet for session in book.sessions.values() for snippet in session.snippets]
    counts = Counter(
        reports.state(one, book.checked[one.id]) if one.id in book.checked else "not-run" for one in snippets
    )
    return {name: counts[name] for name in (*reports.STATES, "not-run") if counts[name]}


def _tell(report: dict[str, object]) -> None:
    for name, value in report.items():
        if isinstance(value, dict):
            output.say(f"{name}: {sum(value.values()) if name == 'snippets' else len(value)}")
            for key, count in value.items():
                output.say(f"  {key}: {count}")
        else:
            output.say(f"{name}: {len(value) if isinstance(value, list) else value}")
    if report["proposed"]:
        output.say("headings name topics that the outline has not: see `kbtools topics`")
    if report["conflicts"]:
        output.say("sources disagree: see the errata page or `kbtools topics`")
    if report["stale"]:
        output.say("run `kbtools build` to bring the pages up to date")
