"""The part of the errata page on sources that disagree: every way to tell a passage, with who tells it."""

from collections.abc import Iterator

from kbtools.model import Conflict, Contradiction, Passage, PassageKind, Variant
from kbtools.pages.badges import badge
from kbtools.pages.catalogue import ERRATA, Catalogue, link
from kbtools.pages.differences import How, marked
from kbtools.pages.html import div, paragraphs
from kbtools.pages.markup import code
from kbtools.pages.markup_blocks import quote
from kbtools.pages.origins import place_of, said, title_of


def conflict_section(known: Catalogue) -> Iterator[str]:
    """A heading, what it means, and each conflict under its own anchor; nothing for none."""
    found = known.book.joins.conflicts
    if not found:
        return
    yield f"## {known.labels('conflicts')}"
    yield known.labels("conflicts-lead")
    yield from (_conflict(one, known) for one in found)


def _conflict(conflict: Conflict, known: Catalogue) -> str:
    told = known.labels("separator").join(said(one, known) for one in conflict.variants)
    head = f"### {known.labels(f'conflict-{conflict.kind}')}{known.labels('colon')}{told}"
    ways = [_variant(one, conflict, known) for one in conflict.variants]
    same = _is_output(conflict) and code(conflict.variants[0].passages[0].text, "python")
    return div("kb-clash", paragraphs(head, same or "", *ways), anchor=conflict.id)


def _is_output(conflict: Conflict) -> bool:
    """Whether only what the code prints differs."""
    return conflict.kind is Contradiction.OUTPUT


def _variant(variant: Variant, conflict: Conflict, known: Catalogue) -> str:
    """One way to tell it: how many do, the words, and where."""
    labels, passage = known.labels, variant.passages[0]
    number = len({one.source for one in variant.passages})
    head = labels("says-one" if number == 1 else "says", n=number, said=said(variant, known))
    other = next(one for one in conflict.variants if one is not variant).passages[0]
    origins = [_origin(one, known) for one in variant.passages if one.item in known.entries]
    where = div("kb-origins", labels("separator").join(origins))
    told = _printed(passage, known) if _is_output(conflict) else _text(passage, other)
    return div("kb-way", paragraphs(head, told, where))


def _printed(passage: Passage, known: Catalogue) -> str:
    """What the source says that the code prints."""
    snippet = known.snippets[passage.snippet] if passage.snippet else None
    return code((snippet.recorded if snippet else None) or "", "")


def _text(passage: Passage, other: Passage) -> str:
    if passage.kind is PassageKind.CODE:
        return code(passage.text, "python")
    return quote(marked(passage.text, other.text, How()))


def _origin(passage: Passage, known: Catalogue) -> str:
    """Where it is told: the item on its topic's page, and of code how it ran."""
    entry = known.entries[passage.item]
    place = f"{title_of(entry)} {place_of(entry, passage.lines, known)}"
    target = link(place, known.page_of(passage.item), at=ERRATA, anchor=passage.item)
    return f"{target} {badge(known.state(passage.snippet), known)}" if passage.snippet else target
