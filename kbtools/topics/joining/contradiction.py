"""What of a change makes two passages contradict each other, and what is another way of telling it."""

from collections.abc import Iterator
from importlib.resources import files

from kbtools.model import Contradiction
from kbtools.topics.joining.change import Change
from kbtools.topics.joining.word import COMPARISONS, Sort, Word
from kbtools.topics.words import FUNCTION_WORDS

_TEXT = files("kbtools.topics.joining").joinpath("opposites.txt").read_text("utf-8")
_SMALL = frozenset(
    "的地得了着过我你您他她它们这那有是会将把被让给可以能够也都就还又再则即便而且和与及或并但却如果因若当时候所其之于在从对为等"
    "一些个种样么什怎此该本要来去后前里上下中时样时称叫作做看视成到用使令需应"
)
# Characters of small words, one of which may stand for another.
_OPPOSITES = frozenset(
    frozenset((one, other)) for one, *others in map(str.split, _TEXT.splitlines()) for other in others
)
# Of every line the first word and each of the others.
_ENDINGS = ("", "s", "d", "ed", "ing")
_STRONG_SCOPES = frozenset({"only", "least", "most", *COMPARISONS})
# What holds without them is another thing.
_KINDS = {
    Sort.NUMBER: Contradiction.NUMBER,
    Sort.SIGN: Contradiction.SIGN,
    Sort.IDENTIFIER: Contradiction.IDENTIFIER,
    Sort.NEGATION: Contradiction.NEGATION,
}


def kind(change: Change, *, english: bool) -> Contradiction | None:
    """What sort of word makes the two differ in what they say; None for a way of telling it."""
    if change.respelt or change.repointed:
        return None
    for word in (*change.first, *change.second):
        if word.sort in _KINDS:
            return _KINDS[word.sort]
    names = [[word for word in side if word.sort is Sort.NAME] for side in change.sides]
    if all(names) and (not english or all(any(map(_is_term, side)) for side in names)):
        return Contradiction.IDENTIFIER
    return Contradiction.WORD if _opposite(change) or _of_other_scope(change) else None


def reworded(change: Change, *, english: bool) -> bool:
    """Whether one word of weight stands for another, or one that limits the whole for none.

    A name that stands close behind in both passages is a translation, as in `哈希表（hash table）`.
    """
    if change.respelt:
        return False
    if change.repointed:
        return True
    scopes = [{word.said for word in side if word.sort is Sort.SCOPE} for side in change.sides]
    if (scopes[0] ^ scopes[1]) & _STRONG_SCOPES:
        return True
    sides = [[word.said for word in side if has_weight(word)] for side in change.sides]
    translated = not english and any(
        word.isascii() and word in change.behind for side in sides for word in side
    )
    return all(change.sides) and any(sides) and not translated


def has_weight(word: Word) -> bool:
    """Whether a word says something by itself."""
    if word.sort is Sort.NAME:
        return word.said not in FUNCTION_WORDS
    return word.sort is not Sort.SCOPE and word.said not in _SMALL


def _opposite(change: Change) -> bool:
    return any(
        frozenset((own, other)) in _OPPOSITES
        for one in change.first
        for two in change.second
        for own in _stems(one)
        for other in _stems(two)
    )


def _stems(word: Word) -> Iterator[str]:
    """The word without each ending that it has."""
    if word.sort is Sort.NAME:
        return (word.said.removesuffix(ending) for ending in _ENDINGS if word.said.endswith(ending))
    return iter((word.said,))


def _of_other_scope(change: Change) -> bool:
    """Whether both say of how much it holds, and not the same."""
    sides = [{word.said for word in side if word.sort is Sort.SCOPE} for side in change.sides]
    return all(sides) and sides[0] != sides[1]


def _is_term(word: Word) -> bool:
    """Whether an English word is written as a name is: `ResNet`, `SGD`."""
    return not word.shown.islower() and not word.shown.istitle()
