"""A person's word on outputs: today's become the expected ones, in `snippets/`, never in a source."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kbtools import pipeline, site
from kbtools.config import Config
from kbtools.model import Book, Checked, Layout, Session, Snippet, SnippetId, Verdict
from kbtools.problems import Code, KbError, Problem, Severity
from kbtools.selection import is_single, selected
from kbtools.snippets import cells
from kbtools.verify import CUT
from kbtools.verify.causes import Cause, Difference, causes, difference

__all__ = ["ACCEPTABLE", "Cause", "Difference", "Edit", "Offer", "accept", "edits", "offer"]
ACCEPTABLE = (Verdict.DRIFTED, Verdict.RAISED, Verdict.RAN)
"""Verdicts of snippets that gave an output which is not the expected one."""
DEFAULT = frozenset({Verdict.DRIFTED})
"""What a source or a topic stands for, where no verdict is named."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a person can accept."""

    causes: tuple[Cause, ...]
    """The outputs by what sets them apart, the most frequent cause first."""
    refused: tuple[Problem, ...]
    """What was asked for and cannot be accepted."""
    waiting: int = 0
    """Snippets that were asked for and have not been run since they last changed."""

    @property
    def differences(self) -> tuple[Difference, ...]:
        """All of them, by cause."""
        return tuple(one for cause in self.causes for one in cause.members)


@dataclass(frozen=True, slots=True)
class Edit:
    """What accepting changes in one file."""

    path: str
    """Relative to the root of the knowledge base."""
    old: str
    """What is on disk; empty for nothing."""
    new: str


def offer(
    book: Book, names: tuple[str, ...], verdicts: Collection[Verdict], keys: Collection[str] = ()
) -> Offer:
    """The outputs that could be accepted among what was asked for.

    Args:
        book: With its stored verdicts.
        names: Sources, `SOURCE:LINE`, ids of snippets, topics; empty for all there is.
        verdicts: Only snippets of these; empty for all where single snippets or causes are named, else those
            that drifted.
        keys: Only these causes; empty for all.

    Raises:
        KbError: a name or a cause means nothing.
    """
    single = bool(names) and all(is_single(book, name) for name in names)
    wanted = frozenset(verdicts) or (frozenset(ACCEPTABLE) if single or keys else DEFAULT)
    found: list[Difference] = []
    refused: list[Problem] = []
    for snippet in selected(book, names):
        checked = book.checked.get(snippet.id)
        why = _why_not(snippet, checked)
        if checked is not None and not why and checked.verdict in wanted:
            found.append(difference(snippet, checked))
        elif why and (single or (checked is not None and checked.verdict in wanted)):
            refused.append(_refused(book.sessions[snippet.source], snippet, why, single=single))
    every = causes(found)
    if unknown := sorted(set(keys) - {cause.key for cause in every}):
        raise KbError([_no_cause(key) for key in unknown])
    waiting = sum(snippet.id not in book.checked for snippet in selected(book, names))
    return Offer(tuple(one for one in every if not keys or one.key in keys), tuple(refused), waiting)


def edits(config: Config, chosen: Iterable[Difference]) -> tuple[Edit, ...]:
    """What accepting these outputs changes in the files below `snippets/`; nothing is written.

    The knowledge base is read anew, for a person may have edited a file in the meantime.

    Raises:
        KbError: an output is not the one that the person saw any more.
    """
    book = pipeline.assemble(config).book
    seen = {one.snippet.id: one for one in chosen}
    if gone := [one for one in seen.values() if book.checked.get(one.snippet.id) != one.checked]:
        raise KbError([_changed_since(book.sessions[one.snippet.source], one) for one in gone])
    outputs: dict[str, dict[SnippetId, tuple[int, str]]] = {}
    for one in seen.values():
        outputs.setdefault(one.snippet.source, {})[one.snippet.id] = (one.checked.layout or 0, one.got)
    changes = (_edit(config, book, session, outputs.get(name)) for name, session in book.sessions.items())
    return tuple(change for change in changes if change)


def accept(config: Config, changes: Iterable[Edit]) -> None:
    """Write the edits, each file in one step.

    Raises:
        KbError: a file is not what the edit was made from; then nothing is written.
    """
    todo = tuple(changes)
    if lost := [one for one in todo if (site.read_text(config.root / one.path, one.path) or "") != one.old]:
        hint = "run `kbtools accept` again"
        what = "was changed while you were asked; nothing was written"
        raise KbError([Problem(one.path, 0, Severity.ERROR, Code.ACCEPT_REFUSED, what, hint) for one in lost])
    for one in todo:
        site.write_text(config.root / one.path, one.new)


def _edit(
    config: Config, book: Book, session: Session, outputs: Mapping[SnippetId, tuple[int, str]] | None
) -> Edit | None:
    """The change of one source's file; None for none."""
    if not outputs:
        return None
    path = config.snippets_dir / f"{session.source}.py"
    old = site.read_text(path, config.relative(path))
    page = pipeline.snippets_file(config, cells.accept(session, outputs), old, book.checked)
    return Edit(page.path, old or "", page.text) if page.text != old else None


def _why_not(snippet: Snippet, checked: Checked | None) -> str:
    """Why a snippet has no output that could be accepted; empty when it has one."""
    if checked is None:
        return "it has not been run since it last changed"
    if checked.verdict.green:
        return f"it is {checked.verdict} as it is"
    if checked.verdict not in ACCEPTABLE or checked.layout is None:
        return f"it is {checked.verdict}, so it has no output of its own"
    return _unfit(snippet.layouts[checked.layout], checked)


def _unfit(layout: Layout, checked: Checked) -> str:
    """Why the output that a snippet gave cannot be expected of it; empty when it can."""
    if checked.share is not None:
        return "its runs do not agree, so no one output is its own"
    if not (checked.got or "").strip():
        return "it prints nothing, and nothing can be recorded of that"
    if (checked.got or "").endswith(CUT):
        return "its output is too long to be kept whole"
    if not cells.is_safe(layout.code):
        return "its code does not parse, so its file holds it as a comment"
    return ""


def _refused(session: Session, snippet: Snippet, why: str, *, single: bool) -> Problem:
    severity = Severity.ERROR if single else Severity.WARNING
    hint = "run `kbtools verify`" if why.endswith("changed") else "correct the note, or the code in snippets/"
    hint = "" if " as it is" in why else hint
    what = f"there is nothing to accept: {why}"
    return Problem(session.path, snippet.lines.start, severity, Code.ACCEPT_REFUSED, what, hint)


def _changed_since(session: Session, one: Difference) -> Problem:
    what, hint = "its output is not the one that you saw any more", "run `kbtools verify`, then accept again"
    return Problem(session.path, one.snippet.lines.start, Severity.ERROR, Code.ACCEPT_REFUSED, what, hint)


def _no_cause(key: str) -> Problem:
    what, hint = "there is no cause of this name", "see `kbtools accept --json` for those there are"
    return Problem(key, 0, Severity.ERROR, Code.SELECTION_UNKNOWN, what, hint)
