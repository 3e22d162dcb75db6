"""An item in one line, where a page names it without showing it."""

from kbtools.model import Highlight, Item
from kbtools.pages.catalogue import Catalogue, link
from kbtools.pages.entry import Entry
from kbtools.pages.html import span
from kbtools.pages.markup import inline
from kbtools.pages.plain_words import plain_words

_LONGEST = 60


def said(item: Item, longest: int = _LONGEST) -> str:
    """What an item is known by, plain text on one line: its passage, comment or heading; may be empty."""
    if isinstance(item, Highlight):
        # A quote stands as it was printed; a comment is its reader's Markdown.
        text = " ".join(item.quote.split()) or plain_words(item.comment)
    else:
        text = f"{item.number} {plain_words(item.title)}".strip()
    return text if len(text) <= longest else f"{text[:longest].rstrip()}…"


def line(entry: Entry, known: Catalogue, *, at: str) -> str:
    """A list item that leads to where the item is shown, with the title of its source."""
    labels, item = known.labels, entry.item
    name = inline(said(item)) or labels("page-note" if entry.is_highlight else "notes")
    target = link(name, known.page_of(item.id), at=at, anchor=item.id)
    kind = labels("highlight" if entry.is_highlight else "note")
    source = inline(entry.reading.title or entry.reading.source.name)
    return f"-   {target} {span('kb-beside', f'{kind} · {source}')}"
