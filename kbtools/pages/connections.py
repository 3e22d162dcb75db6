"""Which items link to a page, which topics link to each other, and which links lead nowhere."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from kbtools.model import Book, Related, TopicSlug
from kbtools.pages.catalogue import Catalogue, catalogue, source_path, topic_path
from kbtools.pages.entry import Entry
from kbtools.pages.published import published
from kbtools.pages.wikilinks import Links, Target
from kbtools.pages.written import Link, links
from kbtools.problems import Code, Problem, Severity, nearest

_RELATED = 6
"""Topics shown beside one."""
_MEDIA = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|mp[34]|m4a|wav|ogg|webm|mov|pdf)$", re.IGNORECASE)
# What is shown in place and is no note; it cannot be imported.
_NOTE = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:md|markdown|txt|html?)$", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_A_LINK = 0.25
# What a link between two topics adds to their relation; words in common give 0 to 1.


@dataclass(frozen=True, slots=True)
class Connections:
    """The links of a book, by what they lead to."""

    backlinks: Mapping[str, tuple[Entry, ...]]
    """Page of a topic or a source to the items elsewhere that link to it, each once."""
    between: Mapping[tuple[TopicSlug, TopicSlug], int]
    """From a topic to another one: how many items of the first link to the second."""


def connections(known: Catalogue) -> Connections:
    """Every link followed: one that names an item leads to the topic that shows it, too."""
    backlinks: dict[str, dict[str, Entry]] = {}
    between: Counter[tuple[TopicSlug, TopicSlug]] = Counter()
    slugs = {topic_path(slug): slug for slug in known.topics}
    for entry in known.entries.values():
        here = (known.page_of(entry.item.id), source_path(entry.reading.source.id))
        pages = {page for found in _found(entry, known) for page in _pages(found, known)}
        for page in sorted(pages - set(here)):
            backlinks.setdefault(page, {})[entry.item.id] = entry
        own = known.topic_of(entry.item.id)
        others = (slugs[page] for page in pages if page in slugs)
        between.update((own.slug, other) for other in others if own and other != own.slug)
    return Connections({page: tuple(rows.values()) for page, rows in backlinks.items()}, between)


def _found(entry: Entry, known: Catalogue) -> Iterator[Target]:
    resolver = known.links(entry.reading.source.id, at="")
    for link in links(entry.item, entry.reading):
        found = resolver.find_file(link.name) if link.kind == "](" else resolver.find(link.name)
        if found:
            yield found


def _pages(target: Target, known: Catalogue) -> set[str]:
    return {target.page, known.page_of(target.item)} if target.item else {target.page}


def related(slug: TopicSlug, known: Catalogue, linked: Connections) -> tuple[Related, ...]:
    """The topics most related to one, best first: by items and words in common, and by links both ways."""
    rows = {one.topic: one for one in known.book.related.get(slug, ())}
    for other in known.topics:
        count = linked.between.get((slug, other), 0), linked.between.get((other, slug), 0)
        if sum(count):
            old = rows.get(other, Related(other, 0.0, ()))
            rows[other] = Related(other, old.score + _A_LINK * sum(count), (*_linked(*count), *old.reasons))
    best = sorted(rows.values(), key=lambda one: (-one.score, one.topic))
    return tuple(one for one in best if one.topic in known.topics)[:_RELATED]


def _linked(there: int, back: int) -> Iterator[str]:
    if there:
        yield f"links lead there: {there}"
    if back:
        yield f"links lead here from it: {back}"


def problems(book: Book, shown: Mapping[str, str]) -> Iterator[Problem]:
    """A problem for every link to a note that names none, or several; `shown` has every source's path."""
    known = catalogue(published(book))
    for entry in known.entries.values():
        path = shown.get(entry.reading.source.id, entry.reading.source.name)
        resolver = known.links(entry.reading.source.id, at="")
        for link in links(entry.item, entry.reading):
            if link.kind == "](":
                yield from _of_file(link, path, resolver, known)
            elif link.kind != "![[" or not _MEDIA.search(link.name):
                yield from _of_wikilink(link, path, entry, known)


