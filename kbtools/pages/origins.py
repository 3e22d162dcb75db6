"""Where else a passage stands: the line under an item, the folds inside it, its other copies below it."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from kbtools.model import Conflict, Contradiction, Item, ItemId, Join, Note, Passage, PassageKind, Variant
from kbtools.pages.badges import badge
from kbtools.pages.catalogue import ERRATA, Catalogue, link, source_path
from kbtools.pages.differences import How, count, differences
from kbtools.pages.entry import Entry
from kbtools.pages.escape import code_span
from kbtools.pages.folds import Part
from kbtools.pages.html import details, div, paragraphs, span
from kbtools.pages.joined import Arrangement, Fold
from kbtools.pages.markup import inline
from kbtools.pages.place import lines_in_words, place_in_words
from kbtools.text import Lines

_FEW, _MOST = 6, 24
# Links in a line; copies of one passage that the page of a source names.
_SHORT, _BESIDE = 24, 2
# Characters of a summary; lines from one paragraph to the next.


def also_in(item: Item, catalogue: Catalogue, arrangement: Arrangement, *, at: str) -> str:
    """Links to the places in other sources that have a passage of the item; folded when they are many.

    Where a passage of the item is folded, the fold says where it stands; a copy that stands folded under the
    item is not named again. The page of a source names so many and leads to the topic's page for the rest.
    """
    folded = {one.passage for one in arrangement.folds.get(item.id, ())}
    here = at == source_path(catalogue.entries[item.id].reading.source.id)
    found: dict[ItemId, list[Passage]] = {}
    states: dict[Passage, str] = {}
    more = 0
    for join in catalogue.joins_of.get(item.id, ()):
        own = [passage for passage in join.passages if passage.item == item.id]
        if all(passage in folded for passage in own):
            continue
        others = _elsewhere(own, join, catalogue, arrangement)
        shown = others[:_MOST] if here else others
        more += len(others) - len(shown)
        states |= _other_states(own, shown, catalogue)
        for passage in shown:
            found.setdefault(passage.item, []).append(passage)
    links = [_origin(own, states, catalogue, at) for own in found.values()]
    if more:
        label = catalogue.labels("also-in-more", n=more)
        links.append(link(label, catalogue.page_of(item.id), at=at, anchor=item.id))
    return _listed(links, catalogue)


def _elsewhere(
    own: Sequence[Passage], join: Join, catalogue: Catalogue, arrangement: Arrangement
) -> list[Passage]:
    """The passages of a join in other sources."""
    item, sources = own[0].item, {passage.source for passage in own}
    return [
        passage
        for passage in join.passages
        if passage.source not in sources
        and passage.item in catalogue.entries
        and arrangement.under.get(passage.item) != item
    ]


def _listed(links: Sequence[str], catalogue: Catalogue) -> str:
    if not links:
        return ""
    labels = catalogue.labels
    if len(links) > _FEW:
        listed = "\n".join(f"-   {one}" for one in links)
        return details("kb-origins", labels("also-in-many", n=len(links)), listed, searched=False)
    return div("kb-origins", f"{labels('also-in')}{labels('separator').join(links)}")


def _other_states(
    own: Sequence[Passage], others: Sequence[Passage], catalogue: Catalogue
) -> dict[Passage, str]:
    """The verdicts of copies of code that are not the item's own."""
    known = {_state(passage, catalogue) for passage in own}
    told = {passage: _state(passage, catalogue) for passage in others if passage.snippet}
    return {passage: state for passage, state in told.items() if state not in known}


def _origin(passages: Sequence[Passage], states: Mapping[Passage, str], catalogue: Catalogue, at: str) -> str:
    """Another source and its lines; of code that ran otherwise there how it ran."""
    first = passages[0]
    entry = catalogue.entries[first.item]
    places = dict.fromkeys(place_of(entry, lines, catalogue) for lines in _runs(passages))
    target = link(
        f"{title_of(entry)} {catalogue.labels('and').join(places)}",
        source_path(first.source),
        at=at,
        anchor=first.item,
    )
    told = dict.fromkeys(states[one] for one in passages if one in states)
    return " ".join((target, *(badge(state, catalogue) for state in told)))


def _runs(passages: Sequence[Passage]) -> Iterator[Lines]:
    """Their lines, those of neighbouring paragraphs as one run."""
    first, *rest = sorted(one.lines for one in passages)
    for lines in rest:
        if lines.start > first.end + _BESIDE:
            yield first
            first = lines
        first = Lines(first.start, max(first.end, lines.end))
    yield first


def title_of(entry: Entry) -> str:
    """The title of the source that an item comes from."""
    return inline(entry.reading.title or entry.reading.source.name)


def place_of(entry: Entry, lines: Lines, catalogue: Catalogue) -> str:
    """Where a highlight stands in its document, of everything else the lines."""
    place = None if isinstance(entry.item, Note) else entry.item.place
    return inline(
        place_in_words(place, catalogue.labels) if place else lines_in_words(lines, catalogue.labels)
    )


