"""What a text is about, as weighted character n-grams and identifiers: both languages, no dictionary."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kbtools.text import fold_radicals

Vector = Mapping[str, float]
"""Term to weight, of length 1."""
_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]{1,}")


def terms(text: str) -> Counter[str]:
    """Two and three characters of every run of Han, and every Latin word or identifier in lower case."""
    folded = fold_radicals(text)
    counts: Counter[str] = Counter(word.lower() for word in _WORD.findall(folded))
    for run in _HAN.findall(folded):
        counts.update(run[start : start + size] for size in (2, 3) for start in range(len(run) - size + 1))
    return counts


@dataclass(frozen=True, slots=True)
class Space:
    """Texts that can be compared: rare terms weigh more."""

    weights: Mapping[str, float]
    """Inverse document frequency of every term that was seen."""
    postings: Mapping[str, tuple[tuple[int, float], ...]]
    """Term to the documents that hold it, by index, with the weight there."""

    def compare(self, text: str) -> Mapping[int, float]:
        """Cosine, 0 to 1, with every document that shares a term with the text."""
        scores: dict[int, float] = {}
        for term, weight in _vector(terms(text), self.weights).items():
            for document, other in self.postings.get(term, ()):
                scores[document] = scores.get(document, 0.0) + weight * other
        return scores


def space(documents: Sequence[Counter[str]]) -> Space:
    """The space of these documents, each given as its terms."""
    seen = Counter(term for document in documents for term in document)
    weights = {term: math.log(1 + len(documents) / count) for term, count in seen.items()}
    postings: dict[str, list[tuple[int, float]]] = {}
    for index, document in enumerate(documents):
        for term, weight in _vector(document, weights).items():
            postings.setdefault(term, []).append((index, weight))
    return Space(weights, {term: tuple(rows) for term, rows in postings.items()})


def _vector(counts: Counter[str], weights: Mapping[str, float]) -> Vector:
    raw = {term: (1 + math.log(count)) * weights[term] for term, count in counts.items() if term in weights}
    length = math.sqrt(sum(weight * weight for weight in raw.values()))
    return {term: weight / length for term, weight in raw.items()} if length else {}
