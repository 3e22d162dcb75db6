"""Which characters of a source a shown text says: both may be laid out otherwise, blanks do not count."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, groupby, takewhile

from kbtools.text import fold_radicals

Run = tuple[int, int]
"""Start and end of characters, 0-based, the end exclusive."""
_WORD = re.compile(r"[A-Za-z0-9]+|.", re.DOTALL)
_MOST_PAIRS = 250_000
# Characters of one text, or words, times those of the other: beyond it the best alignment takes too long.


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
    return list(_joined([places[index] for index in _common(written, said)]))


def _common(written: str, said: str) -> list[int]:
    """The indices of what both say in order: how they begin and end alike is no matter of alignment."""
    front = _alike(written, said)
    back = _alike(reversed(written[front:]), reversed(said[front:]))
    middle = _aligned(written[front : len(written) - back], said[front : len(said) - back])
    ends = range(front), range(len(written) - back, len(written))
    return [*ends[0], *(front + index for index in middle), *ends[1]]


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _aligned(written: str, said: str) -> list[int]:
    """The longest pieces first; where that costs too much, or leaves more over, each where it comes next."""
    if len(written) * len(said) > _MOST_PAIRS:
        return max(_first_come(written, said), _by_words(written, said), key=len)
    taken = _pieces(written, said)
    return taken if len(taken) == len(said) else max(taken, _first_come(written, said), key=len)


def _by_words(written: str, said: str) -> list[int]:
    """The longest runs of whole words first; nothing where even that costs too much."""
    left, right = _WORD.findall(written), _WORD.findall(said)
    if len(left) * len(right) > _MOST_PAIRS:
        return []
    starts = list(accumulate(map(len, left), initial=0))
    return [index for word in _pieces(left, right) for index in range(starts[word], starts[word + 1])]


def _pieces(written: Sequence[str], said: Sequence[str]) -> list[int]:
    blocks = SequenceMatcher(None, written, said, autojunk=False).get_matching_blocks()
    return [index for block in blocks for index in range(block.a, block.a + block.size)]


def _first_come(written: str, said: str) -> list[int]:
    """The same at less cost: each character of one is taken where the other has it next, the better way."""
    sought = [written_at for _, written_at in _pairs(said, written)]
    return max(sought, [written_at for written_at, _ in _pairs(written, said)], key=len)


def _pairs(needle: str, text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for index, character in enumerate(needle):
        found = text.find(character, at)
        if found >= 0:
            yield index, found
            at = found + 1


def _joined(places: list[int]) -> Iterator[Run]:
    """The runs of places that follow each other."""
    for _, group in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
        run = [place for _, place in group]
        yield run[0], run[-1] + 1
