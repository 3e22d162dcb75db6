"""The whole flow on one screen; the only module that knows every stage."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kbtools import intake, pages, site, snippets, sources, topics
from kbtools import verify as verification
from kbtools.config import Config
from kbtools.model import (
    Book,
    Checked,
    ItemId,
    Outline,
    Page,
    Placement,
    Reading,
    Results,
    Session,
    SnippetId,
    TopicSlug,
)
from kbtools.pages.navigation import navigation
from kbtools.pages.published import published
from kbtools.problems import Code, Problem, Severity, did_you_mean
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


def assemble(config: Config, progress: Progress | None = None) -> Assembly:
    """Sources to readings, topics, sessions and the verdicts that still hold."""
    found, unread = intake.sources(config)
    written = _written_outline(config)
    kept = written.kept if written else {}
    told_of = _told(found, "reading", progress)
    readings = tuple(sources.keep(sources.read(one), kept.get(one.name, {})) for one in told_of)
    outline, new_outline = (written, ()) if written else _new_outline(config, readings)
    placements = topics.place(readings, outline.outline, outline.rulings, outline.glossary)
    edited = [_with_edits(config, reading) for reading in _told(readings, "finding snippets", progress)]
    sessions = {session.source: session for session, _, _ in edited}
    results = _stored(config)
    checked = verification.current(tuple(sessions.values()), results)
    files = [snippets_file(config, session, text, checked) for session, text, _ in edited if session.snippets]
    book = Book(
        title=config.title,
        language=config.language,
        readings=readings,
        outline=outline.outline,
        placements=placements,
        sessions=sessions,
        checked=checked,
        environments=results.environments,
        others=verification.columns(tuple(sessions.values()), results),
    )
    shown = published(book)  # what an author hid is not told on its way
    book = replace(
        book,
        joins=topics.join(shown.readings, shown.sessions, shown.checked),
        witnesses=verification.witnesses(shown.sessions.values(), shown.checked),
    )
    told = (problem for reading in readings for problem in reading.problems)
    vain = (*_rulings_in_vain(config, outline.rulings, placements), *_no_topics(config, outline.outline))
    stale = (problem for _, _, problems in edited for problem in problems)
    proposals = topics.propose(readings, outline.outline, placements, outline.glossary)
    return Assembly(book, results, (*new_outline, *files), (*unread, *told, *vain, *stale), proposals)


def build(config: Config, *, check: bool = False, progress: Progress | None = None) -> Built:
    """Write every page that differs from what its sources give; in check mode compare and write nothing."""
    ready = assemble(config, progress)
    readings = tuple(map(sources.accounted, ready.book.readings))
    book = replace(ready.book, readings=readings)
    every = (*(_below_docs(config, page) for page in pages.render(book)), *ready.files)
    ledger = config.docs_dir / ".generated"
    todo = site.plan(config.root, every, ledger)
    if not check:
        site.apply(config.root, todo, ledger)
    nav = navigation(book, intake.own_pages(config, [page.path for page in every]))
    told = [problem for change in todo.changes if (problem := change.told)]
    lost = [one for reading in readings for one in reading.problems if one.code is Code.LINE_UNACCOUNTED]
    return Built(book, todo.changes, len(every), (*ready.problems, *lost, *told), nav, ready.proposals)


def _written_outline(config: Config) -> topics.OutlineFile | None:
    """The person's outline; None when there is none yet."""
    path = config.relative(config.outline_file)
    text = site.read_text(config.outline_file, path)
    return None if text is None else topics.load(text, path)


def _new_outline(config: Config, readings: Sequence[Reading]) -> tuple[topics.OutlineFile, tuple[Page, ...]]:
    """The outline that the headings give, with the file to write when it has a topic."""
    outline = topics.derive(readings)
    path = config.relative(config.outline_file)
    new = (Page(path, topics.dump(outline), edited=True),) if outline.topics else ()
    return topics.OutlineFile(outline), new


def _no_topics(config: Config, outline: Outline) -> Iterator[Problem]:
    """A file that a person emptied: legal, and it costs every topic its page."""
    if not outline.topics and config.outline_file.is_file():
        what, hint = "names no topic, so every item is unplaced", "delete the file to have it derived anew"
        path = config.relative(config.outline_file)
        yield Problem(path, 0, Severity.WARNING, Code.OUTLINE_INVALID, what, hint)


def _rulings_in_vain(
    config: Config, rulings: Mapping[ItemId, TopicSlug], placements: Mapping[ItemId, Placement]
) -> Iterator[Problem]:
    """A person's word that reaches nobody: a slip of the pen, or an item whose source is gone."""
    for item in rulings.keys() - placements.keys():
        what = f"ruling for `{item}`: no item has this id{did_you_mean(item, placements)}"
        path, hint = config.relative(config.outline_file), "take the id from the item's permalink"
        yield Problem(path, 0, Severity.WARNING, Code.OUTLINE_INVALID, what, hint)


def _below_docs(config: Config, page: Page) -> Page:
    """The page in this knowledge base's own folder of documents; renderers call it `docs`."""
    folder = config.relative(config.docs_dir)
    inside = page.path.removeprefix("docs/")
    return page if inside == page.path else replace(page, path=f"{folder}/{inside}")


def _with_edits(config: Config, reading: Reading) -> tuple[Session, str | None, tuple[Problem, ...]]:
    """The session of a source with the person's edits, and the file that holds them, None for none."""
    session, told = snippets.session(reading), snippets.problems(reading)
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
