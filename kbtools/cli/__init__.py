"""The command: arguments, printing, progress, exit codes; a file a command; nothing else prints."""

import sys

from kbtools.cli import ahead, replay


def main(arguments: list[str] | None = None) -> None:
    """Run the command and leave with its exit code: 0 fine, 1 errors, 2 usage, 130 interrupted."""
    asked = sys.argv[1:] if arguments is None else arguments
    code = replay.recall(asked)
    if code is not None:
        sys.exit(code)
    try:
        ahead.start(asked)
        from kbtools.cli.group import run  # noqa: PLC0415 - commands load libraries, which a replay does without

        run(asked)
    finally:
        ahead.stop()
