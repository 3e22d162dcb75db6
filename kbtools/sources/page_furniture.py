"""Lines that a page layout repeats: slide footers, running heads, page numbers, links around a page."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kbtools.model import DropReason
from kbtools.text import squash

_MARKUP = re.compile(r"\]\([^()\s]{0,2000}\)|[\[\]<>*_`#]")
_ADDRESS = re.compile(
    r"(?i)(?:https?://)?((?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,6})(?:/[^\s<>()\[\]]{0,500})?"
)
_DOT = re.compile(r"(?i)\.[a-z]{2}")
_SEPARATORS = str.maketrans({"•": "·", "|": "·", "–": "-", "—": "-", "・": "·"})
_PAGE = re.compile(
    r"(?i)\s*(?:\**==> picture .{0,40}<==\**"
    r"|\{\d{1,5}\}-{10,}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?)\s*"
)
_BARE = re.compile(r"\s*(?:[-–—]\s*)?(\d{1,4})(?:\s*[-–—])?\s*")
_COUNTED = re.compile(r"\s*(\S.*?\S)(\s+[|·•]\s+|\s{2,}|\s)(\d{1,4})\s*")
_LINK = re.compile(r"\[[^\[\]\n]{0,300}\]\(#[^()\s]{0,300}\)")
_TURN = re.compile(r"<<|>>|«|»|←|→|\|")
# Lines people repeat for their own reasons: they introduce, list, quote or compute.
_OWN = re.compile(
    r"\s*(?:[-*+>|]|\d{1,3}[.)](?!\d)|\$|#|!\[|-{3,}|={3,}|<|[\[(]?[\d.\s,+*/=-]+$)|.*[:：]\s*$|.*\$\$"
)
_FOOTERS = 3
_HEADS = 6
_SHORTEST = 4
_LONGEST = 200
_BARE_RUN = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of prose with what stands around it."""

    number: int
    """1-based."""
    text: str
    alone: bool
    """Whether the lines around it are empty."""


def furniture(lines: Sequence[Line]) -> Mapping[int, DropReason]:
    """The lines of prose that belong to the page and not to the text, with the reason."""
    found: dict[int, DropReason] = {}
    footers = slide_footers(lines)
    heads = _repeated((line for line in lines if _may_be_head(line)), _HEADS)
    for line in lines:
        if line.number in footers:
            found[line.number] = DropReason.SLIDE_FOOTER
        elif line.number in heads or _PAGE.fullmatch(line.text):
            found[line.number] = DropReason.PAGE_FURNITURE
        elif line.text.count("](#") > 1 and len(_LINK.findall(line.text)) > 1 and _only_turns(line.text):
            found[line.number] = DropReason.NAVIGATION
    found.update(dict.fromkeys(_page_numbers(lines), DropReason.PAGE_FURNITURE))
    found.update(dict.fromkeys(counted_heads(lines), DropReason.PAGE_FURNITURE))
    return found


def slide_footers(lines: Iterable[Line]) -> set[int]:
    """Numbers of the lines that say an address behind the same words, as the foot of every slide does."""
    return _repeated((line for line in lines if _has_address(line.text)), _FOOTERS)


def _may_be_head(line: Line) -> bool:
    return line.alone and len(line.text) <= _LONGEST and not _OWN.match(line.text)


def _has_address(text: str) -> bool:
    """Whether a line is words followed by an address; the address alone is a reference of the author's."""
    bare = _MARKUP.sub("", text) if "." in text else ""
    if not _DOT.search(bare) or len(bare) > _LONGEST:
        return False
    plain = bare.translate(_SEPARATORS)
    found = _ADDRESS.search(plain)
    return bool(found and squash(plain[: found.start()]) and not plain[found.end() :].strip(" \t·-"))


def _plain(text: str) -> str:
    """The line without markup; of a link its words stay, or its address when it has none."""
    return _MARKUP.sub("", text).translate(_SEPARATORS)


def _key(text: str) -> str:
    """What all copies of a repeated line share: words and host, not the page."""
    return re.sub(r"\d+", "0", squash(_ADDRESS.sub(r"\1", _plain(text)))).casefold()


def _repeated(lines: Iterable[Line], least: int) -> set[int]:
    """Numbers of the lines that share their key with enough others."""
    keys = {line.number: _key(line.text) for line in lines}
    counts = Counter(keys.values())
    return {number for number, key in keys.items() if counts[key] >= least and len(key) >= _SHORTEST}


def _only_turns(text: str) -> bool:
    rest = _LINK.sub("", text)
    return bool(_TURN.search(rest)) and not re.sub(r"[<>«»←→|\s·•]", "", rest)


def counted_heads(lines: Sequence[Line]) -> list[int]:
    """Lines that say the same before a number that counts up, as heads of pages do; three at least.

    With one blank before the number it may be somebody's list, so there it takes more and longer ones.
    """
    counted: dict[tuple[str, bool], list[tuple[int, int]]] = {}
    for line in lines:
        counted_line = line.text.rstrip()[-1:].isdecimal() and len(line.text) <= _LONGEST
        found = _COUNTED.fullmatch(line.text) if counted_line else None
        if found and not _OWN.match(line.text):
            key = squash(found[1]).casefold(), len(found[2]) > 1
            counted.setdefault(key, []).append((line.number, int(found[3])))
    return [
        number
        for (words, apart), run in counted.items()
        if len(run) >= (_FOOTERS if apart else _HEADS)
        and len(words) > (_SHORTEST if apart else 3 * _SHORTEST)
        and all(after[1] > before[1] for before, after in pairwise(run))
        for number, _ in run
    ]


def _page_numbers(lines: Sequence[Line]) -> list[int]:
    """Bare numbers that stand alone and count up, as pages do; a few numbers in any order are content."""
    bare = [
        (line.number, int(found[1])) for line in lines if line.alone and (found := _BARE.fullmatch(line.text))
    ]
    values = [value for _, value in bare]
    counts_up = len(bare) >= _BARE_RUN and all(b - a == 1 for a, b in pairwise(values))
    return [number for number, _ in bare] if counts_up else []
