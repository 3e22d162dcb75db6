"""Why outputs differ, derived from the tokens that differ: what many snippets have in common is one cause."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kbtools.model import Checked, Snippet, Verdict
from kbtools.text import digest
from kbtools.verify.checkers.tokens import Token, same, tokens

_LONGEST = 8
"""Tokens of one place beyond which it is no longer told token by token."""
_MOST = 6
"""Different changes in one snippet beyond which its cause is its own."""
_WIDEST = 100
"""Characters of an error that a title names."""
_WHOLES, _DECIMALS = "whole number -> whole number", "decimal -> decimal"
_UNNAMED = ("longer", "shorter")
"""Kinds of change whose tokens no title names."""
_TOLD = 3
"""Different changes that a title names."""
_ERROR = re.compile(r"(?m)^([\w.]*(?:Error|Exception|Warning|Interrupt|Exit))\b")
"""The last line of a traceback, whose message may go on for many lines."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One snippet whose output is not the expected one."""

    snippet: Snippet
    checked: Checked
    recorded: str
    """What was expected, under the layout that ran; empty for nothing."""
    got: str
    """What it prints today."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What sets today's outputs of several snippets apart from the expected ones, in the same way."""

    key: str
    """Short name by which a person accepts it; the same as long as the kind of change is."""
    title: str
    """In words, such as: prints `True` for `1`."""
    members: tuple[Difference, ...]
    """In the order of the sources."""
    example: Difference
    """The member that shows it: every token of the title stands in it."""


def causes(differences: Iterable[Difference]) -> tuple[Cause, ...]:
    """The differences by cause, the most frequent first.

    Two snippets have one cause when the same kinds of tokens became the same kinds of tokens: a number that
    became anything but a number of its kind, and a decimal that became another, count by kind; everything
    else to the letter. What differs in too many ways has a cause of its own.
    """
    groups: dict[str, _Rows] = defaultdict(list)
    for one in differences:
        changes = _changes(one)
        kinds = sorted({change.kind for change in changes})
        own = one.snippet.id if len(kinds) > _MOST else ""
        groups[digest("\n".join((str(one.checked.verdict), own, *kinds)), 6)].append((one, changes))
    found = [_cause(key, rows) for key, rows in groups.items()]
    return tuple(sorted(found, key=lambda cause: (-len(cause.members), cause.title, cause.key)))


@dataclass(frozen=True, slots=True)
class _Change:
    """One place where two outputs part."""

    old: str
    new: str
    kind: str
    """The same for changes of one kind, whatever the numbers."""


_Rows = list[tuple[Difference, tuple[_Change, ...]]]


def _cause(key: str, rows: _Rows) -> Cause:
    """The cause with its most frequent changes as title, or its first member's where none has them all."""
    members = tuple(one for one, _ in rows)
    told, wide = _told([change for _, each in rows for change in each])
    holders = [
        one for one, each in rows if {change for change in told[:_TOLD] if change.kind not in wide} <= {*each}
    ]
    if not holders:
        told, _ = _told(rows[0][1])
    return Cause(key, _title(told, wide, members[0]), members, (holders or members)[0])


def _told(changes: Sequence[_Change]) -> tuple[list[_Change], frozenset[str]]:
    """The most frequent change of every kind, the most frequent kind first; and kinds told without tokens."""
    kinds = Counter(change.kind for change in changes)
    every, wide = [], set[str]()
    for kind, _ in sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0])):
        same = Counter(change for change in changes if change.kind == kind)
        told, _ = min(same.items(), key=lambda pair: (-pair[1], pair[0].old, pair[0].new))
        every.append(told)
        if kind in _UNNAMED or (kind == _DECIMALS and len(same) > 1):
            wide.add(kind)
    return every, frozenset(wide)


def _changes(one: Difference) -> tuple[_Change, ...]:
    if one.checked.verdict is Verdict.RAISED:
        return (_error(one.got),)
    if not one.recorded.strip():
        return (_Change("", one.got, "nothing-recorded"),)
    if not one.got.strip():
        return (_Change(one.recorded, "", "prints-nothing"),)
    past, today = one.recorded.strip().split("\n"), one.got.strip().split("\n")
    if len(past) != len(today):
        return tuple(_parts(tokens(one.recorded), tokens(one.got)))
    rows = zip(past, today, strict=True)
    return tuple(change for a, b in rows for change in _parts(tokens(a), tokens(b)))


def _parts(past: Sequence[Token], today: Sequence[Token]) -> list[_Change]:
    """Where two runs of tokens part: place by place where there are as many, else by what they share."""
    if len(past) == len(today):
        return _place(past, today)
    matcher = SequenceMatcher(None, past, today, autojunk=False)
    places = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return [change for _, i, j, k, m in places for change in _place(past[i:j], today[k:m])]


def _place(old: Sequence[Token], new: Sequence[Token]) -> list[_Change]:
    """One place: token by token where there are as many of them, else as a whole."""
    if len(old) == len(new):
        return [_change((a,), (b,)) for a, b in zip(old, new, strict=True) if not same(a, b)]
    return [_change(old, new)]


def _change(old: Sequence[Token], new: Sequence[Token]) -> _Change:
    if max(len(old), len(new)) > _LONGEST:
        return _Change(_said(old), _said(new), "longer" if len(new) > len(old) else "shorter")
    kind = f"{' '.join(map(_blurred, old))} -> {' '.join(map(_blurred, new))}"
    if kind == _WHOLES:
        kind = f"{old[0].text} -> {new[0].text}"
    return _Change(_said(old), _said(new), kind)


def _error(got: str) -> _Change:
    """The error with the first line of its message; two that differ in numbers only are of one kind."""
    match = _ERROR.search(got)
    line = (got[match.start() :] if match else got.strip().rpartition("\n")[2]).split("\n", 1)[0]
    said = line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…"
    return _Change("", said, f"error {' '.join(map(_blurred, tokens(line)))}")


def _blurred(token: Token) -> str:
    """The kind of a number or truth value; any other token itself."""
    if token.number:
        return "whole number" if token.whole else "decimal"
    return "truth value" if token.text in {"True", "False"} else token.text


def _said(every: Sequence[Token]) -> str:
    """Tokens as a person reads them, without the white space that set them apart."""
    text = ""
    for token in every:
        glue = " " if text and text[-1].isalnum() and token.text[0].isalnum() else ""
        text += glue + token.text
    return text


def _title(told: Sequence[_Change], wide: frozenset[str], one: Difference) -> str:
    """The changes in words."""
    if one.checked.verdict is Verdict.RAISED:
        return f"raises {told[0].new}"
    if not told:
        return "prints the same tokens with other white space"
    fixed = {"nothing-recorded": "prints what nobody recorded", "prints-nothing": "prints nothing"}
    if told[0].kind in fixed:
        return fixed[told[0].kind]
    shown = [_words(change, wide) for change in told]
    return "; ".join(shown[:_TOLD]) + ("; and more" if len(shown) > _TOLD else "")


def _words(change: _Change, wide: frozenset[str]) -> str:
    if change.kind in _UNNAMED:
        return f"prints a {change.kind} text"
    if change.kind in wide:
        return "prints other numbers"
    if not change.old:
        return f"prints `{change.new}` besides"
    return f"prints `{change.new}` for `{change.old}`" if change.new else f"leaves out `{change.old}`"


def difference(snippet: Snippet, checked: Checked) -> Difference:
    """The record of a snippet that ran, with the outputs under its layout."""
    layout = snippet.layouts[checked.layout or 0]
    return Difference(snippet, checked, layout.recorded or "", checked.got or "")
