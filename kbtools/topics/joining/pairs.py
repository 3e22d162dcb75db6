"""Which passages may be the same, without comparing each with each: fingerprints of what they share.

Winnowing (Schleimer, Wilkerson, Aiken: Local Algorithms for Document Fingerprinting, 2003): of every few
runs of words the one with the least hash is kept, so that two passages with `_RUN + _ROW - 1` words in a row
in common share a fingerprint, wherever it stands in either; a short passage keeps all its runs. A sketch of
the whole, such as MinHash, does not find a sentence inside a paragraph.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

_RUN, _ROW = 5, 3
_FEW = 24
# Runs up to which a text keeps them all: two short ones that differ in one word share few.
_LEAST = 0.15
# Of the fingerprints of the shorter text; fewer in common are a turn of phrase that everybody has.
_FIRST, _LAST = 3, 2
# Of many passages with one fingerprint each is compared with the first one, so many after it, and the last.


def pairs(texts: Iterable[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Indexes of texts that share a fingerprint, the lower first, none twice, by the higher one.

    A text is a sequence of words. Their number grows with the length of the texts, not with its square.
    """
    first: dict[int, int] = {}
    later: dict[int, list[int]] = {}
    # Most fingerprints have one holder only: a number is enough for it.
    sizes: list[int] = []
    for index, text in enumerate(texts):
        prints = fingerprints(text)
        sizes.append(len(prints))
        met: list[int] = []
        for one in prints:
            head = first.setdefault(one, index)
            if head == index:
                continue
            held = later.setdefault(one, [])
            met.append(head)
            met += held
            if len(held) >= _FIRST + _LAST:
                del held[_FIRST]
            held.append(index)
        enough = _LEAST * len(prints)
        likely = [
            other
            for other, number in Counter(met).items()
            if number >= enough or number >= _LEAST * sizes[other]
        ]
        yield from ((other, index) for other in sorted(likely))


def fingerprints(text: Sequence[str]) -> Sequence[int]:
    """The hashes that stand for a text, each once, as they come; empty for a text shorter than a run."""
    runs = ["\x1f".join(text[start : start + _RUN]) for start in range(len(text) - _RUN + 1)]
    hashes = [crc32(run.encode("utf-8", "surrogatepass")) for run in runs]
    if len(hashes) <= _FEW:
        return list(dict.fromkeys(hashes))
    rows = range(len(hashes) - _ROW + 1)
    return list(dict.fromkeys(min(hashes[start : start + _ROW]) for start in rows))
