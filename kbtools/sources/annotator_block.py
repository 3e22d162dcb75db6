"""The grammar of one Annotator block: where it starts and ends, and the parts between its markers."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kbtools.sources.annotation import Annotation
from kbtools.text import Lines, gaps

ANCHOR = re.compile(r"[ \t]*(?:>[ \t]*)?```annotation-json")
_QUOTED = re.compile(r"[ \t]*>")
_MARKER = re.compile(r"[ \t]*(?:>[ \t]*)?%%[ \t]*")
# A callout with a title of its own holds a person's words, so it is no part of the block.
_CALLOUT = re.compile(r"[ \t]*>[ \t]*(?:\[![^\]]{0,100}\][+-]?[ \t]*)?")
_CLOSE = re.compile(r"[ \t]*(?:>[ \t]*)?```[ \t]*")
_ID = re.compile(r"[ \t]*(?:(>)[ \t]*)?\^([A-Za-z0-9_-]+)[ \t]*")
_AT_MARKER = re.compile(r"[ \t]*%%[A-Z]+%%[ \t]*")
_OWN_LINK = re.compile(r"%%LINK%%\[\[#\^[A-Za-z0-9]+\|show annotation\]\]")
_LINK_ID = re.compile(r"#\^([A-Za-z0-9_-]+)")
_HEADING = re.compile(r"#{1,6}[ \t]+\S")
# A block whose JSON is gone is still known by its passage.
PASSAGE = re.compile(r"[ \t]*(?:>[ \t]*)?[*_](?:%%PREFIX%%.*)?%%HIGHLIGHT%%")
_PASSAGE_START = re.compile(r"[ \t]*[*_]?(?:%%PREFIX%%|%%HIGHLIGHT%%)")
_TAG_LINE = re.compile(r"[ \t]*#[^#\s]")
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
    written: bool = False
    """Whether it is just as the plugin writes blocks: nothing stands in it beside its parts."""
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


def raw_blocks(lines: Sequence[str], written: Iterable[RawBlock] = ()) -> Iterator[RawBlock]:
    """Every block of a file, in order; what is broken in one costs that one only.

    Args:
        lines: The file.
        written: Blocks of it that are known already, in order.
    """
    known = {block.lines.start: block for block in written}
    anchors = list(_anchors(lines, list(known.values())))
    index: _Index | None = None
    free = 0
    for anchor, following in pairwise((*anchors, len(lines))):
        if anchor < free:
            continue
        block = known.get(anchor)
        if block is None or block.lines.start <= free:
            index = index or _index(lines)
            limit = _next_anchor(lines, anchor, anchors) if ANCHOR.match(lines[anchor]) else following
            block = _block(lines, _start(lines, anchor, free), anchor, limit, index)
        free = block.lines.end
        yield block


def _anchors(lines: Sequence[str], known: Sequence[RawBlock]) -> Iterator[int]:
    """The 0-based lines where the JSON or the passage of a block starts; of a known block one."""
    starts = [*(block.lines.start for block in known), len(lines)]
    for (start, end), following in zip(
        gaps((block.lines for block in known), len(lines)), starts, strict=True
    ):
        yield from (n for n in range(start, end) if lines[n] and _opens(lines[n]))
        if following < len(lines):
            yield following


def _opens(line: str) -> bool:
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
    while start > free and (_MARKER.fullmatch(lines[start - 1]) or _CALLOUT.fullmatch(lines[start - 1])):
        start -= 1
    return start


def _block(lines: Sequence[str], start: int, anchor: int, limit: int, index: _Index) -> RawBlock:
    data, body, closed = _data(lines, anchor, limit)
    end, name, ended = _end(lines, body, limit, index)
    rows = lines[body : end - 1 if ended else end]
    inner = [unquoted(line) for line in rows]
    link, comment, tags = _markers(inner)
    parts = _parts(rows, inner, link, comment, tags)
    said = _behind(inner, comment)
    below = inner[comment + 1 : parts.comment_end] if comment is not None else []
    formatted = comment is not None and inner[comment][:1] in {" ", "\t"}
    return RawBlock(
        Lines(start + 1, end),
        name or _linked(inner, link),
        data,
        "\n".join(inner[parts.passage : parts.passage_end]),
        (*said, *(without_margin(below) if formatted else below)),
        body + (comment or 0) + 2 - len(said),
        "\n".join((*_behind(inner, tags), *inner[tags + 1 : parts.tags_end])) if tags is not None else None,
        marked=comment is not None,
        complete=closed and ended,
        strays=tuple(_strays(inner, body + 1, parts.gaps(len(inner)))),
        link=_named_link(inner, link),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """Where the parts of a block stand among the lines behind its JSON; ends exclusive."""

    passage: int
    passage_end: int
    link: int | None
    comment: int
    comment_end: int
    tags_end: int

    def gaps(self, count: int) -> tuple[tuple[int, int], ...]:
        """The runs of lines between the parts of a block of so many lines."""
        behind = self.passage_end if self.link is None else self.link + 1
        return (
            (0, self.passage),
            (self.passage_end, behind if self.link is None else self.link),
            (behind, self.comment),
            (self.tags_end, count),
        )


def _parts(
    rows: Sequence[str], inner: Sequence[str], link: int | None, comment: int | None, tags: int | None
) -> _Parts:
    stop = min(position for position in (link, comment, tags, len(inner)) if position is not None)
    start = next((n for n in range(stop) if _PASSAGE_START.match(inner[n])), 0)
    ends = (n for n in range(stop - 1, start - 1, -1) if inner[n].rstrip().endswith(("*", "_")))
    last = len(inner) if tags is None else tags
    tags_end = (
        last if tags is None else next((n for n in range(tags + 1, len(rows)) if _is_own(rows[n])), len(rows))
    )
    return _Parts(
        start,
        next(ends, stop - 1) + 1,
        link,
        comment if comment is not None else last,
        last,
        tags_end,
    )


def _is_own(row: str) -> bool:
    """Whether a line under the marker of the tags is none of them: words outside the quote."""
    return bool(row.strip()) and not _QUOTED.match(row) and not _TAG_LINE.match(row)


def _behind(inner: Sequence[str], marker: int | None) -> tuple[str, ...]:
    """What stands on the line of a marker behind it; nothing when that is blank."""
    said = "" if marker is None else _AT_MARKER.sub("", inner[marker])
    return (said,) if said.strip() else ()


def _strays(
    inner: Sequence[str], first: int, gaps: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The runs of lines between the parts that hold more than marks."""
    for start, end in gaps:
        written = [n for n in range(start, end) if inner[n].strip() and not _MARKER.fullmatch(inner[n])]
        if written:
            yield first + written[0], without_margin(inner[written[0] : written[-1] + 1])


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
        if "%%LINK%%" in lines[line] and (found := _LINK_ID.search(lines[line])):
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
    while end < limit and _QUOTED.match(lines[end]):
        end += 1
    return end


