"""Where Markdown has to be read in parts: hidden asides, and fences that nobody closed."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kbtools.sources.python_line import Look, look, prosy
from kbtools.sources.unfenced import unfenced

REACHING = ("```", "~~~", "%%", "<!--")
"""Signs of fences and asides: a text without one has none."""
LISTED = (">>> ", "In [", "In[")
"""What opens code without a fence, at the start of a line."""
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^`\n]*)$")
_SHOWS_MARKDOWN = frozenset({"md", "markdown", "mdx", "text", "txt"})
_ASIDE = re.compile(r" {0,3}(?:(%%)|(<!--)(?!\s*kb:))")
_HEADING = re.compile(r"#{2,6} +\S")
_TITLE = re.compile(r"# +\S")
_CJK = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]")
_SENTENCE = 12


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of lines that is read by itself; 0-based, the end exclusive."""

    start: int
    end: int
    aside: bool = False
    """Whether its author hid all of it; nothing in it is a heading or a fence."""
    output: frozenset[int] | None = None
    """Of unfenced code, the lines that are output by themselves; None for Markdown."""


def segments(lines: Sequence[str]) -> Iterator[Segment]:
    """The parts of a text in order; one for a text that is whole."""
    start = 0
    asides = [*_asides(lines)]
    whole = [*asides, *_listings(lines, asides), Segment(len(lines), len(lines))]
    for part in sorted(whole, key=lambda one: one.start):
        for left, right in _unbroken(lines, start, part.start):
            yield Segment(left, right)
        if part.end > part.start:
            yield part
        start = part.end


def _listings(lines: Sequence[str], asides: Sequence[Segment]) -> Iterator[Segment]:
    """Code without a fence, outside fences and asides."""
    if not any(line.lstrip().startswith(LISTED) for line in lines):
        return
    free = [True] * len(lines)
    fence = ""
    for index, line in enumerate(lines):
        found = _FENCE.match(line)
        free[index] = not fence and not found
        if found and (not fence or (found[1].startswith(fence) and not found[2].strip())):
            fence = "" if fence else found[1]
    for aside in asides:
        free[aside.start : aside.end] = [False] * (aside.end - aside.start)
    for run, output in unfenced(lines, free):
        yield Segment(run.start, run.stop, output=output)


def _asides(lines: Sequence[str]) -> Iterator[Segment]:
    """Asides over several lines that stand by themselves, outside fences."""
    marks = {mark: [n for n, line in enumerate(lines) if mark in line] for mark in ("%%", "-->")}
    fence = ""
    free = 0
    for index, line in enumerate(lines):
        found = _FENCE.match(line)
        if found and index >= free and (not fence or (found[1].startswith(fence) and not found[2].strip())):
            fence = "" if fence else found[1]
        opened = None if fence or index < free else _ASIDE.match(line)
        if opened:
            mark = "%%" if opened[1] else "-->"
            end = _closing(lines, index, opened.end(), mark, marks[mark])
            if end is not None:
                free = end + 1
                yield Segment(index, free, aside=True)


def _closing(lines: Sequence[str], index: int, offset: int, mark: str, marks: Sequence[int]) -> int | None:
    """The line that closes an aside; None when it is this one, or none does, or words follow the mark."""
    following = bisect_right(marks, index)
    if mark in lines[index][offset:] or following == len(marks):
        return None
    before, _, rest = lines[marks[following]].partition(mark)
    return None if rest.strip() or before.lstrip().startswith("#") else marks[following]


def _unbroken(lines: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines split behind every fence that is never closed."""
    opened: tuple[str, str, int] | None = None
    left = index = start
    while index <= end:
        found = _FENCE.match(lines[index]) if index < end else None
        broken = opened is not None and (index == end or (found is not None and _opens_anew(opened, found)))
        if broken and opened:
            right = _end(lines, opened[2], index)
            yield left, right
            left = index = right
            opened = None
            if right == end:
                return
            continue
        if found:
            opened = _after(opened, found, index)
        index += 1
    if left < end:
        yield left, end


def _opens_anew(opened: tuple[str, str, int], found: re.Match[str]) -> bool:
    """Whether a mark that only opens stands where one should have closed."""
    mark, language, _ = opened
    return language not in _SHOWS_MARKDOWN and found[1].startswith(mark) and bool(found[2].strip())


def _after(
    opened: tuple[str, str, int] | None, found: re.Match[str], index: int
) -> tuple[str, str, int] | None:
    """The fence that is open behind a mark."""
    info = found[2].strip()
    if opened is None:
        return found[1], info.split(maxsplit=1)[0].lower() if info else "", index
    return None if found[1].startswith(opened[0]) and not info else opened


def _end(lines: Sequence[str], start: int, limit: int) -> int:
    """Where an unclosed fence ends: at the first heading or sentence below an empty line."""
    for index in range(start + 2, limit):
        if not lines[index - 1].strip() and _is_text(lines, index):
            return index
    return limit


def _is_text(lines: Sequence[str], index: int) -> bool:
    line = lines[index]
    if _HEADING.match(line):
        return True
    if _TITLE.match(line):
        below = next((one for one in lines[index + 1 : index + 5] if one.strip()), "")
        alone = index + 1 == len(lines) or not lines[index + 1].strip()
        return alone and look(below) is not Look.CODE
    words = prosy(line) or (bool(_CJK.search(line)) and len(line) > _SENTENCE)
    return words and line[:1] not in {" ", "\t", "#"} and look(line) is Look.WORDS
