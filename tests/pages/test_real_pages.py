"""On real documents: every letter of every item is on the page that shows it."""

import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

from kbtools import snippets, sources
from kbtools.intake import source
from kbtools.model import Book, Highlight, Item, Outline
from kbtools.pages.catalogue import Entry, catalogue
from kbtools.pages.item import Setting, item_block

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
