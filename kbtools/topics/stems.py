"""English words without their endings: `scheduling`, `scheduled` and `schedules` speak of one thing."""

import re
from functools import lru_cache

_WORD = re.compile(r"[a-z]{4,}")
_PLAIN = re.compile(r"[a-z]{4,}")
# Identifiers with a dot, an underscore or a digit are what they are.
_BRITISH = re.compile(r"(?<=[a-z]{3})is(?=(?:e[drs]?|ers|ing|ation|ations)$)")
_IRREGULAR = {"matrices": "matrix", "indices": "index", "vertices": "vertex", "vertexes": "vertex"}
_PLURAL = re.compile(r"(?<=[a-z]{2})(?:ies|(?<=[sxz])es|(?<=[cs]h)es|(?<![iosu])s)$")
_VERB = re.compile(r"(?<=[a-z]{3})(?:ing|(?<!e)ed)$")
_NOUN = re.compile(r"(?<=[a-z]{4})(?:iz(?:ation|able|er)?|at(?:ion|or)?|(?<=[st])ion)$")
_VOWEL, _DOUBLED = re.compile(r"[aeiouy]"), re.compile(r"([bdgmnprt])\1$")


def stem(term: str) -> str:
    """What the forms of an English word have in common; any other term as it is."""
    return _stem(term) if "a" <= term[-1:] <= "z" else term


def singular(word: str) -> str:
    """An English word in the singular, as far as its ending tells; any other term as it is."""
    if not _PLAIN.fullmatch(word):
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    plural = _PLURAL.search(word)
    return word[: plural.start()] + ("y" if plural[0] == "ies" else "") if plural else word


def likened(title: str) -> str:
    """The title with its English words in the singular, to compare it by: `databas` for one and for many.

    An ending does not tell whether its `e` belongs to the word, so all lose it.
    """
    return _WORD.sub(lambda found: singular(found[0]).removesuffix("e"), title.lower())


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    if not _PLAIN.fullmatch(word):
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    return _NOUN.sub("", _without_verb_ending(singular(_BRITISH.sub("iz", word))).removesuffix("e"))


def _without_verb_ending(word: str) -> str:
    bare = _VERB.sub("", word)
    if bare == word or not _VOWEL.search(bare):
        return word
    return _DOUBLED.sub(r"\1", bare)
