"""Contradictions: passages that are the same but for what must not differ, with all that is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kbtools.model import Conflict, Contradiction, Passage, Variant
from kbtools.text import digest, squash
from kbtools.topics.joining.decide import Decision
from kbtools.topics.joining.groups import Groups


@dataclass(frozen=True, slots=True)
class Telling:
    """Passages that say the same."""

    passages: tuple[Passage, ...]

    @property
    def sources(self) -> frozenset[str]:
        """The sources that say it."""
        return frozenset(passage.source for passage in self.passages)


@dataclass(frozen=True, slots=True)
class Apart:
    """Tellings that contradict each other, with what each says otherwise."""

    kind: Contradiction
    tellings: tuple[tuple[str, Telling], ...]


def told_apart(
    tellings: Mapping[int, Telling], found: Sequence[tuple[int, int, Decision]]
) -> tuple[Apart, ...]:
    """What the decisions make of tellings, each named by the lower number first.

    A source that says both has two passages that are alike, such as one on rows and one on columns: none of
    its own contradictions.
    """
    kept = [row for row in found if not tellings[row[0]].sources & tellings[row[1]].sources]
    groups = Groups(max(tellings, default=-1) + 1)
    said: dict[int, str] = {}
    kinds: dict[int, Contradiction] = {}
    for one, other, decision in kept:
        groups.link(one, other)
        said.setdefault(one, decision.first)
        said.setdefault(other, decision.second)
        kinds.setdefault(one, decision.kind or Contradiction.WORD)
    members = groups.members(said)
    return tuple(
        Apart(kinds[own[0]], tuple((said[one], tellings[one]) for one in own)) for own in members.values()
    )


def conflict(apart: Apart) -> Conflict:
    """The record of a contradiction: what most sources say comes first."""
    variants = [Variant(said, telling.passages) for said, telling in apart.tellings]
    variants.sort(key=lambda one: -len({passage.source for passage in one.passages}))
    texts = sorted(squash(variant.passages[0].text) for variant in variants)
    return Conflict(f"c-{digest(chr(10).join(texts), 10)}", apart.kind, tuple(variants))
