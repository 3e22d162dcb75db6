"""A web page that a clipper made Markdown of: what its site put around the article goes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from kbtools.model import Block, BlockKind, Drop, DropReason
from kbtools.sources.headings import Heading
from kbtools.sources.site_chrome import chrome
from kbtools.text import Lines, split_lines

_SIGNS = re.compile(
    r"人赞同了该(?:文章|回答)|版权声明[:：]|一键收藏|好文要顶|著作权归作者|最后编辑于|您还未登录|写下你的评论"
    r"|posted (?:@|on\s*$)|\bmin(?:ute)? read\b|[\d.]+[KM]? Followers|最新推荐文章于|文章被以下专栏",
    re.MULTILINE,
)
_PICTURE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\s]{0,2000}(?:\([^()\s]{0,500}\))?\)")
_LINK = re.compile(r"\[([^\[\]\n]{0,300})\]\([^()\n]{0,2000}(?:\([^()\s]{0,500}\))?[^()\n]{0,300}\)")
_MARKS = re.compile(r"^[ \t]*(?:[-*+]|#{1,6})[ \t]+|\*\*|\\(?=[-.*_#])")


def without_site(
    lines: Sequence[str], pieces: Sequence[Heading | Block]
) -> tuple[list[Heading | Block], list[Drop]]:
    """The pieces of some Markdown without the lines of the site that it was clipped from, and those."""
    dropped = _site_lines(lines, pieces)
    kept: list[Heading | Block] = []
    drops: list[Drop] = []
    for piece in pieces:
        if not isinstance(piece, Block) or not any(number in dropped for number in _numbers(piece)):
            kept.append(piece)
            continue
        rows = list(zip(_numbers(piece), split_lines(piece.text), strict=True))
        for reason, group in groupby(rows, key=_reasons(rows, dropped).__getitem__):
            run = list(group)
            while run and not run[-1][1].strip():
                run.pop()
            if not run:
                continue
            place = Lines(run[0][0], run[-1][0])
            if reason:
                drops.append(Drop(place, reason, "\n".join(lines[place.start - 1 : place.end])))
            else:
                kept.append(replace(piece, text="\n".join(text for _, text in run), lines=place))
    return kept, drops


def _reasons(
    rows: Sequence[tuple[int, str]], dropped: Mapping[int, DropReason]
) -> Mapping[tuple[int, str], DropReason | None]:
    """Why each row goes, None for one that stays; an empty row goes with the one above it."""
    found: dict[tuple[int, str], DropReason | None] = {}
    last: DropReason | None = None
    for number, text in rows:
        last = dropped.get(number) if text.strip() else last
        found[number, text] = last
    return found


def _numbers(block: Block) -> range:
    return range(block.lines.start, block.lines.end + 1)


def _site_lines(lines: Sequence[str], pieces: Sequence[Heading | Block]) -> Mapping[int, DropReason]:
    """1-based lines of prose that are the site's; none without words that only a site says."""
    if not any(_SIGNS.search(line) for line in lines):
        return {}
    bare = [_bare(line) for line in lines]
    prose = {
        number - 1
        for piece in pieces
        if isinstance(piece, Block) and piece.kind is BlockKind.PROSE
        for number in _numbers(piece)
    }
    title = next((piece.lines.start - 1 for piece in pieces if isinstance(piece, Heading)), -1)
    own = {
        index for index, line in enumerate(lines) if line.strip() and index not in prose and index != title
    }
    found = {index: why for index, why in chrome(bare, own).items() if index in prose}
    if not any(_SIGNS.search(lines[index]) for index in found):
        return {}
    return {index + 1: why for index, why in _with_pictures(lines, bare, prose, found).items()}


def _bare(line: str) -> str:
    """What a line says without its marks; nothing for a picture."""
    return _MARKS.sub("", _LINK.sub(r"\1", _PICTURE.sub("", line)))


def _with_pictures(
    lines: Sequence[str], bare: Sequence[str], prose: set[int], found: Mapping[int, DropReason]
) -> Mapping[int, DropReason]:
    """The site's lines with the pictures between them, which say nothing by themselves."""
    whole = dict(found)
    above: DropReason | None = None
    waiting: list[int] = []
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        if index in prose and not bare[index].strip():
            waiting.append(index)
            continue
        if index in found and above:
            whole.update(dict.fromkeys(waiting, above))
        above, waiting = found.get(index), []
    if above:
        whole.update(dict.fromkeys(waiting, above))
    return whole
