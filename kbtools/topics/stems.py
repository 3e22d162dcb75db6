"""English words without their endings: `scheduling`, `scheduled` and `schedules` speak of one thing."""

import re
from functools import lru_cache

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


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    if not _PLAIN.fullmatch(word):
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    word = _BRITISH.sub("iz", word)
    plural = _PLURAL.search(word)
    single = word[: plural.start()] + ("y" if plural[0] == "ies" else "") if plural else word
    return _NOUN.sub("", _without_verb_ending(single).removesuffix("e"))


def _without_verb_ending(word: str) -> str:
    bare = _VERB.sub("", word)
    if bare == word or not _VOWEL.search(bare):
        return word
    return _DOUBLED.sub(r"\1", bare)
