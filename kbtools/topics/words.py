"""What a text is about, as weighted character n-grams and identifiers: both languages, no dictionary."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kbtools.text import fold_radicals

_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]{1,}")
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_MOST_TERMS, _MOST_TOPICS = 80, 48
# The rarest terms of a text and the topics that hold a term most: what bounds the time a text takes.
_SATURATION, _BY_LENGTH = 1.2, 0.5
# How soon more of a term counts no more, and how much a topic's wealth of words counts against it (BM25).


def terms(text: str) -> Counter[str]:
    """Two and three characters of every run of Han, and every Latin word or identifier in lower case."""
    folded = fold_radicals(text)
    counts: Counter[str] = Counter(word.lower() for word in _WORD.findall(folded))
    counts.update(word.lower() for word in _DOTTED.findall(folded))
    for run in _HAN.findall(folded):
        counts.update(run[start : start + size] for size in (2, 3) for start in range(len(run) - size + 1))
    return counts


@dataclass(frozen=True, slots=True)
class Words:
    """Words that speak of a topic."""

    topic: int
    counts: Mapping[str, float]
    origin: str = ""
    """Id of the source that they come from; empty for the outline itself and the glossary."""


@dataclass(frozen=True, slots=True)
class Space:
    """Topics that texts can be compared with: rare terms weigh more."""

    weights: Mapping[str, float]
    """Inverse document frequency of every term that was seen."""
    postings: Mapping[str, tuple[tuple[int, float, str | None], ...]]
    """Term to the topics that hold it, with the weight there and the only source it comes from, None for
    several or for the outline."""
    unit: float
    """The weight of a term that one topic holds."""

    def compare(self, counts: Mapping[str, float], origin: str = "") -> Mapping[int, float]:
        """How much each topic has in common with a text, in units of one rare term; 0 and less left out.

        What only the source `origin` itself says of a topic does not count: a text is no evidence for itself.
        """
        known = ((self.weights[term], count, term) for term, count in counts.items() if term in self.weights)
        scores: dict[int, float] = {}
        for weight, count, term in sorted(known, reverse=True)[:_MOST_TERMS]:
            often = min(1 + math.log(count), 2.0) if count > 1 else count
            for topic, value, only in self.postings[term]:
                if only is None or only != origin:
                    scores[topic] = scores.get(topic, 0.0) + weight * often * value
        return {topic: score / self.unit for topic, score in scores.items()}


def space(words: Iterable[Words], topics: int) -> Space:
    """The space of so many topics and these words of theirs."""
    counts: list[dict[str, float]] = [{} for _ in range(topics)]
    origins: list[dict[str, str | None]] = [{} for _ in range(topics)]
    for row in words:
        held, told = counts[row.topic], origins[row.topic]
        for term, count in row.counts.items():
            held[term] = held.get(term, 0.0) + count
            own = row.origin or None
            told[term] = own if told.get(term, own) == own else None
    seen = Counter(term for held in counts for term in held)
    weights = {term: math.log(1 + topics / count) for term, count in seen.items()}
    return Space(weights, _postings(counts, origins), math.log(1 + topics))


def _postings(
    counts: Sequence[Mapping[str, float]], origins: Sequence[Mapping[str, str | None]]
) -> Mapping[str, tuple[tuple[int, float, str | None], ...]]:
    lengths = [sum(held.values()) for held in counts]
    usual = sum(lengths) / max(1, sum(1 for length in lengths if length))
    postings: dict[str, list[tuple[int, float, str | None]]] = {}
    for topic, held in enumerate(counts):
        damp = _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * lengths[topic] / usual) if usual else 1.0
        for term, count in held.items():
            value = count * (1 + _SATURATION) / (count + damp)
            postings.setdefault(term, []).append((topic, value, origins[topic][term]))
    return {term: _heaviest(rows) for term, rows in postings.items()}


def _heaviest(rows: list[tuple[int, float, str | None]]) -> tuple[tuple[int, float, str | None], ...]:
    if len(rows) > _MOST_TOPICS:
        rows = sorted(rows, key=lambda row: (-row[1], row[0]))[:_MOST_TOPICS]
    return tuple(rows)
