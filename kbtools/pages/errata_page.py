"""What is wrong: snippets whose output is not what the note says, and sources that disagree."""

from collections.abc import Iterator, Sequence

from kbtools.model import Book, Note, Page, Snippet, Verdict
from kbtools.pages.catalogue import ERRATA, Catalogue, catalogue, link, snippet_anchor
from kbtools.pages.conflict_section import conflict_section
from kbtools.pages.html import div, paragraphs
from kbtools.pages.labels import ACCEPTED, NOT_RUN
from kbtools.pages.markup import inline
from kbtools.pages.place import lines_in_words
from kbtools.pages.snippet_card import snippet_card, versions

_WRONG = (Verdict.DRIFTED, Verdict.RAISED, ACCEPTED)


def render(book: Book) -> Iterator[Page]:
    """The one page; says so when there is nothing on it."""
    known = catalogue(book)
    title = f"# {known.labels('errata')}"
    yield Page(ERRATA, f"{paragraphs(title, *_parts(known))}\n")


def errata(known: Catalogue) -> tuple[Snippet, ...]:
    """The snippets that drifted or raised, or whose record a person replaced, by source."""
    return tuple(snippet for snippet in known.snippets.values() if _is_wrong(snippet, known))


def _is_wrong(snippet: Snippet, known: Catalogue) -> bool:
    state = known.state(snippet.id)
    return state in _WRONG and (state != ACCEPTED or bool((snippet.noted or "").strip()))


def _parts(known: Catalogue) -> Iterator[str]:
    wrong = errata(known)
    if not wrong:
        yield div("kb-empty", _nothing(known))
    else:
        yield known.labels("errata-lead")
        yield from _wrong(wrong, known)
    yield from conflict_section(known)


def _nothing(known: Catalogue) -> str:
    """That nothing is wrong as far as anything was run; that nothing is known where nothing was."""
    states = [known.state(one) for one in known.snippets]
    waiting = states.count(NOT_RUN)
    told = known.labels("errata-not-run", n=waiting) if waiting else ""
    return paragraphs(known.labels("no-errata") if waiting < len(states) or not waiting else "", told)


def _wrong(wrong: Sequence[Snippet], known: Catalogue) -> Iterator[str]:
    yield _counts(wrong, known)
    yield from _environments(wrong, known)
    for reading in known.book.readings:
        own = [snippet for snippet in wrong if snippet.source == reading.source.id]
        yield f"## {inline(reading.title or reading.source.name)}" if own else ""
        yield from (_erratum(snippet, known) for snippet in own)


def _counts(wrong: Sequence[Snippet], known: Catalogue) -> str:
    labels, states = known.labels, [known.state(snippet.id) for snippet in wrong]
    said = [
        labels("state-count", state=labels.verdict(state), n=states.count(state))
        for state in _WRONG
        if state in states
    ]
    return div("kb-counts", " · ".join(said))


def _environments(wrong: Sequence[Snippet], known: Catalogue) -> Iterator[str]:
    """All versions that had a part in what is on the page; each card repeats the two that matter most."""
    names = {checked.environment for snippet in wrong if (checked := known.checked(snippet.id))}
    for name in sorted(names & set(known.book.environments)):
        told = versions(known.book.environments[name])
        yield div("kb-env", known.labels("ran-with", versions=told))


def _erratum(snippet: Snippet, known: Catalogue) -> str:
    entry = known.entries.get(snippet.item)
    item = entry.item if entry else None
    title = f"{item.number} {item.title}" if isinstance(item, Note) else known.labels("highlights")
    where = f"{inline(title)} · {lines_in_words(snippet.lines, known.labels)}"
    target = link(where, known.page_of(snippet.item), at=ERRATA, anchor=snippet_anchor(snippet.id))
    return div("kb-erratum", paragraphs(f"### {target}", snippet_card(snippet, known, at=ERRATA)))
