"""What the renderers look up in a book: items of a topic, snippets of an item, where things stand."""

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from kbtools.mentions import tag_key
from kbtools.model import (
    Book,
    Checked,
    Conflict,
    Highlight,
    Item,
    ItemId,
    Join,
    Note,
    Passage,
    Place,
    Placement,
    Reading,
    Snippet,
    SnippetId,
    SourceId,
    Topic,
    TopicSlug,
)
from kbtools.pages.entry import Entry
from kbtools.pages.html import attribute
from kbtools.pages.labels import ACCEPTED, NOT_RUN, Labels
from kbtools.pages.tags import Tag, by_key, tag_tree
from kbtools.pages.wikilinks import (
    EVERYTHING_UNKNOWN,
    Links,
    Vault,
    block_keys,
    heading_keys,
    source_folders,
    source_keys,
    topic_keys,
)

_T = TypeVar("_T", Join, Conflict)

INDEX = "docs/index.md"
ERRATA = "docs/errata.md"
UNPLACED = "docs/topics/unplaced.md"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A book with its indexes; made by `catalogue`."""

    book: Book
    labels: Labels
    entries: Mapping[ItemId, Entry]
    """In reading order: by source, then by place, then as they stand."""
    by_topic: Mapping[TopicSlug | None, tuple[Entry, ...]]
    """The same by the topic that shows them; None for the page of the unplaced."""
    topics: Mapping[TopicSlug, Topic]
    snippets: Mapping[SnippetId, Snippet]
    snippets_of: Mapping[ItemId, tuple[Snippet, ...]]
    """By line."""
    joins_of: Mapping[ItemId, tuple[Join, ...]]
    """What an item has in common with items of other sources."""
    conflicts_of: Mapping[ItemId, tuple[Conflict, ...]]
    """What other sources tell otherwise."""
    vault: Vault = EVERYTHING_UNKNOWN
    """What links between the notes can name."""
    tags: Mapping[str, Tag] = field(default_factory=dict)
    """Every tag by its key, outer tags before those nested in them."""

    def links(self, source: SourceId, *, at: str) -> Links:
        """Resolves the links in a source's text where the page `at` shows it."""
        return Links(self.vault, at, source_path(source))

    def placement(self, item: ItemId) -> Placement | None:
        """Why an item stands where it stands; None when nobody placed it."""
        return self.book.placements.get(item)

    def topic_of(self, item: ItemId) -> Topic | None:
        """The topic an item is shown under; None for the page of the unplaced."""
        slug = _slug(self.placement(item), self.topics)
        return self.topics[slug] if slug else None

    def under(self, slug: TopicSlug | None) -> tuple[Entry, ...]:
        """The items a page shows, in reading order; the unplaced for None."""
        return self.by_topic.get(slug, ())

    def page_of(self, item: ItemId) -> str:
        """Path of the topic page, or of the page of the unplaced, that shows an item."""
        topic = self.topic_of(item)
        return topic_path(topic.slug) if topic else UNPLACED

    def tag_page(self, name: str) -> str:
        """Path of a tag's page; empty for a tag that nothing carries."""
        tag = self.tags.get(tag_key(name))
        return tag.page if tag else ""

    def checked(self, snippet: SnippetId) -> Checked | None:
        """A snippet's verdict; None when it has not been run since it changed."""
        return self.book.checked.get(snippet)

    def state(self, snippet: SnippetId) -> str:
        """A snippet's verdict, `accepted` for one that is green by a person's word, or `not-run`."""
        checked = self.checked(snippet)
        if checked and checked.verdict.green and self.snippets[snippet].accepted:
            return ACCEPTED
        return str(checked.verdict) if checked else NOT_RUN

    def states(self, entries: Iterable[Entry]) -> Counter[str]:
        """How many snippets of the items are in which state."""
        return Counter(
            self.state(snippet.id) for entry in entries for snippet in self.snippets_of.get(entry.item.id, ())
        )


