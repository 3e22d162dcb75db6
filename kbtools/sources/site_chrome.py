"""What a web page wraps around an article: counters, dialogs, buttons, lists of other articles."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import takewhile

from kbtools.model import DropReason
from kbtools.sources.chrome_words import CARD, COUNT, HEAD, LAST, RELATED, RULE, core, is_chrome
from kbtools.sources.page_head import page_head

_EXCERPT = re.compile(r"(?:…|\.\.\.|……)[。.]?\s*$")
_SENTENCE = re.compile(r"[。！？；;：:.,，、]\s*$")
_SHORT = 60
_MOSTLY = 0.45
_LIST_SHARE = 0.75
_FEWEST = 2
_PROSE = 20
_NAME = 30
_BIO = 160
# An advertisement may stand among buttons; where sentences are many they are the author's.
_SITE_A_SENTENCE = 8
_STOP = re.compile(r"[。！？.!?]")


def chrome(lines: Sequence[str], listing: Collection[int]) -> Mapping[int, DropReason]:
    """Indices of the lines that are the site's and not the author's, with the reason.

    Args:
        lines: All lines of a pasted page.
        listing: Indices of code and output, which is always the author's.
    """
    related = _first(lines, listing, _is_related, _is_list_of_articles, len(lines))
    tail = _first(lines, listing, is_chrome, _is_mostly_chrome, related)
    tail = _with_counts_above(lines, listing, tail) if tail < related else related
    found = dict.fromkeys((*_between_posts(lines, listing), *range(tail, related)), DropReason.SITE_CHROME)
    found.update(dict.fromkeys(range(related, len(lines)), DropReason.RELATED_ARTICLES))
    found.update(page_head(lines, listing))
    return {index: reason for index, reason in found.items() if lines[index].strip()}


def _first(
    lines: Sequence[str],
    listing: Collection[int],
    starts: Callable[[str], bool],
    fits: Callable[["_Tail"], bool],
    end: int,
) -> int:
    """The first line that starts a tail which fits all the way to `end` and holds no code; `end` for none."""
    best = end
    tail = _Tail()
    for index in range(end - 1, -1, -1):
        if index in listing and lines[index].strip():
            break
        tail.add(lines[index])
        if starts(lines[index]) and fits(tail):
            best = index
    return best


class _Tail:
    """Counts over the lines from one on to the end; grows upwards, so the search stays linear."""

    def __init__(self) -> None:
        self.written = 0
        self.chrome = 0
        self.listed = 0
        self.sentences = 0
        self.leading = 0
        """Lines of the site above the topmost sentence."""
        self.last = False
        """Whether the first line is one below which nothing of an author's stands."""
        self._in_card = False
        """Whether the sentence last added may be what a site says of the author."""

    def add(self, line: str) -> None:
        if not line.strip():
            return
        self.written += 1
        text = core(line)
        is_site = is_chrome(line) or bool(COUNT.fullmatch(text) or HEAD.fullmatch(text))
        self.chrome += is_site
        self.last = bool(LAST.fullmatch(text))
        if self._in_card and CARD.fullmatch(text.lstrip("·")):
            self.sentences -= 1
            self.chrome += 1
            is_site = True
        sentence = not is_site and len(text) > _PROSE and bool(_STOP.search(text))
        self._in_card = sentence and len(text) <= _BIO
        self.sentences += sentence
        self.leading = 0 if sentence else self.leading + is_site
        self.listed += bool(_EXCERPT.search(line)) or (len(text) <= _SHORT and not _SENTENCE.search(text))


def _is_related(line: str) -> bool:
    return bool(RELATED.fullmatch(core(line)))


def _is_list_of_articles(tail: _Tail) -> bool:
    return tail.written > _FEWEST and tail.listed >= _LIST_SHARE * tail.written


def _is_mostly_chrome(tail: _Tail) -> bool:
    if tail.last:
        return True
    led = not tail.sentences or tail.leading > _FEWEST
    return led and tail.chrome >= max(_MOSTLY * tail.written, _SITE_A_SENTENCE * tail.sentences)


def _with_counts_above(lines: Sequence[str], listing: Collection[int], tail: int) -> int:
    """The start of the tail with the counts, or the rule, that stand over its first word."""
    written = [index for index in range(tail - 1, -1, -1) if lines[index].strip()]
    if not written:
        return tail
    if RULE.fullmatch(lines[written[0]]):
        return written[0]
    counts = list(takewhile(lambda one: COUNT.fullmatch(core(lines[one])), written))
    bulleted = any(lines[index].strip() != core(lines[index]) for index in counts)
    free = not any(index in listing for index in counts)
    return counts[-1] if counts and free and (bulleted or len(counts) >= _FEWEST) else tail


def _between_posts(lines: Sequence[str], listing: Collection[int]) -> list[int]:
    """Runs of the site's lines between what people wrote, with the names and counts among them."""
    found: list[int] = []
    run: list[int] = []
    sure = 0
    for index in [i for i, line in enumerate(lines) if line.strip()] + [len(lines)]:
        text = core(lines[index]) if index < len(lines) else ""
        if text and index not in listing and is_chrome(lines[index]):
            run.append(index)
            sure = len(run)
            continue
        aside = len(run) - sure < _FEWEST and len(text) <= _NAME and not _SENTENCE.search(text)
        if run and text and index not in listing and aside:
            run.append(index)
            continue
        if sum(is_chrome(lines[one]) for one in run) > _FEWEST + 1:
            found += run[:sure]
        run, sure = [], 0
    return found