def fold(part: Part, body: str, catalogue: Catalogue, *, at: str) -> str:
    """Passages that stand elsewhere, on the page or on that of another topic, folded, with what differs."""
    first = part.folds[0].shown
    entry = catalogue.entries[first.item]
    differ = sum(_count(one) for one in part.folds)
    where = div("kb-origin", f"{catalogue.labels('stands-at')}{_stands(first, catalogue, at)}")
    changes = [_differences(one, catalogue) for one in part.folds]
    summary = f"{_summary(part.folds, entry, catalogue, at)}{_how_many(differ, catalogue)}"
    return details("kb-same", summary, paragraphs(where, body, *changes), searched=False)


def _summary(folds: Sequence[Fold], entry: Entry, catalogue: Catalogue, at: str) -> str:
    labels = catalogue.labels
    topic = catalogue.topic_of(entry.item.id)
    away = topic is not None and catalogue.page_of(entry.item.id) != at
    title = topic.title if topic and away else entry.reading.title or entry.reading.source.name
    if len(folds) > 1:
        return labels("same-many-there" if away else "same-many", n=len(folds), title=title)
    text = " ".join(folds[0].passage.text.split())
    text = text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
    key = "same-there" if away else "same-as-highlight" if entry.is_highlight else "same-as"
    return labels(key, title=title, text=text)


def _how_many(number: int, catalogue: Catalogue) -> str:
    if not number:
        return ""
    return catalogue.labels("one-difference" if number == 1 else "n-differences", n=number)


def _stands(passage: Passage, catalogue: Catalogue, at: str) -> str:
    """The place where a passage is shown; on another page with the name of its topic."""
    entry, page = catalogue.entries[passage.item], catalogue.page_of(passage.item)
    there = catalogue.topic_of(passage.item) if page != at else None
    topic = f"{inline(there.title)}{catalogue.labels('colon')}" if there else ""
    place = f"{topic}{title_of(entry)} {place_of(entry, passage.lines, catalogue)}"
    return link(place, page, at=at, anchor=passage.item)


def _differences(one: Fold, catalogue: Catalogue) -> str:
    told = differences(one.shown.text, one.passage.text, _how(one))
    states = (_state(one.shown, catalogue), _state(one.passage, catalogue))
    if states[0] != states[1]:
        told = " ".join((f"{badge(states[0], catalogue)} → {badge(states[1], catalogue)}", told))
    return div("kb-diff", f"{catalogue.labels('differences')}{told}") if told else ""


def _state(passage: Passage, catalogue: Catalogue) -> str:
    return catalogue.state(passage.snippet) if passage.snippet else ""


def _how(one: Fold) -> How:
    return How(one.passage.kind is PassageKind.CODE, one.inside)


def _count(one: Fold) -> int:
    return count(one.shown.text, one.passage.text, _how(one))


def copies(
    item: ItemId,
    arrangement: Arrangement,
    catalogue: Catalogue,
    write: Callable[[Entry], str],
) -> str:
    """The items that say nothing else than this one, each folded under its own anchor."""
    return paragraphs(*(_copy(name, arrangement, catalogue, write) for name in arrangement.copies(item)))


def _copy(name: ItemId, arrangement: Arrangement, catalogue: Catalogue, write: Callable[[Entry], str]) -> str:
    entry, folds, labels = catalogue.entries[name], arrangement.folds[name], catalogue.labels
    item = entry.item
    called = f"{item.number} {item.title}".strip() if isinstance(item, Note) else ""
    title = entry.reading.title or entry.reading.source.name
    summary = labels("same-copy", title=title, name=called) + _how_many(sum(map(_count, folds)), catalogue)
    changes = [_differences(one, catalogue) for one in folds]
    body = details("kb-same", summary, paragraphs(write(entry), *changes), searched=False)
    return div("kb-item kb-copy", body, anchor=name)


def disagreements(item: Item, catalogue: Catalogue, *, at: str) -> str:
    """What other sources tell otherwise than the item, with the way to the errata."""
    return paragraphs(
        *(_disagreement(one, item, catalogue, at) for one in catalogue.conflicts_of.get(item.id, ()))
    )


def _disagreement(conflict: Conflict, item: Item, catalogue: Catalogue, at: str) -> str:
    labels = catalogue.labels
    own = next(one for one in conflict.variants if any(passage.item == item.id for passage in one.passages))
    told = [labels("conflict-here", said=said(own, catalogue))]
    told += [
        labels("conflict-there", n=len(one.passages), said=said(one, catalogue))
        for one in conflict.variants
        if one is not own
    ]
    more = link(labels("conflict-more"), ERRATA, at=at, anchor=conflict.id)
    words = labels("separator").join(told)
    label = "conflict-of-output" if conflict.kind is Contradiction.OUTPUT else "conflict"
    return div("kb-conflict", f"{span('kb-label', labels(label))}{words} · {more}")


def said(variant: Variant, catalogue: Catalogue) -> str:
    """What a variant says otherwise, as inline code."""
    return code_span(variant.said) if variant.said.strip() else catalogue.labels("conflict-nothing")
