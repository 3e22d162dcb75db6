"""One word of a passage as it is compared, and which words say of how much a thing holds."""

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files


class Sort(IntEnum):
    """What a word is; from NUMBER on it must be the same in both passages."""

    POINTER = 0
    """Points elsewhere, such as the `[12]` of a citation; copies leave it out."""
    HAN = 1
    """One Chinese character."""
    NAME = 2
    """A plain Latin word: a term, a gloss, an English word."""
    SCOPE = 3
    """Says of how much a thing holds, such as `所有`, `必须`, `only`."""
    NUMBER = 4
    SIGN = 5
    IDENTIFIER = 6
    NEGATION = 7


_WEIGHTS = (0, 1, 2, 2, 1, 1, 2, 1)
# Of each sort.


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a passage."""

    said: str
    """As it is compared."""
    sort: Sort
    shown: str
    """As a person reads it."""
    last: bool = False
    """Whether it ends a sentence."""

    @property
    def weight(self) -> int:
        """How much it says: a Latin word as much as two characters, a pointer nothing."""
        return _WEIGHTS[self.sort]


COMPARISONS = frozenset({">", ">=", "<", "<="})
"""What says how a number is to another one; without it a passage says less."""
word_of = lru_cache(maxsize=1 << 15)(Word)
"""A word; a language has few and a text has many: those that come again are the same object."""
SCOPES = {
    word: line.split()[0]
    for line in files("kbtools.topics.joining").joinpath("scope_words.txt").read_text("utf-8").splitlines()
    for word in line.split()
}
"""What says of how much a thing holds, in both languages, with what it comes to."""
