"""Whether what differs makes two passages contradict each other, and what each of them says."""

from collections.abc import Sequence

from kbtools.model import Contradiction
from kbtools.topics.joining.change import Change, alike
from kbtools.topics.joining.word import Sort, Word

_ENOUGH, _ENOUGH_AROUND_ONE, _ENOUGH_AROUND_A_SLIP = 14, 12, 10
# Weight of words in common below which a likeness may be chance: where several places differ, where one
# does, and where two names are spelt nearly alike.
_ALIKE = 0.82
_MOST_APART = 2


def dispute(
    critical: Sequence[tuple[Change, Contradiction]], first: Sequence[Word], common: int, *, alone: bool
) -> tuple[Contradiction, str, str] | None:
    """What sort of contradiction it is and what either says; None for passages on other things.

    Args:
        critical: The changes that make two passages differ in what they say; not empty.
        first: The words of the first passage.
        common: The weight of what both have.
        alone: Whether nothing else differs.
    """
    changes = [change for change, _ in critical]
    marked = sum(word.sort >= Sort.NUMBER for word in first)
    many = len(changes) > 1 and (len(changes) > _MOST_APART or 2 * len(changes) > marked)
    if many or common < _least(changes, alone=alone) or not alike(common, changes, _ALIKE):
        return None
    if _of_another_subject(changes[0], first):
        return None
    one, other = changes[0].sides
    return critical[0][1], _shown(one), _shown(other)


def _least(critical: Sequence[Change], *, alone: bool) -> int:
    if not alone or len(critical) > 1:
        return _ENOUGH
    return _ENOUGH_AROUND_A_SLIP if _is_misspelt(critical[0]) else _ENOUGH_AROUND_ONE


def _of_another_subject(change: Change, first: Sequence[Word]) -> bool:
    """Whether each starts with a name of its own: the same pattern, as of two functions in a reference."""
    names = [bool(side) and side[0].sort in {Sort.NAME, Sort.IDENTIFIER} for side in change.sides]
    return all(names) and change.first[0] == first[0] and not _is_misspelt(change)


def _is_misspelt(change: Change) -> bool:
    """Whether the names differ in case and marks only: `zero_` and `zero`."""
    one, other = (
        "".join(
            filter(str.isalnum, "".join(word.said for word in side if word.sort is Sort.IDENTIFIER))
        ).casefold()
        for side in change.sides
    )
    return bool(one) and one == other


def _shown(told: Sequence[Word]) -> str:
    """What makes the difference; all of it where no word alone does."""
    parts: list[str] = []
    marked = [word for word in told if word.sort >= Sort.NUMBER]
    for word in marked or told:
        glue = " " if parts and word.sort is not Sort.HAN and parts[-1][-1:].isascii() else ""
        parts.append(glue + word.shown)
    return "".join(parts)
