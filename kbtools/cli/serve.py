"""`kbtools serve`: the site on localhost."""

import socket
from pathlib import Path

import click
from mkdocs.__main__ import cli as mkdocs

from kbtools.cli import options

_LAST_PORT = 65535


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
    _check(address)
    config = options.knowledge_base(directory)
    arguments = ["serve", "--config-file", str(config.root / "mkdocs.yml"), "--dev-addr", address]
    mkdocs.main([*arguments, *(["--open"] if open_browser else [])], standalone_mode=False)


def _check(address: str) -> None:
    """Refuse what cannot be listened on, before a whole site is built for it."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > _LAST_PORT:
        raise click.BadParameter(f"{address!r} is no HOST:PORT", param_hint="--address")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except OSError as error:
            hint = "another program listens there; choose another with --address"
            raise click.UsageError(f"cannot listen on {address}: {error.strerror}; {hint}") from error
