"""What got worse since the last time."""

from kbtools.model import Checked, Results, SnippetId, Verdict

ORDER = (
    Verdict.VERIFIED,
    Verdict.VERIFIED_SHAPE,
    Verdict.RAN,
    Verdict.DRIFTED,
    Verdict.RAISED,
    Verdict.BLOCKED,
    Verdict.TIMEOUT,
    Verdict.DENIED,
)
"""Best first; `not-code` is neither better nor worse than anything."""


def worse(old: Results, new: Results) -> tuple[SnippetId, ...]:
    """The snippets whose verdict is further down the order than the stored one; a new one is never worse."""
    return tuple(
        snippet
        for snippet, checked in sorted(new.checked.items())
        if snippet in old.checked and _rank(checked) > _rank(old.checked[snippet], missing=len(ORDER))
    )


def _rank(checked: Checked, missing: int = -1) -> int:
    return ORDER.index(checked.verdict) if checked.verdict in ORDER else missing
