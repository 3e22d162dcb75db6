"""The terms that are most a topic's own: often in its items, seldom elsewhere."""

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Mapping

from kbtools.model import TopicSlug

MOST = 40
"""Terms kept of a topic."""
_GATHERED, _ALONE = 4000, 0.3
# Terms of a topic before the seldom ones are forgotten; and what a term is worth that one topic has alone:
# it tells of no relation.


def own_words(
    rows: Iterable[tuple[TopicSlug, Mapping[str, float]]], most: int = MOST
) -> dict[TopicSlug, dict[str, float]]:
    """The terms of items with their topics, for each topic those that tell it best from the others."""
    counts: dict[TopicSlug, dict[str, float]] = {}
    for topic, words in rows:
        held = counts.setdefault(topic, {})
        for term, count in words.items():
            held[term] = held.get(term, 0.0) + count
        if len(held) > 2 * _GATHERED:
            common = heapq.nlargest(_GATHERED, ((count, term) for term, count in held.items()))
            counts[topic] = {term: count for count, term in common}
    seen: Counter[str] = Counter()
    for held in counts.values():
        seen.update(held.keys())
    rarity = {many: _rarity(many, len(counts)) for many in set(seen.values())}
    return {topic: _best(held, seen, rarity, most) for topic, held in sorted(counts.items())}


def _best(
    held: Mapping[str, float], seen: Mapping[str, int], rarity: Mapping[int, float], most: int
) -> dict[str, float]:
    rows = [(math.log1p(count) * rarity[seen[term]], term, count) for term, count in held.items()]
    return {term: round(count, 2) for _, term, count in sorted(rows, reverse=True)[:most]}


def _rarity(seen: int, topics: int) -> float:
    """What a term is worth that so many topics have."""
    return math.log(1 + topics / seen) * (1.0 if seen > 1 else _ALONE)
