"""The record of one reader: what it is called, what it recognises, how it reads."""

from collections.abc import Callable
from dataclasses import dataclass

from kbtools.model import Reading, Source


@dataclass(frozen=True, slots=True)
class Reader:
    """One format of sources."""

    name: str
    """Shown to people and stored in `Reading.reader`."""
    claims: Callable[[str], bool]
    """Whether a decoded text is of this format, told from its content alone."""
    read: Callable[[Source], Reading]
    """The items of a source that this reader claims."""
