"""On real documents: every letter of every item is on the page that shows it."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

from kbtools import snippets, sources
from kbtools.intake import source
from kbtools.model import Book, Highlight, Item, Joins, Outline, Placement, Topic, TopicSlug
from kbtools.pages.catalogue import catalogue, snippet_anchor
from kbtools.pages.entry import Entry
from kbtools.pages.item import Setting, item_block
from kbtools.pages.joined import arrange
from kbtools.pages.topic_page import items as items_written
from kbtools.topics import join

# Numbers of lists, words after a fence, boxes and MathML's own tags are markup: they show in other ways.
_MARKUP = re.compile(r"(?m)^[ \t>]*\d+[.)] |^[ \t>]*(?:```|~~~)\w+|^[ \t>]*[-*+] \[[xX]\]|</?m[a-z]+[^>]*>")


def test_no_letter_of_an_item_is_lost(real_sources: Path, look: Callable[[str], Any]) -> None:
    """However its blocks and its snippets overlap."""
    readings = tuple(sources.read(source(path, path.name)) for path in sorted(real_sources.glob("*.txt")))
    sessions = {reading.source.id: snippets.session(reading) for reading in readings}
    known = catalogue(Book("real", "zh", readings, Outline(), {}, sessions, {}))
    lost = {
        entry.item.id: "".join(missing.elements())
        for entry in known.entries.values()
        if (missing := _letters(_written(entry.item)) - _seen(entry, known, look))
    }

    assert readings
    assert lost == {}


def test_no_letter_is_lost_where_passages_fold(real_sources: Path, look: Callable[[str], Any]) -> None:
    """All documents on one page: each item and snippet has its anchor once, with all its letters."""
    readings = tuple(sources.read(source(path, path.name)) for path in sorted(real_sources.glob("*.txt")))
    sessions = {reading.source.id: snippets.session(reading) for reading in readings}
    outline = Outline((Topic(TopicSlug("all"), "all"),))
    items = [(item.id, reading.source.id) for reading in readings for item in reading.items]
    placed = {item: Placement(item, name, TopicSlug("all"), 1.0, ()) for item, name in items}
    book = Book("real", "zh", readings, outline, placed, sessions, {}, joins=join(readings, sessions, {}))
    known = catalogue(book)
    entries = known.under(TopicSlug("all"))
    arrangement = arrange(entries, known)

    text = items_written(entries, known, at="docs/topics/all.md", arrangement=arrangement)
    apart = items_written(entries, catalogue(replace(book, joins=Joins())), at="docs/topics/all.md")
    page, plain = look(text), look(apart)

    anchors = [attributes["id"] for _, attributes in page.elements if attributes.get("id")]
    wanted = {name for name, _ in items} | {snippet_anchor(name) for name in known.snippets}
    assert sum(map(len, arrangement.folds.values())) > 20
    assert arrangement.under
    assert wanted - set(anchors) == set()
    assert [name for name, number in Counter(anchors).items() if number > 1] == []
    titles = Counter("".join(known.entries[item].item.title for item in arrangement.under))
    assert _letters(plain.text) - _letters(page.text) - titles == Counter()


def _written(item: Item) -> str:
    said = [block.text for block in item.body]
    said += [item.quote, item.prefix, item.suffix] if isinstance(item, Highlight) else [item.title]
    return unescape(_MARKUP.sub("", "\n".join(said)))


def _seen(entry: Entry, known: Any, look: Callable[[str], Any]) -> Counter[str]:  # noqa: ANN401 (opaque here)
    page = look(item_block(entry, known, Setting("docs/topics/x.md")))
    hidden = [str(value) for _, attributes in page.elements for value in attributes.values()]
    return _letters(page.text + "".join(hidden))


def _letters(text: str) -> Counter[str]:
    return Counter(character for character in text if character.isalnum())
