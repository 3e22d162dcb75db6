"""The terms that are most a topic's own: often in its items, seldom elsewhere."""

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Mapping

from kbtools.model import TopicSlug

_MOST, _GATHERED, _ALONE = 40, 4000, 0.3
# Terms kept of a topic; while they are gathered, before the seldom ones are forgotten; and what a term is
# worth that one topic has alone: it tells of no relation.


def own_words(rows: Iterable[tuple[TopicSlug, Mapping[str, float]]]) -> dict[TopicSlug, dict[str, float]]:
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
    return {topic: _best(held, seen, len(counts)) for topic, held in sorted(counts.items())}


def _best(held: Mapping[str, float], seen: Mapping[str, int], topics: int) -> dict[str, float]:
    rows = ((_worth(count, seen[term], topics), term, count) for term, count in held.items())
    return {term: round(count, 2) for _, term, count in heapq.nlargest(_MOST, rows)}


def _worth(count: float, seen: int, topics: int) -> float:
    return math.log1p(count) * math.log(1 + topics / seen) * (1.0 if seen > 1 else _ALONE)
