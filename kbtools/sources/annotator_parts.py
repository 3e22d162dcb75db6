"""The parts of an Annotator block behind its JSON: passage, link, comment, tags, and words between them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

QUOTED = re.compile(r"[ \t]*>")
MARK = re.compile(r"[ \t]*(?:>[ \t]*)?%%[ \t]*")
LINK_ID = re.compile(r"#\^([A-Za-z0-9_-]+)")
_AT_MARKER = re.compile(r"[ \t]*%%[A-Z]+%%[ \t]*")
_OWN_LINK = re.compile(r"%%LINK%%\[\[#\^[A-Za-z0-9]+\|show annotation\]\]")
_PASSAGE_START = re.compile(r"[ \t]*[*_]?(?:%%PREFIX%%|%%HIGHLIGHT%%)")
_TAG_LINE = re.compile(r"[ \t]*#[^#\s]")
Words = tuple[int, tuple[str, ...]]
"""Lines of a person's with the 1-based number of the first."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands between the markers, `>` removed; the fields of a RawBlock say more of each."""

    passage: str
    comment: tuple[str, ...]
    comment_line: int
    tags: str | None
    marked: bool
    strays: tuple[Words, ...]
    link: str
    linked: str
    """The id that the link names; empty for none."""


@dataclass(frozen=True, slots=True)
class _Borders:
    """Where the parts stand among the lines; 0-based, ends exclusive."""

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


def parts(rows: Sequence[str], first: int) -> Parts:
    """The parts of a block from its lines behind the JSON, without that of the id; `first` is 1-based."""
    inner = [unquoted(line) for line in rows]
    link, comment, tags = _markers(inner)
    borders = _borders(rows, inner, link, comment, tags)
    said = _behind(inner, comment)
    below = inner[comment + 1 : borders.comment_end] if comment is not None else []
    formatted = comment is not None and inner[comment][:1] in {" ", "\t"}
    return Parts(
        "\n".join(inner[borders.passage : borders.passage_end]),
        (*said, *(without_margin(below) if formatted else below)),
        first + (comment or 0) + 1 - len(said),
        "\n".join((*_behind(inner, tags), *inner[tags + 1 : borders.tags_end])) if tags is not None else None,
        comment is not None,
        tuple(_strays(inner, first, borders.gaps(len(inner)))),
        _named_link(inner, link),
        _linked(inner, link),
    )


def _borders(
    rows: Sequence[str], inner: Sequence[str], link: int | None, comment: int | None, tags: int | None
) -> _Borders:
    stop = min(position for position in (link, comment, tags, len(inner)) if position is not None)
    start = next((n for n in range(stop) if _PASSAGE_START.match(inner[n])), 0)
    ends = (n for n in range(stop - 1, start - 1, -1) if inner[n].rstrip().endswith(("*", "_")))
    last = len(inner) if tags is None else tags
    tags_end = (
        last if tags is None else next((n for n in range(tags + 1, len(rows)) if _is_own(rows[n])), len(rows))
    )
    return _Borders(
        start,
        next(ends, stop - 1) + 1,
        link,
        comment if comment is not None else last,
        last,
        tags_end,
    )


def _is_own(row: str) -> bool:
    """Whether a line under the marker of the tags is none of them: words outside the quote."""
    return bool(row.strip()) and not QUOTED.match(row) and not _TAG_LINE.match(row)


def _behind(inner: Sequence[str], marker: int | None) -> tuple[str, ...]:
    """What stands on the line of a marker behind it; nothing when that is blank."""
    said = "" if marker is None else _AT_MARKER.sub("", inner[marker])
    return (said,) if said.strip() else ()


def _strays(inner: Sequence[str], first: int, gaps: Iterable[tuple[int, int]]) -> Iterator[Words]:
    """The runs of lines between the parts that hold more than marks."""
    for start, end in gaps:
        written = [n for n in range(start, end) if inner[n].strip() and not MARK.fullmatch(inner[n])]
        if written:
            yield first + written[0], without_margin(inner[written[0] : written[-1] + 1])


def unquoted(line: str) -> str:
    r"""The line without one `>`; only the blanks that stand before a `>` go with it."""
    found = QUOTED.match(line)
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
    found = LINK_ID.search(inner[link]) if link is not None else None
    return found[1] if found else ""
