"""Highlights and notes as they stand on any page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kbtools.model import Block, Highlight, Note, Snippet
from kbtools.pages.catalogue import Catalogue, link, source_path
from kbtools.pages.entry import Entry
from kbtools.pages.folds import parts as parted
from kbtools.pages.foot import tag_link
from kbtools.pages.html import details, div, paragraphs, span
from kbtools.pages.item_body import Surroundings, item_body
from kbtools.pages.joined import UNFOLDED, Arrangement
from kbtools.pages.markup import inline, plain, prose, spaced, title
from kbtools.pages.markup_blocks import quote
from kbtools.pages.origins import also_in, copies, disagreements, fold
from kbtools.pages.place import lines_in_words, place_in_words
from kbtools.pages.reasons import told
from kbtools.pages.snippet_card import snippet_card
from kbtools.pages.written import tags
from kbtools.text import split_lines

NOTE_LEVEL = 3
"""Level of a note's heading on a page that does not group notes."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an item is written."""

    at: str
    """Path of the page."""
    level: int = NOTE_LEVEL
    """Of a note's heading."""
    arrangement: Arrangement = UNFOLDED
    """What the page shows only once."""


def item_block(entry: Entry, catalogue: Catalogue, setting: Setting) -> str:
    """A highlight as a card, a note under its heading; empty for one that stands folded under another."""
    if entry.item.id in setting.arrangement.under:
        return ""
    if isinstance(entry.item, Highlight):
        return _highlight(entry, entry.item, catalogue, setting)
    return _note(entry, entry.item, catalogue, setting)


def _highlight(entry: Entry, item: Highlight, catalogue: Catalogue, setting: Setting) -> str:
    at = setting.at
    labels = catalogue.labels
    passage = quote(plain(item.quote)) if item.quote.strip() else div("kb-empty", labels("page-note"))
    links = catalogue.links(entry.reading.source.id, at=at)
    comment = _body(entry, catalogue, setting) if item.body else prose(item.comment, links=links)
    parts = (
        div("kb-quote", passage),
        _context(item, catalogue),
        div("kb-comment", comment) if comment else "",
        *_elsewhere_too(entry, catalogue, setting),
        _meta(entry, catalogue, at),
    )
    return div("kb-item kb-highlight", paragraphs(*parts), anchor=item.id)


def _context(item: Highlight, catalogue: Catalogue) -> str:
    before, passage, after = item.prefix.lstrip(), item.quote.strip(), item.suffix.rstrip()
    if not (before or after):
        return ""
    if passage:
        start, end = item.quote.partition(passage)[::2]
        text = f"{spaced(before + start)}<mark>{inline(passage)}</mark>{spaced(end + after)}"
    else:
        text = f"{inline(before)} … {inline(after)}"
    return details("kb-context", catalogue.labels("context"), quote(text.strip()))


def _note(entry: Entry, item: Note, catalogue: Catalogue, setting: Setting) -> str:
    body = _body(entry, catalogue, setting)
    parts = (
        heading(item, setting.level),
        div("kb-body", body) if body else "",
        *_elsewhere_too(entry, catalogue, setting),
        _meta(entry, catalogue, setting.at),
    )
    return div("kb-item kb-note", paragraphs(*parts), anchor=item.id)


def _elsewhere_too(entry: Entry, catalogue: Catalogue, setting: Setting) -> Sequence[str]:
    """What other sources have of the item: what they say otherwise, whole copies, other places."""

    def copy(other: Entry) -> str:
        whole = _body(other, catalogue, replace(setting, arrangement=UNFOLDED))
        return paragraphs(div("kb-body", whole), _meta(other, catalogue, setting.at))

    item, arrangement = entry.item, setting.arrangement
    return (
        disagreements(item, catalogue, at=setting.at),
        copies(item.id, arrangement, catalogue, copy),
        also_in(item, catalogue, arrangement, at=setting.at),
    )


def heading(item: Note, level: int) -> str:
    """The note's own heading with the author's number."""
    return f"{'#' * level} {title(f'{item.number} {item.title}'.strip()) or '…'}"


def _body(entry: Entry, catalogue: Catalogue, setting: Setting) -> str:
    """The blocks of an item; passages that the page shows elsewhere are folded."""
    at = setting.at

    def card(snippet: Snippet, between: Sequence[Block]) -> str:
        return snippet_card(snippet, catalogue, at=at, between=between)

    item, source = entry.item, entry.reading.source
    around = Surroundings(
        catalogue.links(source.id, at=at), _rows(source.text), margin=isinstance(item, Highlight)
    )
    snippets = catalogue.snippets_of.get(item.id, ())
    folds = setting.arrangement.folds.get(item.id, ())
    if not folds:
        return item_body(item.body, snippets, card, around)
    written = []
    for part in parted(item.body, snippets, folds):
        body = item_body(part.blocks, part.snippets, card, around)
        written.append(fold(part, body, catalogue, at=at) if part.folds else body)
    return paragraphs(*written)


@lru_cache(maxsize=4)
def _rows(text: str) -> list[str]:
    return split_lines(text)


def _meta(entry: Entry, catalogue: Catalogue, at: str) -> str:
    """The line under an item: where it comes from, where it stands, why it is here."""
    item, labels = entry.item, catalogue.labels
    spans = [_elsewhere(entry, catalogue, at), _place(entry, catalogue)]
    if isinstance(item, Highlight):
        spans += [span("kb-created", inline(item.created[:10]))] if item.created else []
    spans += [tag_link(tag, catalogue, at=at) for tag in tags(item)]
    spans.append(span("kb-permalink", link("#", at, at=at, anchor=item.id), title=labels("permalink")))
    return div("kb-meta", paragraphs(" · ".join(spans), _why(entry, catalogue)))


def _elsewhere(entry: Entry, catalogue: Catalogue, at: str) -> str:
    """On a topic's page a link to the source, on any other one to the topic."""
    item, source = entry.item, entry.reading.source
    if at != source_path(source.id):
        label = inline(getattr(item, "title", "") if entry.is_highlight else entry.reading.title)
        label = label or inline(entry.reading.title or source.name)
        target = link(label, source_path(source.id), at=at, anchor=item.id)
        return span("kb-source", target)
    topic = catalogue.topic_of(item.id)
    labels = catalogue.labels
    name = inline(f"{topic.number} {topic.title}") if topic else labels("unplaced")
    target = link(name, catalogue.page_of(item.id), at=at, anchor=item.id)
    return span("kb-topic", f"{labels('in-topic')}{target}")


def _place(entry: Entry, catalogue: Catalogue) -> str:
    item, labels = entry.item, catalogue.labels
    if isinstance(item, Highlight) and item.place is not None:
        return span("kb-place", inline(place_in_words(item.place, labels)))
    return span("kb-place", lines_in_words(item.lines, labels))


def _why(entry: Entry, catalogue: Catalogue) -> str:
    placement = catalogue.placement(entry.item.id)
    if placement is None or not placement.reasons:
        return ""
    labels = catalogue.labels
    said = (inline(told(reason, labels.language)) for reason in placement.reasons)
    return details("kb-why", labels("why"), labels("semicolon").join(said), searched=False)
