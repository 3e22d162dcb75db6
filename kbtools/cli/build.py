"""`kbtools build`: sources to pages."""

from pathlib import Path

import click

from kbtools import pipeline
from kbtools.cli import options, output
from kbtools.cli.joins import conflicts
from kbtools.problems import Problem


@click.command()
@options.directory
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a page is stale.")
@click.option("--diff", is_flag=True, help="With --check: show what would change.")
@options.strict
@options.as_json
def build(directory: Path, *, check: bool, diff: bool, strict: bool, as_json: bool) -> None:
    """Write the pages that differ from what the sources give; unchanged files are not touched.

    Exit codes: 0 fine; 1 an error, or with --check a stale page; 2 usage.

    \b
    Example:
      kbtools build --check --diff
    """
    if diff and not check:
        raise click.UsageError("--diff goes with --check")
    config = options.knowledge_base(directory)
    with output.progress() as progress:
        built = pipeline.build(config, check=check, progress=progress)
    problems = (*built.problems, *(change.problem for change in built.changes if check))
    if as_json:
        output.say_json(_report(built, problems))
    else:
        for change in built.changes:
            output.say(change.diff if diff else f"{change.kind}: {change.path}")
        verb = "would change" if check else "written or removed"
        output.say(f"{output.counted(built.pages, 'file')}, {len(built.changes)} {verb}")
        _tell_joins(built)
    output.finish(problems, strict=strict or config.options.strict)


def _report(built: pipeline.Built, problems: tuple[Problem, ...]) -> dict[str, object]:
    changes = output.changes(built)
    found = {"joins": len(built.book.joins.joins), "conflicts": conflicts(built.book)}
    return {"files": built.pages, "changes": changes, **found, "problems": output.as_json(problems)}


def _tell_joins(built: pipeline.Built) -> None:
    found = built.book.joins
    if found.joins:
        output.say(f"{output.counted(len(found.joins), 'passage')} in several sources shown once")
    if found.conflicts:
        places = output.counted(len(found.conflicts), "place")
        output.say(f"sources disagree in {places}: see the errata page")
