"""The whole flow on one screen; the only module that knows every stage."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kbtools import intake, pages, placing, site, snippets, sources, topics
from kbtools import verify as verification
from kbtools.config import Config
from kbtools.memo import Memo
from kbtools.model import (
    Book,
    Checked,
    ItemId,
    Outline,
    Page,
    Reading,
    Results,
    Session,
    SnippetId,
    Source,
)
from kbtools.pages import connections
from kbtools.pages.navigation import navigation
from kbtools.pages.published import published
from kbtools.problems import Code, Problem
from kbtools.snippets import cells

_T = TypeVar("_T")
Progress = intake.Progress


@dataclass(frozen=True, slots=True)
class Assembly:
    """A knowledge base in memory: what every command starts from."""

    book: Book
    results: Results
    """As stored, whether they still hold or not."""
    files: tuple[Page, ...]
    """The outline, when it is new, and the files in snippets/."""
    problems: tuple[Problem, ...]
    proposals: tuple[topics.Proposal, ...] = ()
    """Topics that the outline may want."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did or, in check mode, would do."""

    book: Book
    changes: tuple[site.Change, ...]
    pages: int
    """Files that belong to the knowledge base, changed or not."""
    problems: tuple[Problem, ...]
    navigation: list[object]
    """For mkdocs: titles and paths in outline order."""
    proposals: tuple[topics.Proposal, ...] = ()
    """Topics that the outline may want."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one source holds: a function of its text and of the lines a person keeps."""

    reading: Reading
    session: Session
    """As the source has it, without a person's edits."""
    problems: tuple[Problem, ...]


Edited = tuple[Session, str | None, tuple[Problem, ...]]
"""A source's session with the person's edits, the file that holds them or None, and what is wrong there."""


def gather(config: Config, progress: Progress | None = None, memo: Memo | None = None) -> Assembly:
    """Sources to readings, sessions and the verdicts that still hold, without topics and without files.

    With a memo, sources that did not change are not read again; the memo is not saved here.
    """
    return _gathered(config, progress, memo)[0]


def _gathered(
    config: Config, progress: Progress | None, memo: Memo | None
) -> tuple[Assembly, Sequence[Edited]]:
    found, unread = intake.sources(config)
    kept = _kept(config, memo)
    read = _apart([_found(one, kept.get(one.name, {}), memo) for one in _told(found, "reading", progress)])
    edited = [_with_edits(config, each) for each in _told(read, "finding snippets", progress)]
    sessions = {session.source: session for session, _, _ in edited}
    results = _stored(config)
    checked = verification.current(tuple(sessions.values()), results)
    book = Book(
        title=config.title,
        language=config.language,
        readings=tuple(each.reading for each in read),
        outline=Outline(()),
        placements={},
        sessions=sessions,
        checked=checked,
        environments=results.environments,
        others=verification.columns(tuple(sessions.values()), results),
    )
    told = (problem for each in read for problem in each.reading.problems)
    stale = (problem for _, _, problems in edited for problem in problems)
    return Assembly(book, results, (), (*unread, *told, *stale)), edited


def assemble(config: Config, progress: Progress | None = None) -> Assembly:
    """Sources to readings, topics, sessions and the verdicts that still hold."""
    ready, edited = _gathered(config, progress, None)
    placed = placing.placed(config, ready.book.readings, placing.written_outline(config))
    book = replace(ready.book, outline=placed.outline, placements=placed.placements, related=placed.related)
    files = [
        snippets_file(config, session, text, book.checked) for session, text, _ in edited if session.snippets
    ]
    problems = (*ready.problems, *placed.problems, *_links(book))
    return Assembly(book, ready.results, (*placed.new, *files), problems, placed.proposals)


