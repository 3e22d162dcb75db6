"""All commands, and what every one of them does with an error."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from kbtools import __version__
from kbtools.cli import output
from kbtools.problems import Code, KbError, Problem, Severity

COMMANDS = {
    "init": "init",
    "import": "import_files",
    "verify": "verify",
    "merge-results": "merge_results",
    "accept": "accept",
    "build": "build",
    "serve": "serve",
    "status": "status",
    "inspect": "inspect",
    "keep": "keep",
    "outline": "outline",
    "topics": "topics",
    "export": "export",
}
"""Every command and the module that has it, under the name of the module."""


class _Commands(click.Group):
    """The commands, each loaded when it is asked for: an import needs no library of pages."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click has it
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the same
        module = COMMANDS.get(cmd_name)
        found = getattr(import_module(f"kbtools.cli.{module}"), module) if module else None
        return found if isinstance(found, click.Command) else None


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="kbtools")
def commands() -> None:
    """Turn highlights and notes into one site by topic, with every snippet run and marked true or not.

    \b
    Example:
      kbtools init my-notes --demo && cd my-notes
      kbtools verify && kbtools build && kbtools serve
    """


def _leave(problems: Sequence[Problem], arguments: Sequence[str]) -> NoReturn:
    """Tell what stopped the command, as JSON too where that was asked for, and leave."""
    if "--json" in arguments:
        output.say_json({"problems": output.as_json(problems)})
    output.show(problems)
    sys.exit(output.WRONG)


def _refused(error: OSError) -> Problem:
    what = f"the system says: {error.strerror or error}"
    hint = "what was written is whole; make room or access, and run the command again"
    return Problem(str(error.filename or "kbtools"), 0, Severity.ERROR, Code.FILE_REFUSED, what, hint)


def run(arguments: list[str]) -> None:
    """Run the command and leave with its exit code: 0 fine, 1 errors, 2 usage, 130 interrupted."""
    try:
        commands.main(arguments, prog_name="kbtools", standalone_mode=False, obj=tuple(arguments))
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except (click.Abort, KeyboardInterrupt):
        output.complain("interrupted; what was written is whole, run the command again to go on")
        sys.exit(output.INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except KbError as error:
        _leave(error.problems, arguments)
    except BrokenPipeError:
        output.silence(
            sys.stdout.fileno()
        )  # A library's own words; ours are left off where they are written.
        sys.exit(output.FINE)
    except OSError as error:
        # A full disk, a folder that may not be written: nothing that a defect of kbtools is to blame for.
        _leave([_refused(error)], arguments)
    except Exception as error:
        if os.environ.get("KBTOOLS_DEBUG"):
            raise
        output.complain(f"kbtools: internal error: {type(error).__name__}: {error}")
        output.complain(
            "  hint: this is a defect of kbtools; set KBTOOLS_DEBUG=1 to see where, and report it"
        )
        sys.exit(output.WRONG)
