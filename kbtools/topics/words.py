"""What a text is about, as weighted character n-grams and identifiers: both languages, no dictionary."""

import heapq
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import islice

from kbtools.text import fold_radicals, simplified
from kbtools.topics.stems import stem

_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]{1,}")
_DOTTED = re.compile(r"(?<![A-Za-z_0-9])[A-Za-z_][A-Za-z_0-9]*(?:\.[A-Za-z_][A-Za-z_0-9]*)+")
# It starts at the start of a word only, and Chinese ends it: else a text without blanks takes for ever.
_PLURAL = re.compile(r"[a-z]{3,}[b-hj-rtv-z]s")
# `traits` is `trait`; `loss`, `bias`, `axis` and `status` are what they are.
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|\\[a-zA-Z]+|https?://\S+|&#?\w{1,10};")
# Tags of MathML, commands of TeX and addresses say how something is written, not what it is about.
_ASKED = re.compile(
    r"为什么|是不是|有没有|能不能|要不要|怎么[样办]?|什么|怎样|如何|是否|哪[些个里]|多少|行不行"
)
# Words of every question in Chinese ask, and say nothing of what it is about.
# Words that every English text has say nothing of what it is about.
FUNCTION_WORDS = frozenset(files("kbtools.topics").joinpath("function_words.txt").read_text("utf-8").split())
_MOST_TERMS, _MOST_TOPICS = 60, 24
# The rarest terms of a text and the topics that hold a term most: what bounds the time a text takes.
_MOST_WORDS = 2000
# Of one topic; twice as many are gathered before the rarest are forgotten.
_LATIN_END = "{"
# Terms behind it are Chinese and have no endings.
_SHORTEST_INITIALS = 3
# `TLB` is a term beside `tlb`: capitals may stand for the words of a topic's name.
_SATURATION, _BY_LENGTH = 1.2, 0.5
# How soon more of a term counts no more, and how much a topic's wealth of words counts against it (BM25).
_OUTLINE_ROWS = 3
# Sections that have to say a term before it counts as much as one that the outline or the glossary says.


def terms(text: str) -> Counter[str]:
    """Two and three characters of all runs of Han, Latin words and identifiers in lower case; capitals."""
    folded = _MARKUP.sub(" ", fold_radicals(text))
    found = _WORD.findall(folded)
    words = (word.lower() for word in found)
    counts: Counter[str] = Counter(_singular(word) for word in words if word not in FUNCTION_WORDS)
    counts.update(word for word in found if word.isupper() and len(word) >= _SHORTEST_INITIALS)
    counts.update(word.lower() for word in _DOTTED.findall(folded))
    chinese = simplified(" ".join(_HAN.findall(folded)))
    for run in _HAN.findall(_ASKED.sub(" ", chinese)):
        counts.update(run[start : start + size] for size in (2, 3) for start in range(len(run) - size + 1))
    return counts


def _singular(word: str) -> str:
    return word[:-1] if _PLURAL.fullmatch(word) else word


Posting = tuple[int, float, str | None]
"""A topic that holds a term, the weight there, and the only source it comes from; None for several or for the
outline."""


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
    postings: Mapping[str, tuple[Posting, ...]]
    """Term to the topics that hold it."""
    unit: float
    """The weight of a term that one topic holds."""

    def compare(self, counts: Mapping[str, float], origin: str = "") -> Mapping[int, float]:
        """How much each topic has in common with a text, in units of one rare term; 0 and less left out.

        What only the source `origin` itself says of a topic does not count: a text is no evidence for itself.
        """
        stems = ((term if term > _LATIN_END else stem(term), count) for term, count in counts.items())
        known = [(self.weights[term], count, term) for term, count in stems if term in self.weights]
        rows = ((weight, count, self.postings[term]) for weight, count, term in sorted(known, reverse=True))
        # Terms that only the source itself says of any topic are rare, and would crowd out all others.
        heard = (row for row in rows if any(only != origin for _, _, only in row[2]))
        scores: dict[int, float] = {}
        for weight, count, held in islice(heard, _MOST_TERMS):
            said = weight * (min(1 + math.log(count), 2.0) if count > 1 else count)
            for topic, value, only in held:
                if only != origin:
                    scores[topic] = scores.get(topic, 0.0) + said * value
        return {topic: score / self.unit for topic, score in scores.items()}


@dataclass(slots=True)
class _Held:
    """The words of one topic while they are gathered."""

    counts: dict[str, float] = field(default_factory=dict)
    only: dict[str, str | None] = field(default_factory=dict)
    """The only source that a term comes from; None for several, or for the outline itself."""
    rows: dict[str, int] = field(default_factory=dict)
    """How many sections say a term: what one alone says of a topic may be chance."""

    def add(self, row: Words) -> None:
        own = row.origin or None
        rows = 1 if own else _OUTLINE_ROWS
        for said, count in row.counts.items():
            term = said if said > _LATIN_END else stem(said)
            self.rows[term] = self.rows.get(term, 0) + rows
            self.counts[term] = self.counts.get(term, 0.0) + count
            if self.only.setdefault(term, own) != own:
                self.only[term] = None
        if len(self.counts) > 2 * _MOST_WORDS:
            self._forget()

    def _forget(self) -> None:
        """Keep the commonest, and all that does not come from one source alone."""
        common = set(heapq.nlargest(_MOST_WORDS, self.counts, key=self.counts.__getitem__))
        kept = [term for term in self.counts if term in common or self.only[term] is None]
        self.counts = {term: self.counts[term] for term in kept}
        self.only = {term: self.only[term] for term in kept}
        self.rows = {term: self.rows[term] for term in kept}

    def trust(self, term: str) -> float:
        """0.5 for a term that one section says, towards 1 for more."""
        return self.rows[term] / (self.rows[term] + 1)


def space(words: Iterable[Words], topics: int) -> Space:
    """The space of so many topics and these words of theirs."""
    held = [_Held() for _ in range(topics)]
    for row in words:
        held[row.topic].add(row)
    seen = Counter(term for one in held for term in one.counts)
    weights = {term: math.log(1 + topics / count) for term, count in seen.items()}
    return Space(weights, _postings(held), math.log(1 + topics))


def _postings(topics: Sequence[_Held]) -> Mapping[str, tuple[Posting, ...]]:
    lengths = [sum(held.counts.values()) for held in topics]
    usual = sum(lengths) / max(1, sum(1 for length in lengths if length))
    postings: dict[str, list[Posting]] = {}
    for topic, held in enumerate(topics):
        damp = _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * lengths[topic] / usual) if usual else 1.0
        for term, count in held.counts.items():
            value = held.trust(term) * count * (1 + _SATURATION) / (count + damp)
            postings.setdefault(term, []).append((topic, value, held.only[term]))
    return {term: _heaviest(rows) for term, rows in postings.items()}


def _heaviest(rows: list[Posting]) -> tuple[Posting, ...]:
    if len(rows) > _MOST_TOPICS:
        rows = sorted(rows, key=lambda row: (-row[1], row[0]))[:_MOST_TOPICS]
    return tuple(rows)
