"""`kbtools init`: a new knowledge base."""

from pathlib import Path

import click

from kbtools import scaffold
from kbtools.cli import options, output
from kbtools.config import LANGUAGES


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--demo", is_flag=True, help="Add the demo knowledge base: a first PyTorch course.")
@click.option("--title", default="", help="Title of the site; the folder's name when left out.")
@click.option("--language", type=click.Choice(LANGUAGES), default="zh", show_default=True, help="Of labels.")
@options.as_json
def init(folder: Path, *, demo: bool, title: str, language: str, as_json: bool) -> None:
    """Make a knowledge base in a folder: mkdocs.yml, docs/ and .gitignore; nothing is ever overwritten.

    \b
    Example:
      kbtools init my-notes --demo
    """
    written = scaffold.init(folder, title=title or folder.absolute().name, language=language, demo_too=demo)
    if as_json:
        output.say_json({"files": list(written), "problems": []})
        return
    for path in written:
        output.say(f"new: {folder / path}")
    there = () if folder.resolve() == Path.cwd().resolve() else (f"cd {folder}",)
    first = "kbtools verify" if demo else "kbtools import FILES"
    output.say("next: " + " && ".join((*there, first, "kbtools serve")))
