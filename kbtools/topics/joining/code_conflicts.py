"""Snippets that are the same but for a number, a sign or a name."""

from collections.abc import Sequence

from kbtools.compare import runs
from kbtools.topics.joining.code import Token, body, variables
from kbtools.topics.joining.conflicts import Apart, Telling, told_apart
from kbtools.topics.joining.decide import Decision, Relation
from kbtools.topics.joining.outputs import Run
from kbtools.topics.joining.pairs import pairs
from kbtools.topics.joining.snippets import Code, Neighbours

_Change = tuple[Sequence[Token], Sequence[Token]]
_MOST_CHANGES, _ALIKE, _IN_COMMON = 2, 0.85, 12


def conflicts(codes: Sequence[Code], run: Run, near: Neighbours) -> tuple[Apart, ...]:
    """Snippets of neighbours that differ in a number, a sign or a name, unless both are shown to be true."""
    bodies = [body(code.passages[0].text) for code in codes]
    found = [
        (one, other, decision)
        for one, other in pairs([token.said for token in told] for told in bodies)
        if _beside_each_other(codes[one], codes[other], near)
        and not all(any(map(run.green, codes[index].passages)) for index in (one, other))
        and (decision := _decide(bodies[one], bodies[other]))
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
    kinds = [token.kind for own, other in changes for token in (*own, *other)]
    if None in kinds or _is_renamed(changes, first, second):
        return None
    told = ("".join(token.said for token in side) for side in changes[0])
    return Decision(Relation.CONFLICT, kinds[0], *told)


def _is_renamed(changes: Sequence[_Change], first: Sequence[Token], second: Sequence[Token]) -> bool:
    """Whether one variable has another name throughout: whoever retypes code may call it as he likes."""
    names = {tuple("".join(token.said for token in side) for side in change) for change in changes}
    if len(names) > 1:
        return False
    return all(
        name in variables(code) and name not in {token.said for token in other}
        for name, code, other in zip(next(iter(names)), (first, second), (second, first), strict=True)
    )
