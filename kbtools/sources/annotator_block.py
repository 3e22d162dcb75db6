"""The grammar of one Annotator block: where it starts and ends, its JSON and its id."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol, TypeVar

from kbtools.sources.annotation import Annotation
from kbtools.sources.annotator_parts import LINK_ID, MARK, QUOTED, parts, unquoted
from kbtools.text import Lines, written_gaps

ANCHOR = re.compile(r"[ \t]*(?:>[ \t]*)?```annotation-json")
# A callout with a title of its own holds a person's words, so it is no part of the block.
_CALLOUT = re.compile(r"[ \t]*>[ \t]*(?:\[![^\]]{0,100}\][+-]?[ \t]*)?")
_CLOSE = re.compile(r"[ \t]*(?:>[ \t]*)?```[ \t]*")
_ID = re.compile(r"[ \t]*(?:(>)[ \t]*)?\^([A-Za-z0-9_-]+)[ \t]*")
_HEADING = re.compile(r"#{1,6}[ \t]+\S")
# A block whose JSON is gone is still known by its passage.
PASSAGE = re.compile(r"[ \t]*(?:>[ \t]*)?[*_](?:%%PREFIX%%.*)?%%HIGHLIGHT%%")
_JSON_AT_MOST = 10_000


@dataclass(frozen=True, slots=True)
class RawBlock:
    """One block as it stands, taken apart; lines are 1-based."""

    lines: Lines
    id: str
    """Empty when neither an id line nor the link gives one."""
    data: str | None
    """The JSON as written; None when the block has none."""
    passage: str
    """What stands between the JSON and the link, `>` removed."""
    comment: tuple[str, ...]
    """Lines of the comment, `>` removed; the first may stand on the line of the marker."""
    comment_line: int
    """Line of `comment[0]`."""
    tags: str | None
    """What stands behind and under the marker of the tags; None when the marker is missing."""
    marked: bool
    """Whether the marker of the comment is there."""
    complete: bool
    """Whether the JSON fence is closed and an id line ends the block."""
    strays: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Words of a person where the block has no place for them: the 1-based first line and the lines."""
    link: str = ""
    """The line of the link, `>` removed, where it may say more than the plugin writes; else empty."""
    record: Annotation | None = None
    """What the form of the block says by itself; None where its JSON is to say it."""


@dataclass(frozen=True, slots=True)
class _Index:
    """Where the id lines of a file stand; 0-based."""

    by_id: Mapping[str, list[int]] = field(default_factory=dict)
    plain: list[int] = field(default_factory=list)
    """Id lines without `>`."""
    quoted: list[int] = field(default_factory=list)


class Placed(Protocol):
    """A block of which no more is known than where it stands."""

    @property
    def lines(self) -> Lines:
        """The whole block."""


Known = TypeVar("Known", bound=Placed)


def raw_blocks(lines: Sequence[str], written: Iterable[Known] = ()) -> Iterator[RawBlock | Known]:
    """Every block of a file, in order; what is broken in one costs that one only.

    Args:
        lines: The file.
        written: Blocks of it that are known already, in order.
    """
    known = {block.lines.start: block for block in written}
    around = written_gaps([block.lines for block in known.values()], lines)
    torn = [number for start, rows in around for number, row in enumerate(rows, start) if opens(row)]
    if torn:
        yield from _around(lines, sorted((*torn, *known)), known)
    else:
        yield from known.values()


def _around(
    lines: Sequence[str], anchors: Sequence[int], known: Mapping[int, Known]
) -> Iterator[RawBlock | Known]:
    """The blocks that start at some lines, in order; a known one that another reaches into is none.

    Args:
        lines: The file.
        anchors: The 0-based lines where the JSON or the passage of a block starts; of a known block one.
        known: By that line.
    """
    index: _Index | None = None
    free = 0
    for anchor, following in pairwise((*anchors, len(lines))):
        if anchor < free:
            continue
        block: RawBlock | Known | None = known.get(anchor)
        if block is None or block.lines.start <= free:
            index = index or _index(lines)
            limit = _next_anchor(lines, anchor, anchors) if ANCHOR.match(lines[anchor]) else following
            block = _block(lines, _start(lines, anchor, free), anchor, limit, index)
        free = block.lines.end
        yield block


