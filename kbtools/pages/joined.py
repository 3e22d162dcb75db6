"""Which copy of a passage a page shows: the fullest and best one stands, the others are one click away.

What another topic's page shows stands there alone: here it is folded, with the way there.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kbtools.model import Highlight, Item, ItemId, Join, Note, Passage, PassageKind, SnippetId, Verdict
from kbtools.pages.catalogue import Catalogue
from kbtools.pages.entry import Entry
from kbtools.pages.homes import at_home, home

_NO_WORD = re.compile(r"[\W\d_]+")
_ORDER = {Verdict.VERIFIED: 0, Verdict.VERIFIED_SHAPE: 0, Verdict.RAN: 1}
_UNKNOWN, _WRONG = 2, 3


@dataclass(frozen=True, slots=True)
class Fold:
    """A passage that is shown elsewhere: on the same page, or on that of another topic."""

    passage: Passage
    shown: Passage
    inside: bool = False
    """Whether it is a part of the other."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What a page does with the passages that its items have in common."""

    folds: Mapping[ItemId, tuple[Fold, ...]] = field(default_factory=dict)
    """By the item that holds the passage, as they stand in it."""
    under: Mapping[ItemId, ItemId] = field(default_factory=dict)
    """Items that say nothing else than another one on the page, with that one."""

    def copies(self, item: ItemId) -> tuple[ItemId, ...]:
        """The items that stand folded under an item."""
        return tuple(own for own, above in self.under.items() if above == item)


UNFOLDED = Arrangement()
"""For a page that shows everything, such as that of a source."""


def arrange(entries: Sequence[Entry], catalogue: Catalogue) -> Arrangement:
    """What to fold on a page that shows these items.

    A highlight never folds, and its passage stands before that of a note. Of code the truest copy stands, of
    the rest the one in the note that proves most and says most.
    """
    order = {entry.item.id: _rank(index, entry, catalogue) for index, entry in enumerate(entries)}
    joins = {join.copies[0]: join for item in order for join in catalogue.joins_of.get(item, ())}
    kept: set[Passage] = set()
    folds: dict[Passage, Fold] = {}
    for join in sorted(
        joins.values(), key=lambda one: (not _is_quoted(one, order), -len(one.copies[0].text))
    ):
        _fold(join, order, catalogue, kept, folds)
    by_item: dict[ItemId, list[Fold]] = {}
    for passage in sorted(folds, key=lambda one: (one.lines, one.block, one.start)):
        by_item.setdefault(passage.item, []).append(folds[passage])
    under = {
        item: _most(own)
        for item, own in by_item.items()
        if all(fold.shown.item in order for fold in own)
        and _whole(catalogue.entries[item].item, own, catalogue)
    }
    return Arrangement(
        {item: tuple(own) for item, own in by_item.items()},
        {item: under[item] for item in order if item in under},
    )


_Rank = tuple[bool, int, int, int]


def _rank(index: int, entry: Entry, catalogue: Catalogue) -> _Rank:
    """The lower, the rather its copy is shown: highlights, then what proves most, then what says most."""
    green = sum(
        _truth(snippet.id, catalogue) == 0 for snippet in catalogue.snippets_of.get(entry.item.id, ())
    )
    return not entry.is_highlight, -green, -sum(len(block.text) for block in entry.item.body), index


def _truth(snippet: SnippetId, catalogue: Catalogue) -> int:
    checked = catalogue.checked(snippet)
    return _UNKNOWN if checked is None else _ORDER.get(checked.verdict, _WRONG)


def _fold(
    join: Join,
    order: Mapping[ItemId, _Rank],
    catalogue: Catalogue,
    kept: set[Passage],
    folds: dict[Passage, Fold],
) -> None:
    here = [passage for passage in join.copies if passage.item in order and passage not in folds]
    if not here:
        return
    shown = _shown(join, here, order, catalogue)
    kept.add(shown)
    inside = [passage for passage in join.inside if passage.item in order]
    for passage in (*here, *inside):
        apart = passage.source != shown.source and passage.item != shown.item
        if apart and passage not in kept and passage not in folds and _may_fold(passage, catalogue):
            folds[passage] = Fold(passage, shown, passage in inside)


def _shown(
    join: Join, here: Sequence[Passage], order: Mapping[ItemId, _Rank], catalogue: Catalogue
) -> Passage:
    """The copy that stands: the best one on the page, or on the page of the topic that has it most surely."""
    topic = home(join, catalogue)
    there = at_home(join, topic, catalogue) if topic else []
    if there and not any(passage.item in order for passage in there):
        ranks = {one: _rank(index, catalogue.entries[one.item], catalogue) for index, one in enumerate(there)}
        return min(there, key=ranks.__getitem__)
    return min(here, key=lambda one: (_truth(one.snippet, catalogue) if one.snippet else 0, order[one.item]))


def _is_quoted(join: Join, order: Mapping[ItemId, _Rank]) -> bool:
    """Whether a highlight on the page has the very passage: it stays, whatever longer one holds it too."""
    return any(one.kind is PassageKind.QUOTE and one.item in order for one in join.copies)


def _may_fold(passage: Passage, catalogue: Catalogue) -> bool:
    """A quote is what its reader marked, and code in a comment belongs to the comment: both stay."""
    return passage.kind is not PassageKind.QUOTE and isinstance(catalogue.entries[passage.item].item, Note)


def _most(folds: Iterable[Fold]) -> ItemId:
    """The item that shows most of the passages."""
    items = [fold.shown.item for fold in folds]
    return max(dict.fromkeys(items), key=items.count)


def _whole(item: Item, folds: Sequence[Fold], catalogue: Catalogue) -> bool:
    """Whether nothing is left of a note but its title, marks and numbers."""
    if isinstance(item, Highlight):
        return False
    snippets = catalogue.snippets_of.get(item.id, ())
    folded = {fold.passage.snippet for fold in folds}
    if any(snippet.id not in folded for snippet in snippets):
        return False
    left = [
        rest(block.text, [fold.passage for fold in folds if fold.passage.block == index])
        for index, block in enumerate(item.body)
        if not any(snippet.lines.overlaps(block.lines) for snippet in snippets)
    ]
    title = _NO_WORD.sub("", item.title)
    return all(_NO_WORD.sub("", text) in {"", title} for text in left)


def rest(text: str, passages: Iterable[Passage]) -> str:
    """What is left of a text without passages of it."""
    parts, end = [], 0
    for passage in sorted(passages, key=lambda one: one.start):
        parts.append(text[end : passage.start])
        end = passage.end
    return "".join((*parts, text[end:]))
