"""What differs between two copies of a passage, word by word; how it was typed does not count."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kbtools.compare import runs, window
from kbtools.pages.markup import inline, spaced
from kbtools.text import fold_radicals

_TOKEN = re.compile(r"\s+|[A-Za-z_]\w*|\d+(?:\.\d+)*|[-+*/=!<>]=|->|.", re.ASCII)
_MARK = re.compile(r"[ \t>]*(?:#{1,6}|[-*+•]|\d{1,3}[.)、])[ \t]+")
_SPELT = {"≤": "<=", "⩽": "<=", "≥": ">=", "⩾": ">=", "≠": "!=", "×": "*", "−": "-", "–": "-", "→": "->"}
_SIGNS = frozenset("+-=<>/%^_@±∈≈∂∇√∑∏") | frozenset(_SPELT.values())
_TIMES = re.compile(r" \* |\w\*\w", re.ASCII)
# Elsewhere an asterisk is Markdown's.
_OPENING = {"[": "]", "(": ")", "（": "）"}
_CODE = re.compile(r"(?<!`)\\`(?!\\`)([^`\n]*[^`\n\\])\\`(?!\\?`)")
# What stands between two of Markdown's backticks, as `inline` escapes them.
_MARKS = re.compile(r"<mark>(?:(?!</?mark>).)*</mark>")
_AROUND, _MOST = 4, 12
# Words shown on either side of a difference, and looked at on either side of a part; differences shown.


@dataclass(frozen=True, slots=True)
class _Difference:
    before: str
    removed: str
    added: str
    after: str


@dataclass(frozen=True, slots=True)
class How:
    """How two texts are compared."""

    code: bool = False
    """In code every mark counts, in prose only words, numbers and signs."""
    inside: bool = False
    """Whether the copy is a part of what is shown: then what stands around that does not count."""


def differences(shown: str, copy: str, how: How) -> str:
    """Every place where a copy differs from the passage that is shown, as inline HTML; empty for none."""
    found = list(_differences(shown, copy, how))
    said = [_said(one) for one in found[:_MOST]]
    return " · ".join((*said, "…") if len(found) > _MOST else said)


def count(shown: str, copy: str, how: How) -> int:
    """How many places differ."""
    return sum(1 for _ in _differences(shown, copy, how))


def marked(text: str, other: str, how: How) -> str:
    """A text on one line with what another text does not have marked, and code in prose as code."""
    shown = _marked(text, other, how)
    return shown if how.code else _CODE.sub(_as_code, shown)


def _as_code(match: re.Match[str]) -> str:
    """Code with all of every mark in it: one that begins or ends outside would cross it."""
    rest = _MARKS.sub("", match[1])
    return match[0] if "<mark>" in rest or "</mark>" in rest else f"<code>{match[1]}</code>"


def _marked(text: str, other: str, how: How) -> str:
    own, theirs = _tokens(text, code=how.code), _tokens(other, code=how.code)
    parts: list[str] = []
    end = own[0].start if own and not how.code else 0
    for run in runs([one.said for one in own], [one.said for one in theirs]):
        if not run.same and run.stop > run.start:
            start, stop = own[run.start].start, own[run.stop - 1].end
            parts += [spaced(text[end:start]), f"<mark>{inline(text[start:stop])}</mark>"]
            end = stop
    return "".join((*parts, spaced(text[end:]))).strip()


@dataclass(frozen=True, slots=True)
class _Token:
    said: str
    start: int
    end: int


def _tokens(text: str, *, code: bool) -> list[_Token]:
    """What counts of a text, each with its place."""
    found = []
    mark = None if code else _MARK.match(text)
    for match in _TOKEN.finditer(text, mark.end() if mark else 0):
        said = unicodedata.normalize("NFKC", fold_radicals(match[0])).strip()
        said = said if code else _SPELT.get(match[0], said)
        if said and (code or _counts(said, match)):
            found.append(_Token(said if code else said.lower(), match.start(), match.end()))
    return found


def _counts(said: str, match: re.Match[str]) -> bool:
    """Whether a token of prose is a word, a number or a sign."""
    if match[0] == "*":
        return bool(_TIMES.match(match.string, max(0, match.start() - 1)))
    return said[0].isalnum() or said in _SIGNS or said[0] == "_"


def _differences(shown: str, copy: str, how: How) -> Iterator[_Difference]:
    own, theirs = _tokens(shown, code=how.code), _tokens(copy, code=how.code)
    if how.inside:
        start, end = window([one.said for one in theirs], [one.said for one in own])
        own = own[max(0, start - _AROUND) : end + _AROUND]
    found = list(runs([one.said for one in own], [one.said for one in theirs]))
    for run in found:
        edge = how.inside and run in {found[0], found[-1]} and run.other_start == run.other_stop
        if not run.same and not edge:
            yield _Difference(
                _slice(copy, theirs, max(0, run.other_start - _AROUND), run.other_start, to_next=True),
                _slice(shown, own, run.start, run.stop, to_next=run.other_start == run.other_stop),
                _slice(copy, theirs, run.other_start, run.other_stop),
                _behind(copy, theirs, run.other_start, run.other_stop),
            )


def _slice(text: str, tokens: Sequence[_Token], start: int, stop: int, *, to_next: bool = False) -> str:
    """The text of some tokens, with what stands between them and the next one if it is wanted."""
    if stop <= start:
        return ""
    end = tokens[stop].start if to_next and stop < len(tokens) else tokens[stop - 1].end
    first = tokens[start].start
    opening = text[max(0, first - 1) : first]
    found = text[first:end]
    return opening + found if _OPENING.get(opening, opening + found) in found else found


def _behind(text: str, tokens: Sequence[_Token], start: int, stop: int) -> str:
    """The words behind a difference; behind words that were added with what stands between."""
    words = _slice(text, tokens, stop, min(len(tokens), stop + _AROUND))
    between = text[tokens[stop - 1].end : tokens[stop].start] if stop > start and words else ""
    return between + words


def _said(one: _Difference) -> str:
    removed = f"<del>{spaced(one.removed)}</del>" if one.removed else ""
    added = f"<ins>{inline(one.added)}</ins>" if one.added else ""
    return f"{spaced(one.before)}{removed}{added}{spaced(one.after)}".strip()
