"""`kbtools serve`: the site on localhost."""

from pathlib import Path

import click
from mkdocs.__main__ import cli as mkdocs

from kbtools.cli import options


@click.command()
@options.directory
@click.option("-a", "--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the site in a browser.")
def serve(directory: Path, address: str, *, open_browser: bool) -> None:
    """Show the site on localhost, rebuilt when a source, the outline, a page or a snippet changes.

    \b
    Example:
      kbtools serve --address 127.0.0.1:8001
    """
    config = options.knowledge_base(directory)
    arguments = ["serve", "--config-file", str(config.root / "mkdocs.yml"), "--dev-addr", address]
    mkdocs.main([*arguments, *(["--open"] if open_browser else [])], standalone_mode=False)