def opens(line: str) -> bool:
    """Whether a line is the fence of some JSON, or the passage of a block that has none."""
    return bool(ANCHOR.match(line) or PASSAGE.match(line))


def _next_anchor(lines: Sequence[str], anchor: int, anchors: Sequence[int]) -> int:
    """The line of the next JSON fence: the passage of this block is no block of its own."""
    for index in range(bisect_right(anchors, anchor), len(anchors)):
        if ANCHOR.match(lines[anchors[index]]):
            return anchors[index]
    return len(lines)


def _index(lines: Sequence[str]) -> _Index:
    by_id: dict[str, list[int]] = {}
    index = _Index(by_id)
    for number, line in enumerate(lines):
        if found := _ID.fullmatch(line):
            by_id.setdefault(found[2], []).append(number)
            (index.quoted if found[1] else index.plain).append(number)
    return index


def _start(lines: Sequence[str], anchor: int, free: int) -> int:
    """The first line of the block: its `%%` above the anchor and a callout's title above that."""
    start = anchor
    while start > free and (MARK.fullmatch(lines[start - 1]) or _CALLOUT.fullmatch(lines[start - 1])):
        start -= 1
    return start


def _block(lines: Sequence[str], start: int, anchor: int, limit: int, index: _Index) -> RawBlock:
    data, body, closed = _data(lines, anchor, limit)
    end, name, ended = _end(lines, body, limit, index)
    found = parts(lines[body : end - 1 if ended else end], body + 1)
    return RawBlock(
        Lines(start + 1, end),
        name or found.linked,
        data,
        found.passage,
        found.comment,
        found.comment_line,
        found.tags,
        marked=found.marked,
        complete=closed and ended,
        strays=found.strays,
        link=found.link,
    )


def _data(lines: Sequence[str], anchor: int, limit: int) -> tuple[str | None, int, bool]:
    """The JSON, the line behind its fence, and whether the fence is closed."""
    if not ANCHOR.match(lines[anchor]):
        return None, anchor, True
    for line in range(anchor + 1, min(limit, anchor + _JSON_AT_MOST)):
        if _CLOSE.fullmatch(lines[line]):
            return "\n".join(unquoted(text) for text in lines[anchor + 1 : line]), line + 1, True
        if PASSAGE.match(lines[line]):
            break
    body = min(anchor + 2, limit)
    return "\n".join(unquoted(text) for text in lines[anchor + 1 : body]), body, False


def _end(lines: Sequence[str], body: int, limit: int, index: _Index) -> tuple[int, str, bool]:
    """The line behind the block, its id and whether an id line ends it."""
    heading = next((n for n in range(body, limit) if _HEADING.match(lines[n])), limit)
    linked = _linked_line(lines, body, heading, index)
    plain = _after(index.plain, body)
    for line in (linked, plain, _after(index.quoted, body)):
        if line is not None and (line < heading or line == linked):
            found = _ID.fullmatch(lines[line])
            return line + 1, found[2] if found else "", True
    return _without_id(lines, body, heading), "", False


def _linked_line(lines: Sequence[str], body: int, limit: int, index: _Index) -> int | None:
    """The id line that the block's own link names, unless another block ends before it."""
    for line in range(body, limit):
        if "%%LINK%%" in lines[line] and (found := LINK_ID.search(lines[line])):
            own = _after(index.by_id.get(found[1], []), line)
            other = _after(index.plain, line)
            return own if own is not None and (other is None or own <= other) else None
    return None


def _after(numbers: Sequence[int], line: int) -> int | None:
    position = bisect_right(numbers, line - 1)
    return numbers[position] if position < len(numbers) else None


def _without_id(lines: Sequence[str], body: int, limit: int) -> int:
    """The end of a block without an id line: where its quoted lines stop."""
    end = body
    while end < limit and QUOTED.match(lines[end]):
        end += 1
    return end
