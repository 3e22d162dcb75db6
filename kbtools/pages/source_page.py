"""One page a source: everything in it in reading order, and what was left out."""

from collections.abc import Iterator
from itertools import groupby

from kbtools.model import Book, Drop, Page, Reading
from kbtools.pages.catalogue import Catalogue, catalogue, link, notebook_path, reading_order, source_path
from kbtools.pages.connections import Connections, connections
from kbtools.pages.counts import counts
from kbtools.pages.escape import code_span
from kbtools.pages.foot import backlinks, tag_link
from kbtools.pages.html import details, div, paragraphs
from kbtools.pages.markup import code, inline
from kbtools.pages.place import lines_in_words
from kbtools.pages.topic_page import items


def render(book: Book) -> Iterator[Page]:
    """A page for every source."""
    known = catalogue(book)
    linked = connections(known)
    for reading in book.readings:
        yield Page(source_path(reading.source.id), _text(reading, known, linked))


def _text(reading: Reading, known: Catalogue, linked: Connections) -> str:
    path, entries = source_path(reading.source.id), reading_order(reading)
    parts = (
        f"# {inline(reading.title) or inline(reading.source.name)}",
        counts(entries, known),
        _facts(reading, known, path),
        items(entries, known, at=path),
        backlinks(path, known, linked),
        _drops(reading, known),
    )
    return f"{paragraphs(*parts)}\n"


def _facts(reading: Reading, known: Catalogue, path: str) -> str:
    labels, source = known.labels, reading.source
    facts = [
        labels("reader", reader=inline(reading.reader)),
        f"{labels('stored-as')}{code_span(source.name)}",
    ]
    if source.id in known.book.sessions and known.book.sessions[source.id].snippets:
        facts.append(link(labels("notebook"), notebook_path(source.id), at=path))
    facts += [tag_link(name, known, at=path) for name in reading.tags]
    return div("kb-meta", " · ".join(facts))


def _drops(reading: Reading, known: Catalogue) -> str:
    if not reading.drops:
        return ""
    ordered = sorted(reading.drops, key=lambda drop: (drop.reason, drop.lines))
    groups = [(reason, list(group)) for reason, group in groupby(ordered, key=lambda drop: drop.reason)]
    folded = (_folded(reason, group, known) for reason, group in groups)
    return paragraphs(f"## {known.labels('dropped')}", *folded)


def _folded(reason: str, drops: list[Drop], known: Catalogue) -> str:
    """What was left out, folded; of what its author hid the lines alone."""
    labels = known.labels
    summary = labels("dropped-for", reason=labels(reason), n=len(drops))
    if not any(drop.text for drop in drops):
        lines = labels("separator").join(lines_in_words(drop.lines, labels) for drop in drops)
        return details("kb-drops", summary, lines)
    text = "\n".join(f"{lines_in_words(drop.lines, labels)}: {drop.text.strip()}" for drop in drops)
    return details("kb-drops", summary, code(text, "text"))
