"""Markdown text to headings, fences and the prose between them, each with its lines."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from kbtools.model import Block, BlockKind, Drop
from kbtools.sources.book_marks import book_marks
from kbtools.sources.cuts import Cutter, cut
from kbtools.sources.headings import Heading, heading
from kbtools.sources.html_boxes import html_boxes
from kbtools.sources.html_tables import html_tables
from kbtools.sources.listing import listing_lines
from kbtools.sources.listing_blocks import listing_blocks
from kbtools.sources.prose_blocks import prose_blocks
from kbtools.sources.segments import segments
from kbtools.sources.simple_markdown import simple_markdown, trimmed
from kbtools.sources.site_tags import fenced
from kbtools.text import Lines, fold_radicals

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_INFO = re.compile(r"[\s{.]*(?:[\w./-]+\.(?=(?:py|sh)\b))?([\w+#-]*)")
"""The language of a fence; of a file's name alone its ending."""
_MOST_TITLE_LINES = 4
# With its underline: a longer paragraph over a line of `=` or `-` is no title, but cut off from its place.
_NOTE = "footnote_reference_open"
_REFERENCE = re.compile(r"\[[^\]]{1,300}\]:")
_WORDS = re.compile(r"[\u3400-\u9fff][^\n]*[。！？，]")
_FENCE_END = re.compile(r"[ \t>]*(?:`{3,}|~{3,})[ \t]*")


@dataclass(frozen=True, slots=True)
class Walked:
    """What the walk over some Markdown found."""

    pieces: tuple[Heading | Block, ...]
    """In source order."""
    structure: tuple[Lines, ...] = ()
    """Underlines of headings, prompts of cells, marks of a book's tools."""
    unclosed: tuple[int, ...] = ()
    """1-based lines of fences that nothing closes."""
    drops: tuple[Drop, ...] = ()
    """What is left out inside of lines of prose."""


@dataclass(frozen=True, slots=True)
class _Landmarks:
    """Where the prose stops; lines count from 0, ends are exclusive."""

    fences: list["Token"]
    headings: list[tuple["Token", str]]
    items: list[tuple[int, int]]
    """Outermost list items and footnotes that hold a fence."""
    ends: set[int]
    """Ends of all list items and footnotes that hold a fence."""
    indented: list["Token"] = field(default_factory=list)
    """Code blocks by indentation: those at the top, and in lists those that surely are code."""


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - what is told line by line needs no parser
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415 - the same

    # Only lines of blocks are wanted: no inline pass, and `<` starts nothing.
    parser = MarkdownIt("commonmark", {"html": False}).disable(["reference", "html_block"])
    parser.use(footnote_plugin, inline=False, move_to_end=False).core.ruler.enableOnly(["block"])
    return parser


def walk(
    lines: Sequence[str],
    first: int = 1,
    *,
    headings: bool = True,
    cuts: Collection[int] = (),
    cutter: Cutter | None = None,
) -> Walked:
    """The headings and blocks of some Markdown.

    Args:
        lines: The text, line by line.
        first: 1-based source line of `lines[0]`.
        headings: False where headings are part of the prose, as in a comment.
        cuts: Source lines at which prose starts anew.
        cutter: Finds what to leave out inside of lines of prose; None for lines that no source has as such.
    """
    lines = fenced(lines)
    told = simple_markdown(lines, first, headings=headings) if not cuts and cutter is None else None
    if told is not None:
        return Walked(tuple(told))
    pieces: list[Heading | Block] = []
    structure: list[Lines] = []
    unclosed: list[int] = []
    drops: list[Drop] = []
    for part in segments(lines):
        inside, begin = lines[part.start : part.end], first + part.start
        if part.aside:
            text = "\n".join(inside)
            pieces.append(Block(BlockKind.PROSE, fold_radicals(text), Lines(begin, first + part.end - 1)))
            continue
        if part.output is not None:
            blocks, prompts = listing_blocks(lines, part.output, range(part.start, part.end), first)
            pieces += blocks
            structure += prompts
            continue
        walked = _walk(inside, begin, headings=headings, cuts=cuts, cutter=cutter)
        pieces += walked.pieces
        drops += walked.drops
        structure += walked.structure
        unclosed += walked.unclosed
    return Walked(tuple(pieces), tuple(structure), tuple(unclosed), tuple(drops))


def _walk(
    lines: Sequence[str], first: int, *, headings: bool, cuts: Collection[int], cutter: Cutter | None
) -> Walked:
    """The headings and blocks of a part that is whole."""
    marks = _landmarks(_parser().parse("\n".join(lines)), lines if headings else None)
    pieces: list[Heading | Block] = [_fence(token, lines, first) for token in marks.fences]
    boxes = list(html_boxes(lines, _runs(pieces, first), first)) if headings else []
    boxed = {line for start, end in _runs(boxes, first) for line in range(start, end)}
    pieces += boxes
    pieces += [_indented(token, first) for token in _listings(marks, lines) if not _inside(token, boxed)]
    found = [_heading(token, raw, first) for token, raw in marks.headings if not _inside(token, boxed)]
    pieces += found
    taken = set(_runs(pieces, first))
    tables = list(html_tables(lines, taken)) if headings else []
    pieces += [
        Block(BlockKind.TABLE, fold_radicals(one.text), Lines(one.start + first, one.end + first - 1))
        for one in tables
    ]
    taken |= {(one.start, one.end) for one in tables}
    marks_of_book = book_marks(lines, taken) if headings else set()
    taken |= marks_of_book
    borders = marks.ends | {cut - first for cut in cuts}
    inside = {line for start, end in marks.items for line in range(start + 1, end)}
    drops: list[Drop] = []
    for start, end in _gaps(taken, borders, lines):
        shown = lines[start:end]
        if cutter:
            shown, left_out = cut(shown, start + first, cutter)
            drops += left_out
        pieces += prose_blocks(shown, start + first, nested=start in inside)
    return Walked(
        tuple(sorted(pieces, key=lambda piece: piece.lines)),
        (
            *(Lines(one.lines.end, one.lines.end) for one in found if one.lines.end > one.lines.start),
            *(Lines(start + first, end + first - 1) for start, end in sorted(marks_of_book)),
        ),
        tuple(token.map[0] + first for token in marks.fences if token.map and not _closed(token, lines)),
        tuple(drops),
    )


