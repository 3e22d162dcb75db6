"""Snippets: which are the same code, and which contradict another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kbtools.compare import runs
from kbtools.model import (
    Checked,
    Contradiction,
    ItemId,
    Join,
    Passage,
    Snippet,
    SnippetId,
    Verdict,
)
from kbtools.topics.join_code import Token, key, printed, tokens
from kbtools.topics.join_conflicts import Apart, Telling, told_apart
from kbtools.topics.join_decide import Decision, Relation
from kbtools.topics.join_groups import Groups
from kbtools.topics.join_pairs import pairs

_STRONG = 8
# Tokens, brackets and commas left out, from which the same code is no chance.
_MOST_CHANGES, _ALIKE, _IN_COMMON = 2, 0.85, 12

Neighbours = Mapping[ItemId, frozenset[ItemId]]
"""Items that have passages in common."""


@dataclass(frozen=True, slots=True)
class Run:
    """What is known of snippets besides their code."""

    snippets: Mapping[SnippetId, Snippet]
    checked: Mapping[SnippetId, Checked]

    def green(self, passage: Passage) -> bool:
        """Whether it is shown to be true."""
        found = self.checked.get(passage.snippet) if passage.snippet else None
        return found is not None and found.verdict.green

    def random(self, passage: Passage) -> bool:
        """Whether its output differs from run to run."""
        found = self.checked.get(passage.snippet) if passage.snippet else None
        return found is not None and found.verdict is Verdict.VERIFIED_SHAPE

    def printed(self, passage: Passage) -> tuple[str, ...] | None:
        """What its author says it prints."""
        snippet = self.snippets.get(passage.snippet) if passage.snippet else None
        return printed(snippet.recorded) if snippet else None


@dataclass(frozen=True, slots=True)
class Code:
    """Snippets of the very same tokens."""

    tokens: tuple[Token, ...]
    passages: tuple[Passage, ...]

    @property
    def strong(self) -> bool:
        """Whether there is enough of it to be known again anywhere."""
        return sum(token.kind is not None for token in self.tokens) >= _STRONG


def alike(passages: Iterable[Passage]) -> list[Code]:
    """Snippets by their tokens, in the order in which these first come."""
    found: dict[str, tuple[tuple[Token, ...], list[Passage]]] = {}
    for passage in passages:
        told = tokens(passage.text)
        if told:
            found.setdefault(key(told), (told, []))[1].append(passage)
    return [Code(told, tuple(own)) for told, own in found.values()]


def join_strong(codes: Iterable[Code], run: Run) -> tuple[tuple[Join, ...], tuple[Apart, ...]]:
    """The joins of code that is long enough, and the same code with outputs that cannot all be right."""
    joins: list[Join] = []
    apart: list[Apart] = []
    for code in codes:
        if code.strong and len({passage.source for passage in code.passages}) > 1:
            parts = list(by_output(code.passages, run))
            joins += [join for part in parts if (join := _join(part))]
            apart += _outputs_apart(parts, run)
    return tuple(joins), tuple(apart)


def join_weak(codes: Iterable[Code], run: Run, near: Neighbours) -> Iterator[Join]:
    """The joins of short code: `x.shape` is the same passage only where its items have others in common."""
    for code in codes:
        if not code.strong and len({passage.source for passage in code.passages}) > 1:
            for part in by_output(code.passages, run):
                yield from _beside(part, near)


def _beside(passages: Sequence[Passage], near: Neighbours) -> Iterator[Join]:
    """Joins of those passages that stand in neighbours."""
    first = {passage.item: index for index, passage in reversed(list(enumerate(passages)))}
    groups = Groups(len(passages))
    for index, passage in enumerate(passages):
        for item in sorted(near.get(passage.item, ())):
            if item in first and passages[first[item]].source != passage.source:
                groups.link(index, first[item])
    for own in groups.members(range(len(passages))).values():
        join = _join([passages[index] for index in own])
        if join:
            yield join


def by_output(passages: Sequence[Passage], run: Run) -> Iterator[list[Passage]]:
    """The passages by what their authors recorded; one that recorded nothing goes with the first."""
    if any(run.random(passage) for passage in passages):
        yield list(passages)
        return
    found: dict[tuple[str, ...], list[Passage]] = {}
    silent: list[Passage] = []
    for passage in passages:
        output = run.printed(passage)
        (silent if output is None else found.setdefault(output, [])).append(passage)
    first, *rest = list(found.values()) or [[]]
    order = {passage: index for index, passage in enumerate(passages)}
    yield sorted([*first, *silent], key=order.__getitem__)
    yield from rest


def _join(passages: Sequence[Passage]) -> Join | None:
    return Join(tuple(passages)) if len({passage.source for passage in passages}) > 1 else None


def _outputs_apart(parts: Sequence[Sequence[Passage]], run: Run) -> Iterator[Apart]:
    """The same code with several outputs, unless running it showed more than one of them to be true."""
    if len(parts) < 2 or sum(any(run.green(one) for one in part) for part in parts) > 1:  # noqa: PLR2004
        return
    outputs = [next((out for one in part if (out := run.printed(one))), ()) for part in parts]
    if any(set(sources(one)) & set(sources(other)) for one, other in pairwise(parts)):
        return
    told = [(" ".join(out), Telling(tuple(part))) for out, part in zip(outputs, parts, strict=True)]
    yield Apart(Contradiction.OUTPUT, tuple(told))


def sources(passages: Iterable[Passage]) -> list[str]:
    """The sources of passages."""
    return [passage.source for passage in passages]


def conflicts(codes: Sequence[Code], run: Run, near: Neighbours) -> tuple[Apart, ...]:
    """Snippets of neighbours that differ in a number, a sign or a name, unless both are shown to be true."""
    found = [
        (one, other, decision)
        for one, other in pairs([token.said for token in code.tokens] for code in codes)
        if _beside_each_other(codes[one], codes[other], near)
        and not all(any(map(run.green, codes[index].passages)) for index in (one, other))
        and (decision := _decide(codes[one].tokens, codes[other].tokens))
    ]
    return told_apart({index: Telling(code.passages) for index, code in enumerate(codes)}, found)


def _beside_each_other(one: Code, other: Code, near: Neighbours) -> bool:
    items = {passage.item for passage in other.passages}
    return any(near.get(passage.item, frozenset()) & items for passage in one.passages)


def _decide(first: Sequence[Token], second: Sequence[Token]) -> Decision | None:
    """The decision for a contradiction; None for other code."""
    found = list(runs([token.said for token in first], [token.said for token in second]))
    common = sum(run.stop - run.start for run in found if run.same)
    changes = [
        (first[run.start : run.stop], second[run.other_start : run.other_stop])
        for run in found
        if not run.same
    ]
    alike = 2 * common >= _ALIKE * (len(first) + len(second))
    if not alike or common < _IN_COMMON or not 0 < len(changes) <= _MOST_CHANGES:
        return None
    kinds = {token.kind for own, other in changes for token in (*own, *other)}
    if None in kinds:
        return None
    kind = next(token.kind for own, other in changes[:1] for token in (*own, *other))
    return Decision(Relation.CONFLICT, kind, *("".join(token.said for token in side) for side in changes[0]))
