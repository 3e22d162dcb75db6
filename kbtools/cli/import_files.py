"""`kbtools import`: files into the knowledge base."""

from pathlib import Path

import click

from kbtools import intake, pipeline
from kbtools.cli import options, output


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.directory
@click.option("--replace", is_flag=True, help="Store a file even where another one of its name is stored.")
@options.strict
@options.as_json
def import_files(
    paths: tuple[Path, ...], directory: Path, *, replace: bool, strict: bool, as_json: bool
) -> None:
    """Copy files (or all files in folders) byte for byte to docs/.sources/ and rebuild what depends on them.

    The format is told from the content. A file that cannot be read is named and left out. Importing a file
    again brings its new highlights; what you wrote on the pages stays.

    \b
    Example:
      kbtools import ~/vault/annotations blog.txt
    """
    config = options.knowledge_base(directory)
    done = intake.add(config, paths, replace=replace)
    with output.progress() as progress:
        built = pipeline.build(config, progress=progress)
    problems = (*done.problems, *built.problems)
    if as_json:
        files = [{"name": name, "did": what} for name, what in done.files]
        changes = output.changes(built)
        output.say_json({"files": files, "changes": changes, "problems": output.as_json(problems)})
    else:
        for name, what in done.files:
            output.say(f"{what}: {name}")
        changed = output.counted(len(built.changes), "page")
        output.say(f"{output.counted(len(done.files), 'file')} imported, {changed} changed")
        if built.proposals:
            names = ", ".join(one.title for one in built.proposals)
            output.say(f"headings that the outline has no topic for: {names}; see `kbtools topics`")
    output.finish(problems, strict=strict or config.options.strict)