def _runs(pieces: Sequence[Heading | Block], first: int) -> list[tuple[int, int]]:
    """The lines that the pieces take, counted from 0, ends exclusive."""
    return [(piece.lines.start - first, piece.lines.end - first + 1) for piece in pieces]


def _inside(token: "Token", lines: Collection[int]) -> bool:
    return token.map is not None and token.map[0] in lines


def _listings(marks: _Landmarks, lines: Sequence[str]) -> Iterator["Token"]:
    """Indented code that is code: its lines look so, or it stands right under a fence as its output."""
    ends = [token.map[1] for token in marks.fences if token.map]
    for token in marks.indented:
        start = token.map[0] if token.map else 0
        fence = ends[at - 1] if (at := bisect_right(ends, start)) else None
        under = fence is not None and not any(line.strip() for line in lines[fence:start])
        rows = any("\t" in line.strip() for line in token.content.split("\n"))
        if not rows and ((under and not _WORDS.search(token.content)) or _is_listing(token.content)):
            yield token


def _is_listing(text: str) -> bool:
    texts = text.split("\n")
    taken = listing_lines(texts)
    return bool(taken) and all(index in taken for index, line in enumerate(texts) if line.strip())


def _indented(token: "Token", first: int) -> Block:
    start, end = token.map or (0, 0)
    text = token.content.rstrip("\n")
    end = start + text.count("\n") + 1
    return Block(BlockKind.FENCE, text, Lines(start + first, end + first - 1), "", start + first)


def _landmarks(tokens: Sequence["Token"], lines: Sequence[str] | None) -> _Landmarks:
    """Fences at any depth and headings at the top; no headings when `lines` is None."""
    marks = _Landmarks([], [], [], set())
    mathematics = _mathematics(lines) if lines is not None else set()
    items: list[tuple[int, int]] = []
    # A fence on the line of a footnote's label stays with it, as prose.
    labels = {token.map[0] for token in tokens if token.type == _NOTE and token.map}
    for index, token in enumerate(tokens):
        start, end = token.map or (0, 0)
        if token.type in {"list_item_open", _NOTE}:
            items.append((start, end))
        elif token.type in {"list_item_close", "footnote_reference_close"}:
            items.pop()
        elif token.type == "fence" and start not in labels:
            marks.fences.append(token)
            marks.items.extend(items[:1])
            marks.ends.update(end for _, end in items)
        elif token.type == "code_block" and (token.level == 0 or (items and _is_listing(token.content))):
            marks.indented.append(token)
            marks.items.extend(items[:1])
            marks.ends.update(end for _, end in items)
        elif token.type == "heading_open" and token.level == 0 and lines is not None:
            raw = tokens[index + 1].content
            is_title = end - start <= _MOST_TITLE_LINES and not _REFERENCE.match(raw)
            if is_title and end - 1 not in mathematics:
                marks.headings.append((token, raw))
    return marks


def _mathematics(lines: Sequence[str]) -> set[int]:
    """Lines of `$$` displays, where a line of `=` or `-` underlines nothing."""
    found: set[int] = set()
    start: int | None = None
    for index, line in enumerate(lines):
        if not line.strip():
            start = None
        elif line.count("$$") % 2:
            if start is not None:
                found.update(range(start, index + 1))
            start = index if start is None else None
    return found


def _heading(token: "Token", raw: str, first: int) -> Heading:
    start, end = token.map or (0, 0)
    return heading(raw, int(token.tag[1]), Lines(start + first, end + first - 1))


def _fence(token: "Token", lines: Sequence[str], first: int) -> Block:
    start, end = token.map or (0, 0)
    text = token.content.removesuffix("\n")
    info = _INFO.match(token.info)
    place = Lines(start + first, max(start + 1, min(end, len(lines))) + first - 1)
    return Block(BlockKind.FENCE, text, place, info[1].lower() if info else "", start + first + 1)


def _closed(token: "Token", lines: Sequence[str]) -> bool:
    start, end = token.map or (0, 0)
    return end - start > 1 and bool(_FENCE_END.fullmatch(lines[min(end, len(lines)) - 1]))


def _gaps(
    taken: Collection[tuple[int, int]], borders: Collection[int], lines: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Runs of lines that neither a heading nor a fence takes, split at the borders."""
    free_from = 0
    for start, end in (*sorted(taken), (len(lines), len(lines))):
        for left, right in _split(free_from, start, borders):
            yield from trimmed(lines, left, right)
        free_from = max(free_from, end)


def _split(start: int, end: int, borders: Collection[int]) -> Iterator[tuple[int, int]]:
    left = start
    for line in range(start + 1, end):
        if line in borders:
            yield left, line
            left = line
    if left < end:
        yield left, end
