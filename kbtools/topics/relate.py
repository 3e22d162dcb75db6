"""Topics that have much to do with one another: by items that may belong to both, and by their words."""

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from keyword import kwlist

from kbtools.model import Outline, Placement, Related, TopicSlug
from kbtools.topics.glossary import Concept, Glossary, glossary

_KEPT, _TERMS, _SAID = 8, 40, 3
# Related topics of one, terms of one that are compared, and common ones that a reason names.
_MAY_BE, _AN_ITEM, _MOST_ITEMS = 0.25, 0.08, 4
# How sure a guess must be to count, what an item adds, and after how many it adds no more.
_ALIKE = 0.12
# Likeness of words below which two topics are strangers.
_MOST_TOPICS, _MOST_SHARE, _FEW = 40, 0.3, 3
# A term that more topics have, or a greater share of them where that is more than a few, tells of no two.
_ANY_CODE = frozenset({"self", "cls", *(word.lower() for word in kwlist)})
# Shared words that no reason names, for every program has them.
_Pair = tuple[TopicSlug, TopicSlug]


def relate(
    outline: Outline,
    placements: Iterable[Placement],
    words: Mapping[TopicSlug, Mapping[str, float]],
    concepts: Sequence[Concept] = (),
) -> Mapping[TopicSlug, tuple[Related, ...]]:
    """The topics most related to each one, best first; a topic and what stands below it are not related."""
    family = set(_family(outline))
    shared = Counter(pair for row in placements for pair in _both(row) if pair not in family)
    vectors = _vectors(words)
    alike = {pair: share for pair, share in _likeness(vectors).items() if pair not in family}
    names = glossary(concepts)
    found: dict[TopicSlug, list[Related]] = {}
    for one, other in sorted({*shared, *alike}):
        likeness, items = alike.get((one, other), 0.0), shared[one, other]
        if likeness < _ALIKE and not items:
            continue
        score = round(likeness + _AN_ITEM * min(items, _MOST_ITEMS), 3)
        reasons = tuple(_reasons(items, likeness, vectors.get(one, {}), vectors.get(other, {}), names))
        found.setdefault(one, []).append(Related(other, score, reasons))
        found.setdefault(other, []).append(Related(one, score, reasons))
    return {slug: tuple(_best(rows)) for slug, rows in found.items()}


def _best(rows: list[Related]) -> list[Related]:
    return sorted(rows, key=lambda row: (-row.score, row.topic))[:_KEPT]


def _family(outline: Outline) -> Iterator[_Pair]:
    for topic in outline.walk():
        for below in Outline(topic.children).walk():
            yield _pair(topic.slug, below.slug)


def _pair(one: TopicSlug, other: TopicSlug) -> _Pair:
    return (one, other) if one < other else (other, one)


def _both(row: Placement) -> Iterator[_Pair]:
    """The pair of topics that an item may belong to, its own and the next best guess."""
    sure = [one.topic for one in row.guesses if one.confidence >= _MAY_BE]
    if len(sure) > 1 and row.topic in sure[:2]:
        yield _pair(sure[0], sure[1])


def _vectors(words: Mapping[TopicSlug, Mapping[str, float]]) -> dict[TopicSlug, dict[str, float]]:
    """The terms of every topic by weight, of length 1; terms that one topic has alone tell of no other."""
    seen = Counter(term for held in words.values() for term in held)
    most = min(_MOST_TOPICS, max(_FEW, int(_MOST_SHARE * len(words))))
    vectors = {}
    for slug, held in words.items():
        weights = {
            term: math.log1p(count) * math.log(1 + len(words) / seen[term])
            for term, count in held.items()
            if seen[term] <= most
        }
        best = dict(heapq.nlargest(_TERMS, weights.items(), key=lambda row: (row[1], row[0])))
        length = math.sqrt(sum(weight * weight for weight in best.values())) or 1.0
        vectors[slug] = {term: weight / length for term, weight in best.items()}
    return vectors


def _likeness(vectors: Mapping[TopicSlug, Mapping[str, float]]) -> Mapping[_Pair, float]:
    """The cosine of every two topics that have a term in common."""
    held: dict[str, list[tuple[TopicSlug, float]]] = {}
    alike: dict[_Pair, float] = {}
    for slug, vector in sorted(vectors.items()):
        shares: dict[TopicSlug, float] = {}
        for term, weight in vector.items():
            before = held.setdefault(term, [])
            for other, there in before:
                shares[other] = shares.get(other, 0.0) + weight * there
            before.append((slug, weight))
        alike.update({(other, slug): share for other, share in shares.items()})
    return alike


def _reasons(
    items: int, likeness: float, one: Mapping[str, float], other: Mapping[str, float], names: Glossary
) -> Iterator[str]:
    if items:
        yield f"items that may belong to both: {items}"
    if likeness < _ALIKE:
        return
    common = sorted(one.keys() & other.keys(), key=lambda term: (-one[term] * other[term], term))
    told = [term for term in common if _worth_naming(term, names)][:_SAID]
    yield f"both speak of “{', '.join(told)}”" if told else f"they share words ({likeness:.2f})"


def _worth_naming(term: str, names: Glossary) -> bool:
    """Whether a term is a word: an identifier, or a name of the glossary and no piece of one."""
    latin = term.isascii() and len(term) > 1 and term not in _ANY_CODE and not term.startswith("__")
    return latin or bool(names.of(term))
