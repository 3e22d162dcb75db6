"""What running disproved: every snippet whose output is no longer, or never was, what the note says."""

from collections.abc import Iterator

from kbtools.model import Book, Note, Page, Snippet, Verdict
from kbtools.pages.catalogue import ERRATA, Catalogue, catalogue, link, snippet_anchor
from kbtools.pages.html import div, paragraphs
from kbtools.pages.markup import inline
from kbtools.pages.place import lines_in_words
from kbtools.pages.snippet_card import snippet_card, versions

_WRONG = (Verdict.DRIFTED, Verdict.RAISED)


def render(book: Book) -> Iterator[Page]:
    """The one page; says so when there is nothing on it."""
    known = catalogue(book)
    title = f"# {known.labels('errata')}"
    yield Page(ERRATA, f"{paragraphs(title, *_parts(known))}\n")


def errata(known: Catalogue) -> tuple[Snippet, ...]:
    """The snippets that drifted or raised, in the order of their sources."""
    return tuple(snippet for snippet in known.snippets.values() if known.state(snippet.id) in _WRONG)


def _parts(known: Catalogue) -> Iterator[str]:
    labels, wrong = known.labels, errata(known)
    if not wrong:
        yield div("kb-empty", labels("no-errata"))
        return
    states = [known.state(snippet.id) for snippet in wrong]
    said = [
        labels("state-count", state=labels.verdict(state), n=states.count(state))
        for state in _WRONG
        if state in states
    ]
    yield labels("errata-lead")
    yield div("kb-counts", " · ".join(said))
    for reading in known.book.readings:
        own = [snippet for snippet in wrong if snippet.source == reading.source.id]
        if own:
            yield f"## {inline(reading.title or reading.source.name)}"
        yield from (_erratum(snippet, known) for snippet in own)


def _erratum(snippet: Snippet, known: Catalogue) -> str:
    checked = known.checked(snippet.id)
    entry = known.entries.get(snippet.item)
    item = entry.item if entry else None
    title = f"{item.number} {item.title}" if isinstance(item, Note) else known.labels("highlights")
    where = f"{inline(title)} · {lines_in_words(snippet.lines, known.labels)}"
    target = link(where, known.page_of(snippet.item), at=ERRATA, anchor=snippet_anchor(snippet.id))
    told = versions(checked, known) if checked else ""
    ran = div("kb-env", known.labels("ran-with", versions=told)) if told else ""
    return div("kb-erratum", paragraphs(f"### {target}", snippet_card(snippet, known, at=ERRATA), ran))
