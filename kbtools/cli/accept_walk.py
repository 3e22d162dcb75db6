"""The walk through the causes: what sets today's outputs apart, one key for an answer."""

from difflib import unified_diff
from typing import TextIO

import click

from kbtools.acceptance import Cause, Difference, Offer
from kbtools.cli import output

_MOST_ROWS = 16
_ACCEPT, _SKIP, _ALL, _STOP = "yY", "nNs\r", "aA", "qQ\x03\x04"


def walk(offer: Offer, keys: TextIO) -> tuple[Difference, ...]:
    """The outputs that a person accepted, cause by cause; nothing is written here."""
    chosen: list[Difference] = []
    for count, cause in enumerate(offer.causes, 1):
        said = (
            f"\n[{count}/{len(offer.causes)}] {cause.title}: {output.counted(len(cause.members), 'snippet')}"
        )
        output.say(said)
        show(cause.example)
        answer = _answer(cause, keys)
        if answer is None:
            break
        chosen += cause.members if answer else ()
    output.say(f"{output.counted(len(chosen), 'output')} of {len(offer.differences)} chosen")
    return tuple(chosen)


def show(one: Difference) -> None:
    """One example: where it stands, and how its output differs."""
    snippet = one.snippet
    output.say(f"  {snippet.source}:{snippet.lines.start}: {one.checked.verdict}: {one.checked.reason}")
    rows = unified_diff(_rows(one.recorded), _rows(one.got), "expected", "today", lineterm="", n=1)
    shown = [row for row in rows if not row.startswith("@@")]
    for row in shown[:_MOST_ROWS]:
        output.say(f"  {row}")
    if len(shown) > _MOST_ROWS:
        output.say(f"  … {len(shown) - _MOST_ROWS} more lines")


def _rows(text: str) -> list[str]:
    return text.rstrip("\n").split("\n") if text.strip() else []


def _answer(cause: Cause, keys: TextIO) -> bool | None:
    """Whether to accept the cause; None to stop."""
    output.say("  y accept all of them, a show all, n leave, q stop")
    while True:
        key = click.getchar() if keys.isatty() else keys.read(1)
        if not key or key in _STOP:
            return None
        if key in _ACCEPT:
            return True
        if key in _SKIP:
            return False
        if key in _ALL:
            for one in cause.members:
                if one is not cause.example:
                    show(one)
