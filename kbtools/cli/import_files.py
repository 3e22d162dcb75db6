"""`kbtools import`: files into the knowledge base."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from kbtools import intake
from kbtools.cli import options, output
from kbtools.config import Config
from kbtools.problems import Problem
from kbtools.text import one_line


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.directory
@click.option("--replace", is_flag=True, help="Store a file even where another one of its name is stored.")
@click.option(
    "--build/--no-build",
    default=None,
    help="Make the pages anew, or leave that to `kbtools build`. Without either, pages older than"
    " a source are made anew where that takes seconds.",
)
@options.strict
@options.as_json
def import_files(
    paths: tuple[Path, ...],
    directory: Path,
    *,
    replace: bool,
    build: bool | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Copy files (or all files in folders) byte for byte to docs/.sources/ and rebuild what depends on them.

    The format is told from the content. A file that cannot be read is named and left out. Importing a file
    again brings its new highlights; what you wrote on the pages stays. The pages of a knowledge base with
    more than 5 MB of sources are left to `kbtools build`.

    \b
    Example:
      kbtools import ~/vault/annotations blog.txt
    """
    config = options.knowledge_base(directory)
    with output.progress() as progress:
        done = intake.add(config, paths, replace=replace, progress=progress)
        behind = intake.is_behind(config)
        wanted = behind and intake.is_light(config) if build is None else build
        rebuilt = _rebuilt(config, progress) if wanted else None
    problems = (*done.problems, *(rebuilt.problems if rebuilt else ()))
    if as_json:
        changes = rebuilt.changes if rebuilt else []
        report = {"files": _rows(done), "built": wanted, "changes": changes}
        output.say_json({**report, "problems": output.as_json(problems)})
    else:
        _tell(done, rebuilt, behind=behind and not wanted)
    output.finish(problems, strict=strict or config.options.strict)


_MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class _Rebuilt:
    """What making the pages anew did."""

    changes: list[dict[str, object]]
    proposals: tuple[str, ...]
    """Titles of topics that the outline may want."""
    problems: tuple[Problem, ...]


def _rebuilt(config: Config, progress: intake.Progress) -> _Rebuilt:
    from kbtools import pipeline  # noqa: PLC0415 - loads what pages need; an import that changes nothing needs none

    built = pipeline.build(config, progress=progress)
    return _Rebuilt(output.changes(built), tuple(one.title for one in built.proposals), built.problems)


def _rows(done: intake.Imported) -> list[dict[str, object]]:
    return [
        {"name": name, "did": what, **(asdict(done.found[name]) if name in done.found else {})}
        for name, what in done.files
    ]


def _tell(done: intake.Imported, rebuilt: _Rebuilt | None, *, behind: bool) -> None:
    for name, what in done.files:
        output.say(f"{what}: {one_line(name)}{_amount(done.found.get(name))}")
    files = output.counted(len(done.files), "file")
    if rebuilt:
        output.say(f"{files} imported, {output.counted(len(rebuilt.changes), 'page')} changed")
        if rebuilt.proposals:
            names = _some(rebuilt.proposals)
            output.say(f"headings that the outline has no topic for: {names}; see `kbtools topics`")
    else:
        output.say(f"{files} imported" + ("; run `kbtools build` to bring the pages up to date" * behind))


def _amount(found: intake.Found | None) -> str:
    """What is in a file; empty for one that was not read."""
    if found is None:
        return ""
    highlights, notes = output.counted(found.highlights, "highlight"), output.counted(found.notes, "note")
    held = " and ".join(one for one in (highlights, notes) if not one.startswith("0 "))
    return f": {held or 'nothing to show'}"


def _some(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - _MOST_NAMES
    return ", ".join((*names[:_MOST_NAMES], *([f"and {more} more"] if more > 0 else [])))
