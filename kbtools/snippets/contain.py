"""The session of a source when finding its snippets fails: an item that cannot be taken apart costs itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kbtools.model import Item, Reading, Session
from kbtools.problems import Code, Problem, Severity
from kbtools.snippets.options import problems
from kbtools.snippets.sessions import session
from kbtools.text import one_line

_HINT = "its code is shown and not run; report the fault with these lines"


@dataclass(frozen=True, slots=True)
class Contained:
    """What finding the snippets of a source gave."""

    reading: Reading
    """The source with the items from which snippets could be found; all of them unless there is a fault."""
    session: Session
    problems: tuple[Problem, ...]
    """Words of overrides that mean nothing."""
    faults: tuple[Problem, ...] = ()
    """One for each item that was left out, with its line."""


def contained(reading: Reading) -> Contained:
    """The session and the problems of a source; what failed is left out of the first and told in the second."""
    try:
        return Contained(reading, session(reading), problems(reading))
    except Exception:  # noqa: BLE001 - told below, by item
        sound, faults = _sound(reading)
        rest = replace(reading, items=tuple(sound))
        return Contained(rest, session(rest), problems(rest), tuple(faults))


def _sound(reading: Reading) -> tuple[Sequence[Item], Sequence[Problem]]:
    """The items from which snippets can be found, and a problem for each of the others."""
    sound: list[Item] = []
    faults: list[Problem] = []
    for item in reading.items:
        try:
            session(replace(reading, items=(*sound[-1:], item)))
            problems(replace(reading, items=(item,)))
        except Exception as error:  # noqa: BLE001 - whatever it is, other items are sound
            faults.append(_fault(reading, item, error))
        else:
            sound.append(item)
    return sound, faults


def _fault(reading: Reading, item: Item, error: Exception) -> Problem:
    what = f"finding snippets here failed with {type(error).__name__}: {one_line(str(error))}"
    path = f"docs/.sources/{reading.source.name}"
    return Problem(path, item.lines.start, Severity.ERROR, Code.SNIPPETS_FAILED, what, _HINT)
