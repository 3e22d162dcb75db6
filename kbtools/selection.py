"""What a person names on the command line: a source, one snippet, or a topic with all its snippets."""

import re
from collections.abc import Callable, Iterable, Sequence

from kbtools.model import Book, Snippet, SnippetId, Topic
from kbtools.problems import Code, KbError, Problem, Severity, did_you_mean

_AT_LINE = re.compile(r"(?P<source>.+):L?(?P<line>\d+)")


def selected(book: Book, names: Sequence[str]) -> tuple[Snippet, ...]:
    """The snippets that the names mean, in the order of their sources; all of them for no name.

    A name is a source (its id or its file), `SOURCE:LINE` with any line of a snippet, the id of a snippet, or
    a topic (slug, number, title or alias), which stands for its own items and those of the topics under it.
    A source is looked for before a topic.

    Raises:
        KbError: names that mean nothing, all of them, each with the nearest there is.
    """
    every = [snippet for session in book.sessions.values() for snippet in session.snippets]
    if not names:
        return tuple(every)
    found = {name: _meant(book, name, every) for name in names}
    unknown = [_unknown(name, book) for name, ids in found.items() if ids is None]
    if unknown:
        raise KbError(unknown)
    wanted = {snippet for ids in found.values() for snippet in ids or ()}
    return tuple(snippet for snippet in every if snippet.id in wanted)


def is_single(book: Book, name: str) -> bool:
    """Whether a name means one snippet and nothing else: it is an id or has a line."""
    every = [snippet for session in book.sessions.values() for snippet in session.snippets]
    return name not in _sources(book) and _one(book, name, every) is not None


def _meant(book: Book, name: str, every: Sequence[Snippet]) -> frozenset[SnippetId] | None:
    """The snippets that one name means; None when there is nothing of this name."""
    ways: tuple[Callable[[], frozenset[SnippetId] | None], ...] = (
        lambda: _of_source(book, name, every),
        lambda: _one(book, name, every),
        lambda: _of_topic(book, name, every),
    )
    return next((ids for way in ways if (ids := way()) is not None), None)


def _of_source(book: Book, name: str, every: Iterable[Snippet]) -> frozenset[SnippetId] | None:
    source = _sources(book).get(name)
    return None if source is None else frozenset(one.id for one in every if one.source == source)


def _one(book: Book, name: str, every: Iterable[Snippet]) -> frozenset[SnippetId] | None:
    at, sources = _AT_LINE.fullmatch(name), _sources(book)
    for one in every:
        if one.id == name:
            return frozenset({one.id})
        if at and one.source == sources.get(at["source"]) and int(at["line"]) in one.lines:
            return frozenset({one.id})
    return None


def _of_topic(book: Book, name: str, every: Iterable[Snippet]) -> frozenset[SnippetId] | None:
    topics = book.outline.named(name)
    if not topics:
        return None
    if len(topics) > 1:
        slugs = ", ".join(topic.slug for topic in topics)
        raise KbError([_problem(name, f"names several topics: {slugs}", "give the slug of one")])
    slugs_below = {topic.slug for topic in _with_children(topics[0])}
    items = {item for item, placed in book.placements.items() if placed.topic in slugs_below}
    return frozenset(one.id for one in every if one.item in items)


def _with_children(topic: Topic) -> list[Topic]:
    return [topic, *(below for child in topic.children for below in _with_children(child))]


def _sources(book: Book) -> dict[str, str]:
    """Every name that a source goes by, to its id."""
    names = {reading.source.name: reading.source.id for reading in book.readings}
    names |= {str(session.path): name for name, session in book.sessions.items()}
    return {**names, **{str(name): name for name in book.sessions}}


def _unknown(name: str, book: Book) -> Problem:
    topics = [word for topic in book.outline.walk() for word in (topic.slug, topic.title)]
    at = _AT_LINE.fullmatch(name)
    if at and at["source"] in _sources(book):
        return _problem(name, "no snippet stands at this line", "see `kbtools verify --json` for their lines")
    what = "there is no source, snippet or topic of this name"
    near = did_you_mean(name, (*_sources(book), *topics))
    return _problem(name, what + near, "see `kbtools status` and `kbtools outline --show`")


def _problem(name: str, what: str, hint: str) -> Problem:
    return Problem(name, 0, Severity.ERROR, Code.SELECTION_UNKNOWN, what, hint)
