"""Which characters of a source a shown text says: both may be laid out otherwise, blanks do not count."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby

from kbtools.text import fold_radicals

Run = tuple[int, int]
"""Start and end of characters, 0-based, the end exclusive."""
_MOST_PAIRS = 250_000
# Characters of one text times characters of the other: beyond it the best alignment takes too long.


def runs(raw: str, shown: str) -> list[Run]:
    """The runs of `raw` that `shown` says in its own order; empty when it says none of it."""
    raw, shown = fold_radicals(raw), fold_radicals(shown)
    words = _words(raw, shown)
    return words if words is not None else _characters(raw, shown)


def _words(raw: str, shown: str) -> list[Run] | None:
    """The runs when every word of the shown text stands in the raw one in order; else None."""
    found: list[Run] = []
    at = 0
    for word in shown.split():
        start = raw.find(word, at)
        if start < 0:
            return None
        at = start + len(word)
        found.append((start, at))
    return found


def _characters(raw: str, shown: str) -> list[Run]:
    """The runs that both texts have in common, in order, a character being the smallest."""
    places = [place for place, character in enumerate(raw) if not character.isspace()]
    written, said = "".join(raw[place] for place in places), "".join(shown.split())
    if len(written) * len(said) > _MOST_PAIRS:
        taken = list(_first_come(written, said))
    else:
        blocks = SequenceMatcher(None, written, said, autojunk=False).get_matching_blocks()
        taken = [index for block in blocks for index in range(block.a, block.a + block.size)]
    if len(taken) < len(said):
        # The longest pieces first may leave a character over that an order from the left does not.
        taken = max(taken, list(_first_come(written, said)), key=len)
    return list(_joined([places[index] for index in taken]))


def _first_come(written: str, said: str) -> Iterator[int]:
    """The same at less cost: each character is taken where it comes next."""
    at = 0
    for character in said:
        found = written.find(character, at)
        if found >= 0:
            yield found
            at = found + 1


def _joined(places: list[int]) -> Iterator[Run]:
    """The runs of places that follow each other."""
    for _, group in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
        run = [place for _, place in group]
        yield run[0], run[-1] + 1
