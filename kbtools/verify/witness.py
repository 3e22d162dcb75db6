"""A snippet that is broken here may stand intact in another source: the copy that runs is its witness."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kbtools.model import Checked, CodeKind, Session, Snippet, SnippetId, SourceId, Verdict, Witness
from kbtools.text import split_lines

BROKEN = frozenset({Verdict.RAISED, Verdict.BLOCKED})
RUNS = (Verdict.VERIFIED, Verdict.VERIFIED_SHAPE, Verdict.RAN)
"""Verdicts of a copy that can stand witness, best first."""
SHORTEST = 8
"""Characters below which equal code says nothing: `net(X)` stands in every note."""
MOST_EXTRA = 2
MOST_COPIES = 8
"""Copies that are compared letter by letter; those with the most words in common."""
_SHARE, _LOST = 0.6, 8
_COMMENT = re.compile(r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|#.*""")
_DOCSTRING = re.compile(r"""(?:\"{3}.*?\"{3}|'{3}.*?'{3})""", re.DOTALL)
_MARKS = frozenset("()[]{},.:;=")


@dataclass(frozen=True, slots=True)
class _Code:
    """Code without white space, comments and docstrings."""

    snippet: SnippetId
    source: SourceId
    text: str
    starts: tuple[int, ...]
    """Offsets at which its lines begin, and its length."""
    seams: frozenset[int]
    """Offsets between two tokens."""
    words: frozenset[str]
    rank: int = 0


def witnesses(
    sessions: Iterable[Session], checked: Mapping[SnippetId, Checked]
) -> Mapping[SnippetId, Witness]:
    """The copies that run, by the broken snippets they stand for; nothing is run for it.

    A copy has the same characters up to layout and comments, or a few more that the broken one lost.
    """
    every = [one for session in sessions for one in session.snippets if one.kind is CodeKind.PYTHON]
    broken = [one for one in every if _verdict(one, checked) in BROKEN]
    copies = list(_copies(every, checked)) if broken else []
    found = ((one.id, _witness(_code(one, checked), copies)) for one in broken)
    return {name: witness for name, witness in found if witness is not None}


def _copies(snippets: Iterable[Snippet], checked: Mapping[SnippetId, Checked]) -> Iterator[_Code]:
    for one in snippets:
        verdict = _verdict(one, checked)
        if verdict in RUNS:
            yield _code(one, checked, RUNS.index(verdict))


def _verdict(snippet: Snippet, checked: Mapping[SnippetId, Checked]) -> Verdict | None:
    found = checked.get(snippet.id)
    return found.verdict if found else None


def _code(snippet: Snippet, checked: Mapping[SnippetId, Checked], rank: int = 0) -> _Code:
    layout = checked[snippet.id].layout or 0
    code = snippet.layouts[layout].code if layout < len(snippet.layouts) else snippet.text
    bare = _COMMENT.sub(lambda match: match[1] or "", _DOCSTRING.sub("", code))
    text, starts, seams = "", [0], {0}
    for line in split_lines(bare):
        for token in re.findall(r"\w+|\S", line):
            text += token
            seams.add(len(text))
        starts.append(len(text))
    words = frozenset(re.findall(r"[^\W\d]\w+", bare))
    return _Code(snippet.id, snippet.source, text, tuple(starts), frozenset(seams), words, rank)


def _witness(lost: _Code, copies: Sequence[_Code]) -> Witness | None:
    """The closest copy in another source; None without one."""
    if len(lost.text) < SHORTEST or not lost.words:
        return None
    alike = [
        (len(lost.words & copy.words) / len(lost.words), copy)
        for copy in copies
        if copy.source != lost.source
    ]
    near = sorted((pair for pair in alike if pair[0] >= _SHARE), key=lambda pair: (-pair[0], pair[1].rank))
    found = ((_compared(lost, copy), copy.rank) for _, copy in near[:MOST_COPIES])
    fitting = [(witness, rank) for witness, rank in found if witness is not None]
    best = min(fitting, key=lambda pair: (_lost(pair[0]), pair[1]), default=None)
    return best[0] if best else None


def _lost(witness: Witness) -> int:
    return sum(map(len, (*witness.missing, *witness.extra)))


def _compared(lost: _Code, copy: _Code) -> Witness | None:
    """What a broken snippet lacks of a copy; None when they are not the same code."""
    if any(copy.text.startswith(lost.text, at) and at + len(lost.text) in copy.starts for at in copy.starts):
        return Witness(copy.snippet)
    matcher = SequenceMatcher(None, lost.text, copy.text, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return None
    start = max(at for at in copy.starts if at <= blocks[0].b)
    end = min(at for at in copy.starts if at >= blocks[-1].b + blocks[-1].size)
    extra = _gaps([(block.a, block.size) for block in blocks], 0, len(lost.text))
    missing = _gaps([(block.b, block.size) for block in blocks], start, end)
    many = sum(high - low for low, high in missing) > max(2, len(lost.text) // _LOST)
    doubled = [lost.text[low:high] for low, high in extra]
    if many or not _is_doubled(doubled) or not copy.seams.issuperset(at for gap in missing for at in gap):
        return None
    return Witness(copy.snippet, tuple(copy.text[low:high] for low, high in missing), tuple(doubled))


def _gaps(blocks: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Where nothing of a text between `start` and `end` is in a block: offsets, ends exclusive."""
    ends = [start, *(at + size for at, size in blocks)]
    begins = [*(at for at, _ in blocks), end]
    return [(low, high) for low, high in zip(ends, begins, strict=True) if low < high]


def _is_doubled(extra: Sequence[str]) -> bool:
    """Whether what the broken snippet has too many is a mark or two: a conversion doubles what it loses."""
    return sum(map(len, extra)) <= MOST_EXTRA and all(set(part) <= _MARKS for part in extra)