def catalogue(book: Book) -> Catalogue:
    """The book with its indexes."""
    entries = [entry for reading in book.readings for entry in reading_order(reading)]
    topics = {topic.slug: topic for topic in book.outline.walk()}
    by_topic: dict[TopicSlug | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_topic[_slug(book.placements.get(entry.item.id), topics)].append(entry)
    snippets = [snippet for session in book.sessions.values() for snippet in session.snippets]
    by_item: dict[ItemId, list[Snippet]] = defaultdict(list)
    for snippet in sorted(snippets, key=lambda snippet: (snippet.lines, snippet.id)):
        by_item[snippet.item].append(snippet)
    return Catalogue(
        book,
        Labels(book.language),
        {entry.item.id: entry for entry in entries},
        {slug: tuple(own) for slug, own in by_topic.items()},
        topics,
        {snippet.id: snippet for snippet in snippets},
        {item: tuple(own) for item, own in by_item.items()},
        _by_item((join, join.passages) for join in book.joins.joins),
        _by_item(
            (one, [own for way in one.variants for own in way.passages]) for one in book.joins.conflicts
        ),
        _vault(book, topics, by_topic),
        by_key(tag_tree(entries, book.readings, topics.values())),
    )


def _by_item(found: Iterable[tuple[_T, Iterable[Passage]]]) -> dict[ItemId, tuple[_T, ...]]:
    """What was found of passages by their items, each once."""
    by_item: dict[ItemId, dict[_T, None]] = defaultdict(dict)
    for one, passages in found:
        for passage in passages:
            by_item[passage.item][one] = None
    return {item: tuple(own) for item, own in by_item.items()}


def _vault(
    book: Book, topics: Mapping[TopicSlug, Topic], by_topic: Mapping[TopicSlug | None, Iterable[Entry]]
) -> Vault:
    pages = [(reading, source_path(reading.source.id)) for reading in book.readings]
    shown = [(page, item) for reading, page in pages for item in reading.items]
    shown += [(topic_path(slug), entry.item) for slug, own in by_topic.items() if slug for entry in own]
    notes = [(page, item.number, item.title, item.id) for page, item in shown if isinstance(item, Note)]
    return Vault(
        topic_keys([(topic, topic_path(topic.slug)) for topic in topics.values()]),
        source_keys(pages),
        source_folders(pages),
        heading_keys(notes),
        block_keys(pages),
    )


def _slug(placement: Placement | None, topics: Mapping[TopicSlug, Topic]) -> TopicSlug | None:
    # A topic that the outline does not have shows no page, so its items would be lost.
    return placement.topic if placement and placement.topic in topics else None


def reading_order(reading: Reading) -> tuple[Entry, ...]:
    """The items of a source: highlights by their place in the document, all others as they stand."""
    highlights = [item for item in reading.items if isinstance(item, Highlight)]
    notes = [item for item in reading.items if isinstance(item, Note)]
    items: tuple[Item, ...] = (*sorted(highlights, key=lambda item: _where(item.place)), *notes)
    return tuple(Entry(reading, item) for item in items)


def _where(place: Place | None) -> tuple[bool, str, str, str, int, int]:
    if place is None:
        return True, "", "", "", 0, 0
    return False, place.document, place.unit, place.chapter, place.start, place.end


def topic_path(slug: str) -> str:
    """Path of a topic's page."""
    return f"docs/topics/{slug}.md"


def source_path(source: str) -> str:
    """Path of a source's page."""
    return f"docs/sources/{source}.md"


def notebook_path(source: str) -> str:
    """Path of a source's notebook."""
    return f"docs/notebooks/{source}.ipynb"


def snippet_anchor(snippet: SnippetId) -> str:
    """Id of a snippet's card, the same on every page that shows it."""
    return f"snippet-{snippet.replace('/', '-')}"


def link(label: str, target: str, *, at: str, anchor: str = "") -> str:
    """A link from the page `at` to another page, or to an anchor on it; the label is written Markdown."""
    path = "" if target == at else posixpath.relpath(target, posixpath.dirname(at))
    return f"[{label}]({path}{'#' + attribute(anchor) if anchor else ''})"
