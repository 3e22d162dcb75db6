"""The key of a snippet: all that its verdict depends on in the source, and the rules that gave it."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from kbtools.model import Checked, Results, Session, Snippet, SnippetId
from kbtools.text import digest
from kbtools.verify.checkers import VERSION, texts, version

_RULES = ("compared.py", "mask.py", "partial.py")


def keys(session: Session) -> Mapping[SnippetId, str]:
    """Two digests for every snippet: of its own text and all above it in the session, and of the rules."""
    found: dict[SnippetId, str] = {}
    chain, today = VERSION, rules()
    for snippet in session.snippets:
        chain = digest(f"{chain}\n{_content(snippet)}", 16)
        found[snippet.id] = f"{chain}.{today}"
    return found


def same_source(key: str | None, other: str) -> bool:
    """Whether two keys are of the same text, be it compared by the same rules or by others."""
    return key is not None and key.partition(".")[0] == other.partition(".")[0]


@cache
def rules() -> str:
    """The digest of how outputs are compared: other code is another key."""
    own = ((files("kbtools.verify") / name).read_text("utf-8") for name in _RULES)
    return digest("\0".join((version(), *own, *texts())), 8)


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
        snippet: checked
        for snippet, checked in results.checked.items()
        if same_source(wanted.get(snippet), checked.key)
    }


def columns(sessions: Iterable[Session], results: Results) -> Mapping[SnippetId, tuple[Checked, ...]]:
    """What other environments show of every snippet, by their names; only verdicts that still hold."""
    found: dict[SnippetId, tuple[Checked, ...]] = {}
    wanted = _wanted(sessions) if results.others else {}
    for _, rows in sorted(results.others.items()):
        for snippet, checked in rows.items():
            if same_source(wanted.get(snippet), checked.key):
                found[snippet] = (*found.get(snippet, ()), checked)
    return found


def _wanted(sessions: Iterable[Session]) -> dict[SnippetId, str]:
    """Every snippet with the key of a verdict that holds."""
    return {snippet: key for session in sessions for snippet, key in keys(session).items()}
