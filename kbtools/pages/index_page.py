"""The first page: how much there is, how much of it is true, and the way to everything."""

from collections.abc import Iterator

from kbtools.model import Book, Page
from kbtools.pages.badges import badge
from kbtools.pages.catalogue import ERRATA, INDEX, UNPLACED, Catalogue, catalogue, link, source_path
from kbtools.pages.counts import bar
from kbtools.pages.errata_page import errata
from kbtools.pages.html import div, paragraphs
from kbtools.pages.index_opening import index_opening
from kbtools.pages.labels import STATES
from kbtools.pages.markup import inline
from kbtools.pages.markup_blocks import table
from kbtools.pages.topic_page import tree


def render(book: Book) -> Iterator[Page]:
    """The one page; its title and its first sentence belong to the person."""
    known = catalogue(book)
    opening = index_opening(book.title, book.language)
    parts = (_counts(known), _verdicts(known), _topics(known), _sources(known), _more(known))
    yield Page(INDEX, f"{paragraphs(*parts)}\n", opening)


def _counts(known: Catalogue) -> str:
    labels, entries = known.labels, known.entries.values()
    highlights = sum(entry.is_highlight for entry in entries)
    numbers = (
        ("n-sources", len(known.book.readings)),
        ("n-topics", len(known.topics)),
        ("n-highlights", highlights),
        ("n-notes", len(entries) - highlights),
        ("n-snippets", len(known.snippets)),
    )
    return div("kb-counts", " · ".join(labels(key, n=number) for key, number in numbers))


def _verdicts(known: Catalogue) -> str:
    labels = known.labels
    states = known.states(known.entries.values())
    if not states:
        return paragraphs(f"## {labels('snippets')}", div("kb-empty", labels("no-snippets")))
    head = [labels("verdict"), labels("count"), labels("meaning")]
    rows = [
        [badge(state, known), str(states[state]), labels.explanation(state)]
        for state in STATES
        if states[state]
    ]
    return paragraphs(
        f"## {labels('snippets')}", bar(states, known), table([head, *rows], ["left", "right", "left"])
    )


def _topics(known: Catalogue) -> str:
    topics = known.book.outline.topics
    listed = tree(topics, known, INDEX) if topics else known.labels("empty-topic")
    return paragraphs(f"## {known.labels('topics')}", div("kb-tree", listed))


def _sources(known: Catalogue) -> str:
    labels = known.labels
    lines = [
        f"-   {link(inline(reading.title or reading.source.name), source_path(reading.source.id), at=INDEX)}"
        for reading in known.book.readings
    ]
    return paragraphs(f"## {labels('sources')}", "\n".join(lines) or div("kb-empty", labels("empty-topic")))


def _more(known: Catalogue) -> str:
    labels = known.labels
    unplaced = labels("n-unplaced", n=len(known.under(None)))
    wrong = labels("n-errata", n=len(errata(known)))
    links = [link(unplaced, UNPLACED, at=INDEX), link(wrong, ERRATA, at=INDEX)]
    if known.book.joins.conflicts:
        links.append(link(labels("n-conflicts", n=len(known.book.joins.conflicts)), ERRATA, at=INDEX))
    return paragraphs(f"## {labels('more')}", "\n".join(f"-   {one}" for one in links))