def unquoted(line: str) -> str:
    r"""The line without one `>`; only the blanks that stand before a `>` go with it."""
    found = _QUOTED.match(line)
    return line[found.end() :] if found else line


def without_margin(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines without the blank that a formatter puts behind every `>`."""
    written = [line for line in lines if line]
    margin = bool(written) and all(line[0] == " " for line in written)
    return tuple(line[1:] for line in lines) if margin else tuple(lines)


def _markers(inner: Sequence[str]) -> tuple[int | None, int | None, int | None]:
    """Where link, comment and tags start: the last line of tags counts, so quoted markers stay text."""
    starts = [(number, line.lstrip()) for number, line in enumerate(inner) if "%%" in line]
    link = next((n for n, line in starts if line.startswith("%%LINK%%")), None)
    comment = next((n for n, line in starts if n > (link or -1) and line.startswith("%%COMMENT%%")), None)
    after = comment if comment is not None else link if link is not None else -1
    tags = next((n for n, line in reversed(starts) if n > after and line.startswith("%%TAGS%%")), None)
    return link, comment, tags


def _named_link(inner: Sequence[str], link: int | None) -> str:
    written = inner[link].strip() if link is not None else ""
    return "" if _OWN_LINK.fullmatch(written) else written


def _linked(inner: Sequence[str], link: int | None) -> str:
    found = _LINK_ID.search(inner[link]) if link is not None else None
    return found[1] if found else ""
