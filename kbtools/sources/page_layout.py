"""What the pages of a printed document leave in its text: numbers, and heads that say a title again."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from kbtools.model import DropReason
from kbtools.sources.numbering import split_number
from kbtools.text import squash

_CENTRED = re.compile(r"\f| {15,}\S|\t{3,}\S")
_NUMBER = re.compile(r"[\s\f]*(?:[-–—]\s*)?(\d{1,4})(?:\s*[-–—])?\s*")
# A page of one digit may be somebody's "Experiment 1", unless the section has its number too.
_SECTION = r"\d{1,3}(?:\.\d{1,3})*\.?\s+"
_BEFORE = re.compile(rf"(?:\d{{2,4}}\s+|\d{{1,4}}\s+{_SECTION})(?:{_SECTION})?(\D.*)")
_BEHIND = re.compile(rf"(?:{_SECTION}(\D.*?)\s+\d{{1,4}}|(\D.*?)\s+\d{{2,4}})")
_FEWEST = 2
_LONGEST = 80
_SHORTEST = 4


def page_lines(lines: Sequence[str]) -> Mapping[int, DropReason]:
    """Indices of the lines that belong to pages, as `pdftotext` keeps them or a scanner reads them."""
    numbers = _numbers(lines)
    centred = [index for index, line in enumerate(lines) if _CENTRED.match(line) and index not in numbers]
    counts = Counter(squash(lines[index]) for index in centred)
    seen: set[str] = set()
    found = set(numbers)
    for index in centred:
        key = squash(lines[index])
        # The first one is the title that the others repeat.
        if counts[key] >= _FEWEST and numbers and key in seen:
            found.add(index)
        seen.add(key)
    return dict.fromkeys((*found, *_running(lines)), DropReason.PAGE_FURNITURE)


def _numbers(lines: Sequence[str]) -> list[int]:
    """Centred numbers that count up by one, from the first to the last of them."""
    found = [
        (index, int(match[1]))
        for index, line in enumerate(lines)
        if _CENTRED.match(line) and (match := _NUMBER.fullmatch(line))
    ]
    counts_up = all(after[1] - before[1] == 1 for before, after in pairwise(found))
    return [index for index, _ in found] if len(found) >= _FEWEST and counts_up else []


def _running(lines: Sequence[str]) -> list[int]:
    """Lines that stand alone and say a line of the text again, with the number of their page."""
    said = {squash(split_number(line.strip())[1]) for line in lines if len(line) <= _LONGEST}
    found = []
    for index, line in enumerate(lines):
        text = line.strip()
        above = lines[index - 1] if index else ""
        below = lines[index + 1] if index + 1 < len(lines) else ""
        if not text or len(text) > _LONGEST or above.strip() or below.strip():
            continue
        match = _BEFORE.fullmatch(text) or _BEHIND.fullmatch(text)
        words = next((part for part in match.groups() if part), "") if match else ""
        if len(words) > _SHORTEST and squash(words) in said:
            found.append(index)
    return found
