"""The reader of Obsidian Annotator files: highlights, and the prose between them."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import PurePosixPath

from kbtools.model import Block, Highlight, Reading, Source
from kbtools.sources.annotation import file_stem, unusable_title
from kbtools.sources.annotator_block import RawBlock, opens, raw_blocks
from kbtools.sources.annotator_highlight import Found, tolerant_highlight
from kbtools.sources.annotator_leftovers import leftovers
from kbtools.sources.annotator_prose import prose
from kbtools.sources.annotator_written import WrittenBlock, written_blocks
from kbtools.sources.annotator_written_highlight import written_highlight
from kbtools.sources.front_matter import FrontMatter, front_matter
from kbtools.sources.headings import Heading
from kbtools.sources.markdown import unclosed, with_paths
from kbtools.sources.nesting import nest_by_level
from kbtools.sources.notes import Piece, assemble
from kbtools.sources.related_blocks import CLAIM, related_blocks
from kbtools.text import Lines, Rows, split_lines, written_gaps

NAME = "annotator"
_CLAIM = re.compile(
    r"^[ \t]*(?:>[ \t]*)?(?:```annotation-json|[*_](?:%%PREFIX%%.{0,5000})?%%HIGHLIGHT%%)", re.MULTILINE
)
_TARGET = re.compile(
    r"[ \t]*(?:>[ \t]*)?(?:[-*+][ \t]+)?[(\[]?(?:\*\*|__)?(?i:annotat(?:ion|e)-target(-type)?)"
    r"(?:\*\*|__)?[ \t]*::[ \t]*(.*)"
)
_PLACE = attrgetter("lines.start", "lines.end")
_PROPERTIES = ("annotation-target", "annotate-target")


def claims(text: str) -> bool:
    """Whether a text holds at least one block of Annotator."""
    return bool(_CLAIM.search(text) or CLAIM.search(text))


def read(source: Source) -> Reading:
    """The highlights of an Annotator file in file order, and the prose between them as notes."""
    placed, around = _placed(source.text)
    taken = [block.lines for block in placed]
    # The first line of a block ends what could be front matter.
    properties = front_matter(around[0][1] if around and not around[0][0] else ())
    fields = list(_fields(around))
    head = properties.lines
    blank = {*(number for number, _ in fields), *(range(1, head.end + 1) if head else ())}
    walked = prose(source.text, taken, around, blank)
    pieces = with_paths(walked.pieces, nest_by_level([p for p in walked.pieces if isinstance(p, Heading)]))
    found = [_found(source, block, path) for block, path in zip(placed, _paths(pieces, taken), strict=True)]
    title = _title(source, [line for _, line in fields], properties, found)
    highlights = _titled(found)
    torn = (
        (highlight, problem)
        for highlight, (_, _, problem), block in zip(highlights, found, placed, strict=True)
        if isinstance(block, RawBlock)
    )
    left = leftovers(source.text, torn)
    items, duplicates = assemble(source, title, _merged((*pieces, *left), highlights))
    outside_head = (Lines(number, number) for number, _ in fields if not head or number not in head)
    problems = (problem for _, _, problem in found if problem)
    return Reading(
        source,
        NAME,
        title,
        items,
        structure=(*((head,) if head else ()), *outside_head, *walked.structure),
        problems=tuple(sorted((*problems, *duplicates, *unclosed(source, walked)))),
    )


def _placed(text: str) -> tuple[Sequence[RawBlock | WrittenBlock], Sequence[Rows]]:
    """The blocks of every form in file order, and the runs of lines around them that are not empty."""
    written, around = written_blocks(text)
    if not any(opens(row) or CLAIM.match(row) for _, rows in around for row in rows):
        return written, around
    lines = split_lines(text)
    raw = list(raw_blocks(lines, written))
    others = related_blocks(lines, written_gaps([block.lines for block in raw], lines))
    placed = sorted((*raw, *others), key=_PLACE)
    return placed, list(written_gaps([block.lines for block in placed], lines))


def blocks(text: str) -> list[RawBlock]:
    """The blocks of every form as they stand, in file order."""
    lines = split_lines(text)
    raw = list(raw_blocks(lines))
    others = related_blocks(lines, written_gaps([block.lines for block in raw], lines))
    return sorted((*raw, *others), key=_PLACE)


def _found(source: Source, block: RawBlock | WrittenBlock, headings: tuple[str, ...]) -> Found:
    """What a block gives: in a hurry where it is as the plugin writes it, else part by part."""
    if isinstance(block, WrittenBlock):
        return written_highlight(block, headings)
    return tolerant_highlight(source, block, headings)


def _fields(around: Iterable[Rows]) -> Iterator[tuple[int, str]]:
    """1-based lines that name the document in a field; a comment may only quote one."""
    for start, rows in around:
        for number, row in enumerate(rows, start + 1):
            if "::" in row and _TARGET.match(row):
                yield number, row


def _paths(pieces: Sequence[Heading | Block], blocks: Iterable[Lines]) -> Iterator[tuple[str, ...]]:
    """The headings above every block, outermost first."""
    headings = [piece for piece in pieces if isinstance(piece, Heading)]
    starts = [heading.lines.start for heading in headings]
    for block in blocks:
        above = bisect_right(starts, block.start)
        yield headings[above - 1].path if above else ()


def _titled(found: Sequence[Found]) -> list[Highlight]:
    """The highlights; those of several documents with the name of each one's file where it has no title."""
    several = len({file for _, file, _ in found if file}) > 1
    if not several:
        return [highlight for highlight, _, _ in found]
    return [replace(highlight, title=highlight.title or file) for highlight, file, _ in found]


def _merged(pieces: Sequence[Heading | Block], highlights: Sequence[Highlight]) -> list[Piece]:
    """Headings, prose and highlights in source order."""
    return sorted((*pieces, *highlights), key=_PLACE)


def _title(source: Source, fields: Sequence[str], properties: FrontMatter, found: Sequence[Found]) -> str:
    """The document's title as most blocks have it, else the target's file name, else the source's."""
    titles = Counter(highlight.title for highlight, _, _ in found if highlight.title)
    if titles:
        return titles.most_common(1)[0][0]
    inline = (match[2] for line in fields if (match := _TARGET.match(line)) and not match[1])
    targets = (*(properties.properties.get(name) for name in _PROPERTIES), *inline)
    stems = [file_stem(value) for value in targets if value]
    files = Counter(file for _, file, _ in found if file)
    own = properties.properties.get("title", "")
    names = (*stems, own, *(file for file, _ in files.most_common(1)))
    return next(
        (name for name in names if name and not unusable_title(name)), PurePosixPath(source.name).stem
    )
