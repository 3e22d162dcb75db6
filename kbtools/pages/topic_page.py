"""One page a topic: its highlights, its notes, the topics below it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from kbtools.model import Book, Page, SourceId, Topic
from kbtools.pages.catalogue import Catalogue, catalogue, link, source_path, topic_path
from kbtools.pages.connections import Connections, connections
from kbtools.pages.counts import counts
from kbtools.pages.entry import Entry
from kbtools.pages.foot import backlinks, related_topics
from kbtools.pages.html import div, paragraphs
from kbtools.pages.item import NOTE_LEVEL, Setting, item_block
from kbtools.pages.joined import UNFOLDED, Arrangement, arrange
from kbtools.pages.markup import inline


def render(book: Book) -> Iterator[Page]:
    """A page for every topic of the outline, empty ones included."""
    known = catalogue(book)
    linked = connections(known)
    for topic in known.topics.values():
        yield _page(topic, known, linked)


def _page(topic: Topic, known: Catalogue, linked: Connections) -> Page:
    path = topic_path(topic.slug)
    entries = known.under(topic.slug)
    shown = items(entries, known, at=path, arrangement=arrange(entries, known))
    text = paragraphs(
        counts(entries, known),
        _children(topic, known, path),
        shown,
        related_topics(topic.slug, known, linked, at=path),
        backlinks(path, known, linked),
    )
    return Page(path, f"{text}\n", f"# {inline(f'{topic.number} {topic.title}')}\n")


def _children(topic: Topic, known: Catalogue, at: str) -> str:
    if not topic.children:
        return ""
    return paragraphs(f"## {known.labels('sub-topics')}", div("kb-children", tree(topic.children, known, at)))


def tree(topics: Sequence[Topic], known: Catalogue, at: str, depth: int = 0) -> str:
    """Topics as nested lists of links, each with the number of its items."""
    lines = []
    for topic in topics:
        number = len(known.under(topic.slug))
        title = link(inline(f"{topic.number} {topic.title}"), topic_path(topic.slug), at=at)
        lines.append(f"{' ' * 4 * depth}-   {title}{f' ({number})' if number else ''}")
        lines += [tree(topic.children, known, at, depth + 1)] if topic.children else []
    return "\n".join(lines)


def items(entries: Sequence[Entry], known: Catalogue, *, at: str, arrangement: Arrangement = UNFOLDED) -> str:
    """Highlights under one heading, notes under another; notes of several sources under their sources."""
    highlights = [entry for entry in entries if entry.is_highlight]
    notes = [entry for entry in entries if not entry.is_highlight and entry.item.id not in arrangement.under]
    setting = Setting(at, arrangement=arrangement)
    parts = [f"## {known.labels('highlights')}"] if highlights else []
    parts += [item_block(entry, known, setting) for entry in highlights]
    parts += [f"## {known.labels('notes')}"] if notes else []
    for source, group in groupby(notes, key=lambda entry: entry.reading.source.id):
        parts += _of_source(source, list(group), known, setting)
    return paragraphs(*parts)


def _of_source(source: SourceId, notes: Sequence[Entry], known: Catalogue, setting: Setting) -> list[str]:
    """The notes of one source; under its title, but on its own page."""
    if setting.at == source_path(source):
        return [item_block(entry, known, setting) for entry in notes]
    title = inline(notes[0].reading.title or notes[0].reading.source.name)
    head = f"{'#' * NOTE_LEVEL} {link(title, source_path(source), at=setting.at)}"
    setting = replace(setting, level=NOTE_LEVEL + 1)
    return [head, *(item_block(entry, known, setting) for entry in notes)]
