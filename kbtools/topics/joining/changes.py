"""Where two passages differ as a reader would say it: whole sentences aside, words that moved as one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from kbtools.compare import Run, runs
from kbtools.topics.joining.change import Change, weight
from kbtools.topics.joining.word import Sort, Word

_CLOSE, _BEHIND = 2, 4
# Words before a part that can make it untrue; words behind a change among which a gloss stands.


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two passages side by side."""

    changes: Sequence[Change]
    """In order; of a part what the whole has before and behind it does not count."""
    common: int
    """Weight of the words that both have."""
    moved: frozenset[str]
    """Words that one has earlier than the other."""
    limited: bool = False
    """Whether a part is told of as not, or not always, true by what stands before it in the whole."""


def compare(first: Sequence[Word], second: Sequence[Word], *, inside: bool) -> Comparison:
    """Where the two differ; sentences that only one of them has are no difference.

    Args:
        first: The shorter one.
        second: The other one, or what of it is most like the shorter.
        inside: Whether the first is at most a part.
    """
    found = list(runs(*([word.said for word in one] for one in (first, second))))
    common = sum(weight(first[run.start : run.stop]) for run in found if run.same)
    apart = [run for run in _reordered(found) if not run.same and not _is_sentences(run, first, second)]
    moved = _moved([_change(run, first, second) for run in apart])
    if not inside:
        return Comparison(_changes(apart, first, second), common, moved)
    cut = [_cut(run, second) for run in apart]
    limited = any(
        _limits(second[: run.other_stop]) for run in apart if run.start == run.stop == run.other_start
    )
    return Comparison(_changes(cut, first, second), common, moved, limited=limited)


def _changes(apart: Iterable[Run], first: Sequence[Word], second: Sequence[Word]) -> Sequence[Change]:
    return tuple(_without_pointers(_change(run, first, second) for run in apart))


def _change(run: Run, first: Sequence[Word], second: Sequence[Word]) -> Change:
    one, other = first[run.start : run.stop], second[run.other_start : run.other_stop]
    behind = {word.said for word in first[run.stop : run.stop + _BEHIND]}
    return Change(
        one,
        other,
        frozenset(
            word.said for word in second[run.other_stop : run.other_stop + _BEHIND] if word.said in behind
        ),
    )


def _moved(changes: Sequence[Change]) -> frozenset[str]:
    gone, come = (
        {word.said for change in changes if not change.sides[1 - side] for word in change.sides[side]}
        for side in (0, 1)
    )
    return frozenset(gone & come)


def _cut(run: Run, second: Sequence[Word]) -> Run:
    """The run; at the edges of the whole no more of it than the part has, and that of the same sentence."""
    size = run.stop - run.start
    if run.other_start == 0:
        beside = takewhile(lambda at: not second[at].last, range(run.other_stop - 1, -1, -1))
        return replace(run, other_start=run.other_stop - min(size, sum(1 for _ in beside)))
    if run.other_stop == len(second):
        beside = takewhile(lambda at: not second[at - 1].last, range(run.other_start, run.other_stop))
        return replace(run, other_stop=run.other_start + min(size, sum(1 for _ in beside)))
    return run


def _limits(before: Sequence[Word]) -> bool:
    """Whether the words before a part say that it does not hold, or only sometimes."""
    return any(word.sort in {Sort.NEGATION, Sort.SCOPE} for word in before[-_CLOSE:]) and not before[-1].last


def _reordered(found: Sequence[Run]) -> Iterator[Run]:
    """The runs; a word less before another and one more behind it, as in `3, 2` for `2, 3`, is one change."""
    at = 0
    while at < len(found):
        run = found[at]
        if at + 2 < len(found) and _crossed(*found[at : at + 3]):
            run = replace(run, stop=found[at + 2].stop, other_stop=found[at + 2].other_stop)
            at += 2
        yield run
        at += 1


def _crossed(before: Run, over: Run, after: Run) -> bool:
    if not over.same or over.stop - over.start > 1:
        return False
    added = [run.start == run.stop for run in (before, after)]
    removed = [run.other_start == run.other_stop for run in (before, after)]
    return added == [not one for one in removed] and added[0] != added[1]


def _is_sentences(run: Run, first: Sequence[Word], second: Sequence[Word]) -> bool:
    """Whether one passage has nothing here and the other whole sentences."""
    if run.start == run.stop:
        return _ends(second, run.other_start, run.other_stop)
    return run.other_start == run.other_stop and _ends(first, run.start, run.stop)


def _ends(words: Sequence[Word], start: int, stop: int) -> bool:
    """Whether a run, or one with the same words that starts a little earlier or later, is whole sentences."""
    back = takewhile(lambda by: words[start - by].said == words[stop - by].said, range(1, start + 1))
    on = takewhile(
        lambda by: words[start + by - 1].said == words[stop + by - 1].said, range(1, len(words) - stop + 1)
    )
    shifts = (0, *(-by for by in back), *on)
    return any(_ends_before(words, start + by) and _ends_before(words, stop + by) for by in shifts)


def _ends_before(words: Sequence[Word], at: int) -> bool:
    return at in {0, len(words)} or words[at - 1].last


def _without_pointers(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes without what points elsewhere in one passage only; nothing is left of some."""
    for change in changes:
        if change.repointed:
            yield change
            continue
        one, other = ([word for word in side if word.sort is not Sort.POINTER] for side in change.sides)
        if one or other:
            yield Change(one, other, change.behind)
