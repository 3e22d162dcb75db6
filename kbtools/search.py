"""The search index as our own worker (`assets/kbtools/search.js`) reads it: folded, plain, small.

Material's stock search splits Chinese into words that a query rarely hits and glues Latin to Han. The
worker that takes its place looks for what a person typed, letter by letter, so the index only has to be
folded once, here.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache

from kbtools.text import fold_radicals, simplified

SEPARATOR = r"\s+"
"""Where a query is cut for marking its terms on the page it leads to; the worker needs no separator."""

_WORKER = re.compile(r'("search": ?")([^"]*?)assets/javascripts/workers/search\.\w+\.min\.js"')
_BLOCK_TAG = re.compile(r"</?(?:p|pre|li|ol|ul)>")
_TAG = re.compile(r"<[^<>]*>")
_BOOSTS = (("index.html", 0.5), ("sources/", 0.9), ("tags/", 0.8), ("notebooks/", 0.85), ("errata", 0.85))
"""Start of a location to its weight: a topic's page comes before those that show the same elsewhere."""
_BLANKS = re.compile(r"\s+")
_COMPOSED = re.compile(r"[^\W\d_][\u0300-\u036f]+")
# Zero-width space and joiners, soft hyphen and byte order mark stand inside words and are never typed.
_INVISIBLE = {ord(character): None for character in "\u200b\u200c\u200d\u2060\u00ad\ufeff"}
_HAN = range(0x3400, 0xA000)
_PERMALINK = re.compile(r"\s*¶$")


def rewrite(text: str) -> str:
    """Material's search_index.json made ready for the worker: same entries, in the same order.

    Raises:
        ValueError: when the text is not a search index.
    """
    index = json.loads(text)
    if not isinstance(index, dict) or not {"config", "docs"} <= index.keys():
        raise ValueError("not a search index: `config` and `docs` are missing")
    index["config"] |= {"separator": SEPARATOR, "pipeline": []}
    index["docs"] = [_entry(entry) for entry in index["docs"]]
    index["config"]["simplified"] = _pairs(
        {*"".join(f"{one['title']}{one['text']}" for one in index["docs"])}
    )
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def use_worker(html: str) -> str:
    """The page with our search worker named in place of Material's; as it was when it names none."""
    return _WORKER.sub(r'\1\2assets/kbtools/search.js"', html)


def fold(text: str) -> str:
    """The text as it is compared: compatibility letters and digits in their common form, nothing invisible.

    Punctuation keeps its width: a full-width `<` must never become the start of a tag.
    """
    text = fold_radicals(text).translate(_INVISIBLE)
    if text.isascii():
        return text
    text = _COMPOSED.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)
    return "".join(_fold_character(character) for character in text)


@lru_cache(maxsize=1 << 16)
def _fold_character(character: str) -> str:
    if character.isascii():
        return character
    folded = unicodedata.normalize("NFKC", character)
    return folded if folded.isalnum() else character


def _pairs(found: AbstractSet[str]) -> str:
    """Traditional characters, each before its simplified one, of which either is among these."""
    return "".join(pair for pair in _simplified() if not found.isdisjoint(pair))


@cache
def _simplified() -> tuple[str, ...]:
    """All of them that are one character long in the worker's language too."""
    pairs = ((character, simplified(character)) for character in map(chr, _HAN))
    return tuple(f"{before}{after}" for before, after in pairs if before != after and len(after) == 1)


def _entry(entry: Mapping[str, object]) -> dict[str, object]:
    title = _PERMALINK.sub("", _plain(str(entry["title"])))
    boost = {"boost": weight} if (weight := _boost(str(entry["location"]))) != 1 else {}
    return {**boost, **entry, "title": title, "text": _plain(str(entry["text"]))}


def _boost(location: str) -> float:
    if location.partition("#")[0] in {"", "."}:
        return _BOOSTS[0][1]
    return next((weight for start, weight in _BOOSTS if location.startswith(start)), 1.0)


def _plain(html: str) -> str:
    """Escaped text without tags: those of blocks become a space, those inside a word nothing."""
    text = _TAG.sub("", _BLOCK_TAG.sub(" ", html))
    return _BLANKS.sub(" ", fold(text)).strip()
