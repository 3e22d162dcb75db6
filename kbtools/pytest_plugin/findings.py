"""From verdicts to outcomes of tests: what passes, what fails, what was expected to fail, in which words."""

from collections.abc import Iterator
from difflib import unified_diff

from kbtools.model import Checked, Reading, Snippet, SnippetId, Verdict
from kbtools.text import split_lines
from kbtools.verification import Verified

PASSED, FAILED, SKIPPED, EXPECTED = "passed", "failed", "skipped", "expected"
"""Outcomes; the last is that of a snippet that is stored as not true, which no run has to tell again."""


def findings(verified: Verified, *, strict: bool) -> dict[str, tuple[str, str]]:
    """Outcome and words for every snippet that was asked for, by its id.

    The rule is that of `kbtools verify --check`, and one that is new and not true fails besides: a test that
    was never seen to fail would hide it.
    """
    rows = verified.after.checked
    worse = set(verified.worse)
    return {
        one.id: _finding(one, rows[one.id], verified, worse=one.id in worse, strict=strict)
        for one in verified.chosen
        if one.id in rows
    }


def better(verified: Verified) -> Iterator[str]:
    """What came true since it was stored, in words."""
    for name in verified.better:
        path, line = verified.places[name]
        was, now = verified.before.checked[name].verdict, verified.after.checked[name].verdict
        yield f"{path}:{line}: was {was}, is {now} now; run `kbtools verify` to store it"


def _finding(
    snippet: Snippet, row: Checked, verified: Verified, *, worse: bool, strict: bool
) -> tuple[str, str]:
    true = row.verdict.green or row.verdict.neutral
    if worse:
        return FAILED, "\n".join(_worse(snippet, verified))
    if not true and (strict or snippet.id not in verified.before.checked):
        return FAILED, _told(snippet, row, verified, "")
    if row.verdict is Verdict.NOT_CODE:
        return SKIPPED, row.reason
    return (PASSED, "") if true else (EXPECTED, f"stored as {row.verdict}: {row.reason}")


def _worse(snippet: Snippet, verified: Verified) -> Iterator[str]:
    for environment, old, new in verified.changes(snippet.id):
        where = f" in {environment}" if environment else ""
        yield _told(snippet, new, verified, f"{where} (was {old.verdict})")


def _told(snippet: Snippet, row: Checked, verified: Verified, was: str) -> str:
    """The place, the verdict and the difference, as a person should read them."""
    path, _ = verified.places[snippet.id]
    recorded = _recorded(snippet, row) or ""
    line = row.line or _line(snippet, recorded, row.got or "", _reading(snippet.id, verified))
    head = f"{path}:{line}: {row.verdict}{was}: {row.reason}"
    if row.got is None:
        return f"{head}\nrecorded:\n{recorded}" if recorded else head
    return "\n".join([head, *_difference(recorded, row.got)])


def _difference(recorded: str, got: str) -> list[str]:
    rows = unified_diff(_rows(recorded), _rows(got), "recorded", "today", lineterm="", n=3)
    return [row for row in rows if not row.startswith("@@")]


def _rows(text: str) -> list[str]:
    return split_lines(text.rstrip("\n")) if text.strip() else []


def _recorded(snippet: Snippet, row: Checked) -> str | None:
    layout = (
        snippet.layouts[row.layout] if row.layout is not None and row.layout < len(snippet.layouts) else None
    )
    return layout.recorded if layout else snippet.recorded


def _reading(name: SnippetId, verified: Verified) -> Reading | None:
    source = next(iter(name.rpartition("/")))
    return next((one for one in verified.book.readings if one.source.id == source), None)


def _line(snippet: Snippet, recorded: str, got: str, reading: Reading | None) -> int:
    """The line of the source with the first recorded row that differs; the snippet's own if none has it."""
    today = [row.split() for row in _rows(got)]
    past = _rows(recorded)
    parts = (row for row, text in enumerate(past) if row >= len(today) or text.split() != today[row])
    first = past[next(parts, 0)].strip() if past else ""
    own = split_lines(reading.source.text)[snippet.lines.start - 1 : snippet.lines.end] if reading else []
    places = (snippet.lines.start + at for at, text in enumerate(own) if first and first in text)
    return next(places, snippet.lines.start)
