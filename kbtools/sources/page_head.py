"""What a page puts above an article: its menu, the bar of dates and counts, a list of the headings."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from kbtools.model import DropReason
from kbtools.sources.chrome_words import (
    CONTENTS,
    COUNT,
    DAY,
    FOLD,
    HASHTAG,
    HEAD,
    core,
)
from kbtools.sources.page_menu import is_name, menu_length
from kbtools.text import squash

_LINES = 60
_LONGEST = 45
_LONGEST_LATIN = 90
_CJK = re.compile(r"[\u3400-\u9fff]")
_EMPTY_CONTENTS = re.compile(r"文章目录|本文目录")
_BULLETED = re.compile(r"\s*[•●▪◦■*·-]\s+\S")
_ENDS = ("。", "！", "？", ".", "!", "?", ":", "：", ";", "；", ",", "，")
_FEWEST = 2
_DEEPEST = 10
# Lines of a menu that names no other site.
_MOST_OF = 0.8


def page_head(lines: Sequence[str], listing: Collection[int]) -> Mapping[int, DropReason]:
    """Indices of the lines above an article that are the site's, with the reason.

    Args:
        lines: All lines of a pasted page.
        listing: Indices of code and output, below which no head reaches.
    """
    head = list(_reach(lines, listing))
    menu = menu_length([core(lines[index]) for index in head])
    found = dict.fromkeys(head[:menu], DropReason.SITE_CHROME)
    found.update(_said_twice(lines, head[menu:]))
    found.update(dict.fromkeys(_bar(lines, head[menu:]), DropReason.SITE_CHROME))
    found.update(dict.fromkeys(_contents(lines), DropReason.NAVIGATION))
    return found


def _reach(lines: Sequence[str], listing: Collection[int]) -> Iterator[int]:
    """The written lines from the top to the first that is a sentence or code."""
    for position, index in enumerate(i for i, line in enumerate(lines[:_LINES]) if line.strip()):
        text = core(lines[index])
        mark = HEAD.fullmatch(text) or DAY.fullmatch(text)
        longest = _LONGEST if _CJK.search(text) else _LONGEST_LATIN
        sentence = len(text) > longest or lines[index].rstrip().endswith(_ENDS)
        if index in listing or (position and sentence and not mark):
            return
        yield index


def _said_twice(lines: Sequence[str], head: Sequence[int]) -> Mapping[int, DropReason]:
    """The title that stands there again, as that of the window and of the page, and a way to it above."""
    for position, (first, second) in enumerate(pairwise(head[:_DEEPEST])):
        text = core(lines[first])
        if text == core(lines[second]) and not is_name(text):
            above = dict.fromkeys(head[:position], DropReason.NAVIGATION)
            return {**above, second: DropReason.DUPLICATE_OF}
    return {}


def _bar(lines: Sequence[str], head: Sequence[int]) -> list[int]:
    """The lines of the bar under the title: from its first sure line to its last, with names between."""
    texts = [core(lines[index]) for index in head]
    sure = [bool(HEAD.fullmatch(text)) and position > 0 for position, text in enumerate(texts)]
    if not any(sure):
        return []
    first = sure.index(True)
    last = len(sure) - 1 - sure[::-1].index(True)
    # A portrait and the name beside it come out as the same line twice.
    first = next((at for at in range(1, first) if texts[at] == texts[at + 1]), first)
    while first > 1 and _is_weak(texts[first - 1]):
        first -= 1
    while last + 1 < len(texts) and _is_weak(texts[last + 1]):
        last += 1
    return [
        head[position]
        for position in range(first, last + 1)
        if sure[position] or _is_weak(texts[position]) or is_name(texts[position])
    ]


def _is_weak(text: str) -> bool:
    return bool(DAY.fullmatch(text) or COUNT.fullmatch(text) or HASHTAG.fullmatch(text))


def _contents(lines: Sequence[str]) -> list[int]:
    """A list of headings: the lines under its title, or a bulleted list, that all come again further down."""
    written = [index for index, line in enumerate(lines) if line.strip()]
    keys = [squash(core(lines[index])).replace("`", "") for index in written]
    last = {key: position for position, key in enumerate(keys)}
    for position in range(min(len(written), _LINES)):
        if CONTENTS.fullmatch(lines[written[position]].strip()):
            folded = position + 1 < len(keys) and bool(FOLD.fullmatch(keys[position + 1]))
            end = first = position + 1 + folded
            named: set[str] = set()
            while end < len(keys) and last[keys[end]] > end and keys[end] not in named:
                named.add(keys[end])
                end += 1
            if end - first >= _FEWEST or folded:
                return written[position:end]
            # Its list is lost, so its name leads nowhere.
            if _EMPTY_CONTENTS.fullmatch(lines[written[position]].strip()):
                return written[position : position + 1]
        elif end := _bulleted_contents(lines, written, keys, last, position):
            return written[position:end]
    return []


def _bulleted_contents(
    lines: Sequence[str],
    written: Sequence[int],
    keys: Sequence[str],
    last: Mapping[str, int],
    start: int,
) -> int:
    """The position behind a bulleted list most of which comes again below; 0 for no such list."""
    end = start
    while end < len(written) and _BULLETED.match(lines[written[end]]):
        end += 1
    again = sum(last[key] >= end for key in keys[start:end])
    return end if end - start > _FEWEST and again >= _MOST_OF * (end - start) else 0
