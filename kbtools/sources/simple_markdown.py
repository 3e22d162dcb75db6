"""Markdown of prose, headings and plain fences, where each line by itself says which of them it is."""

import re
from collections.abc import Iterator, Sequence

from kbtools.model import Block, BlockKind
from kbtools.sources.headings import Heading, heading
from kbtools.sources.segments import LISTED, REACHING
from kbtools.text import Lines, Run, fold_radicals

_FENCE = "```"
_OPENING = re.compile(r"```([\w+#-]*) *")
_HEADING = re.compile(r"(#{1,6}) +(.*)")
_SIGN = re.compile("|".join(map(re.escape, (*REACHING, *LISTED, "\t", "    "))))
# Where no line outside fences holds one of these there is no other fence, no aside and no code.
_UNSURE = re.compile(
    # Underlines, marks of a book's tools; headings that may be of a list, close with `#`, open references.
    r" {0,3}(?:=+|-+) *|:.*| +#.*|#.*# *|#{1,6} *(?:\[.*)?"
)
_CHANGED = re.compile(r"[\x00\r]|\$\$")
# What a parser changes, and formulas, which do not care for fences.
_OPENS = " =-:#"


def simple_markdown(lines: Sequence[str], first: int, *, headings: bool) -> list[Heading | Block] | None:
    """The headings, fences and prose, as the parser of Markdown finds them; None when only it can tell.

    Args:
        lines: The text, line by line.
        first: 1-based source line of `lines[0]`.
        headings: False where headings are part of the prose.
    """
    text = "\n".join(lines)
    if _FENCE not in text:
        if _SIGN.search(text) or (headings and (_CHANGED.search(text) or _unsure(text, lines))):
            return None
        return list(_outside(lines, (0, len(lines)), first, headings=headings))
    fences = _fences(lines)
    if fences is None or _CHANGED.search(text):
        return None
    around = list(
        zip([0, *(end for _, end in fences)], [*(start for start, _ in fences), len(lines)], strict=True)
    )
    free = [line for start, end in around for line in lines[start:end]]
    said = "\n".join(free)
    if _SIGN.search(said) or (headings and _unsure(said, free)):
        return None
    pieces = [_fence(lines, fence, first) for fence in fences]
    others = [piece for run in around for piece in _outside(lines, run, first, headings=headings)]
    return sorted((*pieces, *others), key=lambda piece: piece.lines)


def _unsure(text: str, lines: Sequence[str]) -> bool:
    """Whether there may be a table, or a line may be more or less than it seems."""
    return "<" in text or any(line[:1] in _OPENS and line and _UNSURE.fullmatch(line) for line in lines)


def _fences(lines: Sequence[str]) -> list[Run] | None:
    """The fences with their marks; None where a mark does more than to open or to close one."""
    marks = [number for number, line in enumerate(lines) if _FENCE in line]
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    plain = all(
        _OPENING.fullmatch(lines[left]) and lines[right].rstrip(" ") == _FENCE for left, right in pairs
    )
    return [(left, right + 1) for left, right in pairs] if plain and len(marks) == 2 * len(pairs) else None


def _fence(lines: Sequence[str], fence: Run, first: int) -> Heading | Block:
    start, end = fence
    info = lines[start].strip("` ").lower()
    text = "\n".join(lines[start + 1 : end - 1])
    return Block(BlockKind.FENCE, text, Lines(start + first, end + first - 1), info, start + first + 1)


def _outside(lines: Sequence[str], run: Run, first: int, *, headings: bool) -> Iterator[Heading | Block]:
    """The headings and the prose of a run without fences."""
    free, end = run
    for number in range(*run) if headings else ():
        if lines[number][:1] == "#" and (found := _HEADING.match(lines[number])):
            yield from _paragraph(lines, free, number, first)
            yield heading(found[2], len(found[1]), Lines(number + first, number + first))
            free = number + 1
    yield from _paragraph(lines, free, end, first)


def _paragraph(lines: Sequence[str], start: int, end: int, first: int) -> Iterator[Block]:
    for begin, stop in trimmed(lines, start, end):
        text = fold_radicals("\n".join(lines[begin:stop]))
        yield Block(BlockKind.PROSE, text, Lines(begin + first, stop + first - 1))


def trimmed(lines: Sequence[str], start: int, end: int) -> Iterator[Run]:
    """The run without empty lines around it; nothing when all are empty."""
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    if start < end:
        yield start, end


def all_prose(text: str) -> bool:
    """Whether some Markdown without headings surely is prose from end to end."""
    return not _SIGN.search(text)