def _of_wikilink(link: Link, path: str, entry: Entry, known: Catalogue) -> Iterator[Problem]:
    resolver = known.links(entry.reading.source.id, at="")
    found = resolver.find(link.name) or _in_itself(link.name, entry)
    rivals = resolver.rivals(link.name)
    if found is None or found.missing:
        yield _problem(link, path, found, known)
    elif rivals and found.page == rivals[0]:
        yield _ambiguous(link, path, rivals, known)


def _of_file(link: Link, path: str, resolver: Links, known: Catalogue) -> Iterator[Problem]:
    """A Markdown link to a note that is not there; other files stay with their author."""
    name = unquote(link.name)
    if not _NOTE.search(name.partition("#")[0]) or _SCHEME.match(name) or resolver.find_file(link.name):
        return
    what, hint = f"`]({name})` names no source", "import what it names"
    near = _near(_ENDING.sub("", name.partition("#")[0]).rpartition("/")[2], None, known)
    hint = f"did you mean `{near}`?" if near else hint
    yield Problem(path, link.line, Severity.WARNING, Code.LINK_UNRESOLVED, what, hint)


def _ambiguous(link: Link, path: str, rivals: Sequence[str], known: Catalogue) -> Problem:
    """A link that may mean several; it leads to the first."""
    names = _told_apart(rivals, known)
    listed = ", ".join(f"`{name}`" for name in names)
    what = f"`{link.kind}{link.name}]]` may mean {listed}: it leads to the first"
    hint = f"write which one is meant, such as `[[{names[-1]}]]`"
    return Problem(path, link.line, Severity.WARNING, Code.LINK_AMBIGUOUS, what, hint)


def _told_apart(pages: Sequence[str], known: Catalogue) -> list[str]:
    """A name for every page that means no other of them: the usual ones, else slugs and whole file names."""
    topics, readings = known.topics.values(), known.book.readings
    usual = {topic_path(one.slug): f"{one.number} {one.title}".strip() for one in topics}
    usual |= {source_path(one.source.id): _ENDING.sub("", one.source.name) for one in readings}
    if len({usual[page] for page in pages}) == len(pages):
        return [usual[page] for page in pages]
    whole = {topic_path(one.slug): str(one.slug) for one in topics}
    whole |= {source_path(one.source.id): one.source.name for one in readings}
    return [whole[page] for page in pages]


def _in_itself(name: str, entry: Entry) -> Target | None:
    """What a link into its own note misses there; None for any other link."""
    own = name.startswith("#")
    return (
        Target(source_path(entry.reading.source.id), missing=name.removeprefix("#").strip()) if own else None
    )


def _problem(link: Link, path: str, found: Target | None, known: Catalogue) -> Problem:
    written = f"`{link.kind}{link.name}]]`"
    what = f"{written} names no topic, no source and no item"
    hint = "import what it names, or add the name to a topic's `aliases:`"
    if found is not None:
        own = link.name.startswith("#")
        where = ": its own note has" if own else ": the page is there, but it has"
        what = f"{written}{where} no heading or block `{found.missing}`"
        hint = (
            "name a heading that it has, or end the paragraph that is meant in `^name` and link to `#^name`"
        )
    elif _ADDRESS.match(link.name):
        hint = "it is an address: write it as `[words](address)`"
    near = _near(link.name, found, known)
    hint = f"did you mean `{near}`?" if near else hint
    return Problem(path, link.line, Severity.WARNING, Code.LINK_UNRESOLVED, what, hint)


def _near(name: str, found: Target | None, known: Catalogue) -> str:
    if found is not None:
        titles = [title for page, title in known.vault.headings if page == found.page]
        near = nearest(found.missing, titles)
        return f"{name.partition('#')[0]}#{near}" if near else ""
    page, names = name.partition("#")[0], _names(known)
    return nearest(page, names) or nearest(page, [_ENDING.sub("", one) for one in names])


def _names(known: Catalogue) -> Sequence[str]:
    topics = [word for topic in known.topics.values() for word in (topic.title, *topic.aliases)]
    others = [word for reading in known.book.readings for word in reading.aliases]
    return [*topics, *others, *(reading.source.name.rpartition("/")[2] for reading in known.book.readings)]
