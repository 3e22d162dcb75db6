"""Capitals that stand for a name: `TLB` for `Translation Lookaside Buffers`."""

import re
from collections.abc import Iterator

from kbtools.topics.words import FUNCTION_WORDS

_LATIN = re.compile(r"[A-Za-z]+")
_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z]?[A-Z]+(?=s?(?![A-Za-z]))")
_SHORTEST = 3


def initials(title: str) -> frozenset[str]:
    """The first letters of a title's words or of the first of them, with `and` and `of` or without."""
    words = _LATIN.findall(title)
    names = [word for word in words if word.lower() not in FUNCTION_WORDS]
    return frozenset(made for row in (words, names) for made in _made(row))


def _made(words: list[str]) -> Iterator[str]:
    letters = "".join(word[0] for word in words).upper()
    for end in range(_SHORTEST, len(letters) + 1):
        yield letters[:end]


def capitals(title: str) -> Iterator[str]:
    """The words of a title that may stand for others: `LSM` of `LSM trees`."""
    return (match[0].upper() for match in _CAPITALS.finditer(title) if len(match[0]) >= _SHORTEST)