def build(config: Config, *, check: bool = False, progress: Progress | None = None) -> Built:
    """Write every page that differs from what its sources give; in check mode compare and write nothing."""
    ready = assemble(config, progress)
    readings = tuple(map(sources.accounted, ready.book.readings))
    book = _compared(replace(ready.book, readings=readings))
    every = (*(_below_docs(config, page) for page in pages.render(book)), *ready.files)
    ledger = config.docs_dir / ".generated"
    todo = site.plan(config.root, every, ledger)
    if not check:
        site.apply(config.root, todo, ledger)
    nav = navigation(book, intake.own_pages(config, [page.path for page in every]))
    told = [problem for change in todo.changes if (problem := change.told)]
    lost = [one for reading in readings for one in reading.problems if one.code is Code.LINE_UNACCOUNTED]
    return Built(book, todo.changes, len(every), (*ready.problems, *lost, *told), nav, ready.proposals)


def _compared(book: Book) -> Book:
    """The book with what its sources have in common; what an author hid is not told on its way."""
    shown = published(book)
    return replace(
        book,
        joins=topics.join(shown.readings, shown.sessions, shown.checked),
        witnesses=verification.witnesses(shown.sessions.values(), shown.checked),
    )


def _links(book: Book) -> Iterator[Problem]:
    """The links between notes that lead nowhere, each with the path of its source for people."""
    return connections.problems(book, {name: session.path for name, session in book.sessions.items()})


def _below_docs(config: Config, page: Page) -> Page:
    """The page in this knowledge base's own folder of documents; renderers call it `docs`."""
    folder = config.relative(config.docs_dir)
    inside = page.path.removeprefix("docs/")
    return page if inside == page.path else replace(page, path=f"{folder}/{inside}")


def _kept(config: Config, memo: Memo | None) -> Mapping[str, Mapping[int, str]]:
    """The lines that the person's outline brings back, by the name of the source."""

    def make() -> dict[str, Mapping[int, str]]:
        written = placing.written_outline(config)
        return dict(written.kept) if written else {}

    if memo is None:
        return make()
    text = site.read_text(config.outline_file, config.relative(config.outline_file))
    return memo.get(("kept", text or ""), make, dict)


def _found(source: Source, kept: Mapping[int, str], memo: Memo | None) -> Found:
    def make() -> Found:
        reading = sources.keep(sources.read(source), kept)
        held = snippets.contained(reading)
        return Found(reading, held.session, (*held.problems, *held.faults))

    parts = (source.id, source.name, repr(sorted(kept.items())), source.text)
    return make() if memo is None else memo.get(parts, make, Found)


def _apart(found: Sequence[Found]) -> list[Found]:
    """What the sources hold, no two items of it under one id."""
    named = zip(found, sources.apart(one.reading for one in found), strict=True)
    return [
        replace(one, reading=reading, session=_renamed(one.session, names)) if names else one
        for one, (reading, names) in named
    ]


def _renamed(session: Session, names: Mapping[ItemId, ItemId]) -> Session:
    moved = (replace(snippet, item=names.get(snippet.item, snippet.item)) for snippet in session.snippets)
    return replace(session, snippets=tuple(moved))


def _with_edits(config: Config, found: Found) -> Edited:
    """The session of a source with the person's edits, and the file that holds them, None for none."""
    session, told = found.session, found.problems
    path = config.snippets_dir / f"{session.source}.py"
    text = site.read_text(path, config.relative(path))
    if text is None:
        return session, None, told
    edited, problems = cells.apply_edits(session, text, config.relative(path))
    return edited, text, (*told, *problems)


def snippets_file(
    config: Config, session: Session, text: str | None, checked: Mapping[SnippetId, Checked]
) -> Page:
    """The runnable file of a source, with the person's edits in it."""
    kept = cells.kept_edits(session, text) if text else ()
    edited = any(layout.by_hand for one in session.snippets for layout in one.layouts)
    path = config.relative(config.snippets_dir / f"{session.source}.py")
    return Page(path, cells.render(session, checked, kept), edited=edited or bool(kept))


def _stored(config: Config) -> Results:
    path = config.relative(config.results_file)
    text = site.read_text(config.results_file, path)
    return Results() if text is None else verification.load(text, path)


def _told(things: Sequence[_T], what: str, progress: Progress | None) -> Iterator[_T]:
    for count, thing in enumerate(things):
        if progress:
            progress(what, count, len(things))
        yield thing
    if progress and things:
        progress(what, len(things), len(things))
