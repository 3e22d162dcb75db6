"""Stored verdicts under other rules than those they were found by: judged anew from the stored outputs."""

from collections.abc import Sequence
from dataclasses import replace

from kbtools.model import Checked, Grade, Results, Session, Snippet, Verdict
from kbtools.verify.checkers import compare_error, compare_shape
from kbtools.verify.compared import compared
from kbtools.verify.keys import keys, same_source

_WITHOUT_RECORD = frozenset(
    {Verdict.NOT_CODE, Verdict.RAISED, Verdict.BLOCKED, Verdict.TIMEOUT, Verdict.DENIED}
)
"""Verdicts that no comparison gave."""


def rejudged(sessions: Sequence[Session], stored: Results) -> Results:
    """The results with the verdicts that today's rules give too, under today's key.

    Nothing is run. What the rules of today see in another way is left out, for more than one output decides:
    which layout was meant, whether a second run prints the same, what stands above.
    """
    rows = dict(stored.checked)
    for session in sessions:
        for snippet, key in zip(session.snippets, keys(session).values(), strict=True):
            row = rows.get(snippet.id)
            if row is None or row.key == key or not same_source(key, row.key):
                continue
            if _stands(snippet, row):
                rows[snippet.id] = replace(row, key=key)
            else:
                del rows[snippet.id]
    return replace(stored, checked=rows)


def _stands(snippet: Snippet, row: Checked) -> bool:
    """Whether today's rules say of the stored output what the stored verdict does."""
    if row.verdict in _WITHOUT_RECORD or row.layout is None or snippet.options.setup:
        return True
    layout = snippet.layouts[row.layout] if row.layout < len(snippet.layouts) else None
    recorded = (layout.recorded or "") if layout else ""
    if layout is None or not recorded.strip():
        return layout is not None
    got = recorded if row.got is None else row.got
    if row.grade is Grade.ERROR:
        return _is_same(compare_error(recorded, got), snippet, row)
    found = compared(recorded, got, layout.code, snippet.unrecorded)
    if row.verdict is Verdict.RAN:
        return bool(found) == bool(snippet.unchecked)
    if row.verdict is Verdict.VERIFIED_SHAPE and found is None:
        return compare_shape(recorded, got) is not None
    # Of several layouts another may be the one that comes true by the rules of today.
    return _is_same(found, snippet, row) and (row.verdict.green or len(snippet.layouts) == 1)


def _is_same(found: tuple[Grade, str] | None, snippet: Snippet, row: Checked) -> bool:
    """Whether what was found is what is stored: the grade with its reason, or that there is none."""
    if found is None or not row.verdict.green:
        return found is None and not row.verdict.green
    return found[0] is row.grade and (snippet.accepted or row.reason.startswith(found[1]))
