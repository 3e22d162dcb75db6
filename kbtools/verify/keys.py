"""The key of a snippet: all that its verdict depends on in the source."""

from collections.abc import Iterable, Mapping

from kbtools.model import Checked, Results, Session, Snippet, SnippetId
from kbtools.text import digest
from kbtools.verify.checkers import version


def keys(session: Session) -> Mapping[SnippetId, str]:
    """A digest for every snippet: its own text, everything above it in the session, and the rules."""
    found: dict[SnippetId, str] = {}
    chain = version()
    for snippet in session.snippets:
        chain = digest(f"{chain}\n{_content(snippet)}", 16)
        found[snippet.id] = chain
    return found


def _content(snippet: Snippet) -> str:
    """Lines are left out: text added above a snippet does not change what it does."""
    layouts = [(layout.code, layout.recorded) for layout in snippet.layouts]
    parts = (
        str(snippet.kind),
        snippet.recorded,
        layouts,
        snippet.options,
        bool(snippet.unchecked),
        snippet.unrecorded,
    )
    return repr(parts)


def current(sessions: Iterable[Session], results: Results) -> Mapping[SnippetId, Checked]:
    """The stored verdicts that still hold: nothing they depend on in their source has changed."""
    wanted = _wanted(sessions)
    return {
        snippet: checked for snippet, checked in results.checked.items() if wanted.get(snippet) == checked.key
    }


def columns(sessions: Iterable[Session], results: Results) -> Mapping[SnippetId, tuple[Checked, ...]]:
    """What other environments show of every snippet, by their names; only verdicts that still hold."""
    found: dict[SnippetId, tuple[Checked, ...]] = {}
    wanted = _wanted(sessions) if results.others else {}
    for _, rows in sorted(results.others.items()):
        for snippet, checked in rows.items():
            if wanted.get(snippet) == checked.key:
                found[snippet] = (*found.get(snippet, ()), checked)
    return found


def _wanted(sessions: Iterable[Session]) -> dict[SnippetId, str]:
    """Every snippet with the key of a verdict that holds."""
    return {snippet: key for session in sessions for snippet, key in keys(session).items()}
