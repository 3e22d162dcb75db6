"""One page a topic: its highlights, its notes, the topics below it."""

from collections.abc import Iterator, Sequence

from kbtools.model import Book, Page, Topic
from kbtools.pages.catalogue import Catalogue, Entry, catalogue, link, topic_path
from kbtools.pages.counts import counts
from kbtools.pages.html import div, paragraphs
from kbtools.pages.item import item_block
from kbtools.pages.markup import inline


def render(book: Book) -> Iterator[Page]:
    """A page for every topic of the outline, empty ones included."""
    known = catalogue(book)
    for topic in known.topics.values():
        yield _page(topic, known)


def _page(topic: Topic, known: Catalogue) -> Page:
    path = topic_path(topic.slug)
    entries = known.under(topic.slug)
    text = paragraphs(counts(entries, known), _children(topic, known, path), items(entries, known, at=path))
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


def items(entries: Sequence[Entry], known: Catalogue, *, at: str) -> str:
    """Highlights under one heading, notes under another."""
    parts = []
    for key, wanted in (("highlights", True), ("notes", False)):
        own = [entry for entry in entries if entry.is_highlight is wanted]
        parts += [f"## {known.labels(key)}"] if own else []
        parts += [item_block(entry, known, at=at) for entry in own]
    return paragraphs(*parts)
