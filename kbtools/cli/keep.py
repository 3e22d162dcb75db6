"""`kbtools keep`: dropped lines of a source brought back for good."""

import re
from pathlib import Path

import click

from kbtools import curation, pipeline
from kbtools.cli import options, output
from kbtools.text import Lines

_PLACE = re.compile(r"(?P<name>.+):(?P<start>[1-9]\d{0,8})(?:-(?P<end>[1-9]\d{0,8}))?")


class _Place(click.ParamType[tuple[str, Lines]]):
    """`FILE:LINE` or `FILE:LINE-LINE`."""

    name = "place"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Lines]:
        """The name of the source and the lines."""
        found = _PLACE.fullmatch(str(value))
        start = int(found["start"]) if found else 0
        end = int(found["end"] or start) if found else 0
        if found is None or end < start:
            self.fail(f"`{value}` is no FILE:LINE or FILE:LINE-LINE, such as blog.txt:120-124", param, ctx)
        return found["name"], Lines(start, end)


@click.command()
@click.argument("places", metavar="FILE:LINE[-LINE]...", nargs=-1, required=True, type=_Place())
@options.directory
@options.strict
@options.as_json
def keep(places: tuple[tuple[str, Lines], ...], directory: Path, *, strict: bool, as_json: bool) -> None:
    """Bring back lines that a reader left out, for good: they become part of the notes around them.

    It is written to docs/topics.yml under `kept:`, and the pages are brought up to date. FILE is a source
    as `kbtools status` names it, lines are those of `kbtools inspect`. To undo it, remove them from the file.

    \b
    Example:
      kbtools keep blog.txt:120-124
    """
    config = options.knowledge_base(directory)
    kept, problems = curation.keep(config, places)
    built = pipeline.build(config) if kept else None
    told = (*problems, *(built.problems if built else ()))
    if as_json:
        rows = [
            {"source": name, "line": line, "text": text}
            for name, lines in kept.items()
            for line, text in lines.items()
        ]
        changes = output.changes(built) if built else []
        output.say_json({"kept": rows, "changes": changes, "problems": output.as_json(told)})
    else:
        output.say(f"{output.counted(sum(map(len, kept.values())), 'line')} kept")
    output.finish(told, strict=strict or config.options.strict)
