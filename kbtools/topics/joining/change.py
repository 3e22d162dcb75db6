"""One place where two passages differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from kbtools.topics.joining.word import COMPARISONS, Sort, Word

_NEARLY = 0.75
# How like a misspelt word is to the word.
_ONE = {"一": "1", "one": "1"}
_VAGUE = {*"几数多若干好许大量少十百千万"} | {
    "a",
    "some",
    "few",
    "several",
    "many",
    "various",
    "number",
    "of",
}
# Of these words and characters those are made that tell of a number without telling it.


@dataclass(frozen=True, slots=True)
class Change:
    """A place where two passages differ: the words of each."""

    first: Sequence[Word]
    second: Sequence[Word]
    behind: frozenset[str] = frozenset()
    """What both say right behind it."""

    @property
    def sides(self) -> tuple[Sequence[Word], Sequence[Word]]:
        """The words of the first and those of the second."""
        return self.first, self.second

    @property
    def weight(self) -> int:
        """How much they say, both together."""
        return weight(self.first) + weight(self.second)

    @property
    def respelt(self) -> bool:
        """Whether the two differ in nothing but where a word ends, or in `1` for the article `一`."""
        said, shown = (
            {"".join(_ONE.get(word.said, getattr(word, of)) for word in side) for side in self.sides}
            for of in ("said", "shown")
        )
        return len(said) == 1 or len(shown) == 1

    @property
    def vaguer(self) -> bool:
        """Whether one has a number or a name where the other has none, or a number where that has `几`.

        It says less, not otherwise.
        """
        sorts = {word.sort for side in self.sides for word in side}
        if not all(self.sides):
            compared = any(word.said in COMPARISONS for side in self.sides for word in side)
            return compared or not sorts.isdisjoint({Sort.NUMBER, Sort.IDENTIFIER})
        return Sort.NUMBER in sorts and any(all(word.said in _VAGUE for word in side) for side in self.sides)

    @property
    def is_slip(self) -> bool:
        """Whether one character stands for another, or a word is misspelt; `unseen` is no slip for `seen`."""
        one, other = sorted(("".join(word.said for word in side) for side in self.sides), key=len)
        nearly = Indel.normalized_similarity(one, other) >= _NEARLY and not other.endswith(one)
        return len(one) == len(other) == 1 or nearly

    @property
    def repointed(self) -> bool:
        """Whether both point elsewhere, and not to the same."""
        return all(any(word.sort is Sort.POINTER for word in side) for side in self.sides)


def weight(words: Sequence[Word]) -> int:
    """How much words say."""
    return sum(word.weight for word in words)


def alike(common: int, changes: Sequence[Change], least: float) -> bool:
    """Whether what is in common is at least such a share of the whole."""
    return 2 * common >= least * (2 * common + sum(change.weight for change in changes))
