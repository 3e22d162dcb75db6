"""An error that the author recorded and that comes again."""

import re
from dataclasses import dataclass

from kbtools.verify.checkers.numbers import agree
from kbtools.verify.checkers.spelling import plain_characters, respell

_LAST_LINE = re.compile(
    r"^[ \t]*(?P<type>(?:\w+\.)*\w*(?:Error|Exception|Warning|Interrupt|Exit|Stop\w*Iteration|Fault)\w*)"
    r"(?:[ \t]*:[ \t]*(?P<message>.*))?$"
)
_BEGINS = re.compile(r"^[ \t]*(?:-{20,}|Traceback \(most recent call last\))")


@dataclass(frozen=True, slots=True)
class Told:
    """An output that ends in an error."""

    printed: str
    """What was printed before the traceback."""
    type: str
    """Last part of the dotted name."""
    message: str
    """In one line, ends `...` cut off."""


def error(recorded: str, got: str) -> str | None:
    """The type is the recorded one, and its message begins as recorded; what was printed before as well."""
    past, today = told(recorded), told(got)
    if past is None or today is None or past.type != today.type:
        return None
    if not _begins(today.message, past.message) or not _same_print(past.printed, today.printed):
        return None
    return f"The recorded {past.type} comes again."


def told(text: str) -> Told | None:
    """The parts of an output that ends in an error; None for one that does not."""
    lines = plain_characters(text).strip().split("\n")
    heads = [row for row, line in enumerate(lines) if _LAST_LINE.match(line)]
    if not heads:
        return None
    begins = [row for row in range(heads[-1]) if _BEGINS.match(lines[row])]
    # Of a chain of errors the last counts; without a traceback, what stands above was printed.
    last = heads[-1]
    match = _LAST_LINE.match(lines[last])
    if match is None:
        return None
    message = " ".join([match.group("message") or "", *lines[last + 1 :]])
    printed = "\n".join(lines[: begins[0] if begins else last])
    return Told(
        printed, match.group("type").rpartition(".")[2], " ".join(message.split()).rstrip(".…").strip()
    )


def _begins(today: str, past: str) -> bool:
    left, right, _ = respell(past, today)
    return not left or agree(left, right) or right.startswith(left)


def _same_print(past: str, today: str) -> bool:
    left, right, _ = respell(past, today)
    return not left.strip() or agree(left, right)
