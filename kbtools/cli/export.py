"""`kbtools export`: highlights as a file for another program."""

from collections.abc import Sequence
from pathlib import Path

import click

from kbtools import exports
from kbtools.cli import options, output
from kbtools.config import Config
from kbtools.problems import Code, ConfigError

_FORMATS = {writer.name: writer for writer in exports.WRITERS}


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@options.directory
@click.option(
    "--format",
    "name",
    type=click.Choice(list(_FORMATS)),
    default=exports.WRITERS[0].name,
    show_default=True,
    help="What to write.",
)
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(),
    help="A file for one source, a folder for several or with / behind it; else standard output.",
)
@click.option("--replace", is_flag=True, help="Write even where another file stands.")
@options.strict
@options.as_json
def export(  # noqa: PLR0913 - an argument an option
    sources: tuple[str, ...],
    directory: Path,
    name: str,
    path: str | None,
    *,
    replace: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Write the highlights of sources as a file that another program reads.

    A SOURCE is an imported one, by name or id, or any file. What the format cannot say is told.

    \b
    Example:
      kbtools export annotations.md -o vault/annotations.md
    """
    if path is None and len(sources) > 1 and not as_json:
        raise click.UsageError("several sources need --output FOLDER")
    readings = exports.chosen(_config(directory, sources), sources)
    folder = path is not None and path.endswith("/")
    target = Path(path) if path is not None else None
    done = exports.export(readings, _FORMATS[name], target, folder=folder, replace=replace)
    if as_json:
        output.say_json(_report(done, name))
    else:
        _tell(done)
    output.finish((problem for one in done for problem in one.problems), strict=strict)


def _config(directory: Path, sources: Sequence[str]) -> Config | None:
    """The knowledge base around the folder; None where there is none and files need none."""
    try:
        return options.knowledge_base(directory)
    except ConfigError as error:
        outside = all(problem.code is Code.NO_KNOWLEDGE_BASE for problem in error.problems)
        if outside and all(Path(source).is_file() for source in sources):
            return None
        raise


def _tell(done: Sequence[exports.Exported]) -> None:
    for one in done:
        if one.path is None:
            output.hand_over(one.text)
        else:
            output.say(f"{output.counted(one.highlights, 'highlight')} written: {one.path}")


def _report(done: Sequence[exports.Exported], name: str) -> dict[str, object]:
    problems = [problem for one in done for problem in one.problems]
    return {
        "format": name,
        "files": [
            {
                "source": one.source,
                "path": str(one.path) if one.path else None,
                "highlights": one.highlights,
                "text": None if one.path else one.text,
            }
            for one in done
        ],
        "problems": output.as_json(problems),
    }
