"""The reader of Obsidian Annotator files: highlights, and the prose between them."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from kbtools.model import Block, BlockKind, Highlight, ItemId, Reading, Source
from kbtools.problems import Code, Problem, Severity
from kbtools.sources.annotation import Annotation, annotation, file_stem, salvaged, unusable_title
from kbtools.sources.annotator_block import RawBlock, raw_blocks
from kbtools.sources.annotator_leftovers import leftovers
from kbtools.sources.annotator_prose import prose
from kbtools.sources.annotator_written import written_blocks
from kbtools.sources.front_matter import FrontMatter, front_matter
from kbtools.sources.headings import Heading
from kbtools.sources.markdown import unclosed, with_paths
from kbtools.sources.markdown_blocks import walk
from kbtools.sources.nesting import nest_by_level
from kbtools.sources.notes import Piece, assemble
from kbtools.sources.passage import (
    Passage,
    cleaned,
    hashtags,
    named_tags,
    passage,
    without_line_ends,
    written_passage,
)
from kbtools.sources.related_blocks import CLAIM, related_blocks
from kbtools.text import Lines, digest, gaps, split_lines

NAME = "annotator"
_CLAIM = re.compile(
    r"^[ \t]*(?:>[ \t]*)?(?:```annotation-json|[*_](?:%%PREFIX%%.{0,5000})?%%HIGHLIGHT%%)", re.MULTILINE
)
_TARGET = re.compile(
    r"[ \t]*(?:>[ \t]*)?(?:[-*+][ \t]+)?[(\[]?(?:\*\*|__)?(?i:annotat(?:ion|e)-target(-type)?)"
    r"(?:\*\*|__)?[ \t]*::[ \t]*(.*)"
)
# A blank behind a marker that a comment quotes keeps the plugin from ending the comment there.
_MARKER = re.compile(r"^(%%(?:COMMENT|TAGS|LINK)%%)[ \t]+$")
_PROPERTIES = ("annotation-target", "annotate-target")


def claims(text: str) -> bool:
    """Whether a text holds at least one block of Annotator."""
    return bool(_CLAIM.search(text) or CLAIM.search(text))


@dataclass(frozen=True, slots=True)
class _Found:
    """What one block gave."""

    highlight: Highlight
    file: str
    """Name of the document's file, for want of a title; empty when unknown."""
    problem: Problem | None


def read(source: Source) -> Reading:
    """The highlights of an Annotator file in file order, and the prose between them as notes."""
    lines = split_lines(source.text)
    properties = front_matter(lines)
    raw = blocks(source.text, lines)
    fields = _fields(lines, raw)
    head = properties.lines
    walked = prose(lines, raw, {*fields, *(range(1, head.end + 1) if head else ())})
    pieces = with_paths(walked.pieces, nest_by_level([p for p in walked.pieces if isinstance(p, Heading)]))
    found = [_highlight(source, block, path) for block, path in zip(raw, _paths(pieces, raw), strict=True)]
    title = _title(source, [lines[number - 1] for number in fields], properties, found)
    highlights = _titled(found)
    torn = (one for one, block in zip(highlights, raw, strict=True) if not block.written)
    left = leftovers(source.text, torn)
    items, duplicates = assemble(source, title, _merged((*pieces, *left), highlights))
    outside = (Lines(number, number) for number in fields if not head or number not in head)
    problems = (one.problem for one in found if one.problem)
    return Reading(
        source,
        NAME,
        title,
        items,
        structure=(*((head,) if head else ()), *outside, *walked.structure),
        problems=tuple(sorted((*problems, *duplicates, *unclosed(source, walked)))),
    )


def _fields(lines: Sequence[str], raw: Sequence[RawBlock]) -> list[int]:
    """1-based lines that name the document in a field; a comment may only quote one."""
    return [
        number + 1
        for start, end in gaps((block.lines for block in raw), len(lines))
        for number in range(start, end)
        if "::" in lines[number] and _TARGET.match(lines[number])
    ]


def _paths(pieces: Sequence[Heading | Block], raw: Sequence[RawBlock]) -> Iterator[tuple[str, ...]]:
    """The headings above every block, outermost first."""
    headings = [piece for piece in pieces if isinstance(piece, Heading)]
    starts = [heading.lines.start for heading in headings]
    for block in raw:
        above = bisect_right(starts, block.lines.start)
        yield headings[above - 1].path if above else ()


def _titled(found: Sequence[_Found]) -> list[Highlight]:
    """The highlights; those of several documents with the name of each one's file where it has no title."""
    several = len({one.file for one in found if one.file}) > 1
    if not several:
        return [one.highlight for one in found]
    return [replace(one.highlight, title=one.highlight.title or one.file) for one in found]


def blocks(text: str, lines: Sequence[str]) -> list[RawBlock]:
    """The blocks of every form, in file order."""
    raw = list(raw_blocks(lines, written_blocks(text)))
    others = related_blocks(lines, [block.lines for block in raw])
    return sorted((*raw, *others), key=lambda block: (block.lines.start, block.lines.end))


def _highlight(source: Source, block: RawBlock, headings: tuple[str, ...]) -> _Found:
    """The highlight of a block, with a problem when only part of the block could be read."""
    try:
        record, fault = _record(block)
    except ValueError as error:
        record, fault = salvaged(block.data or ""), f"the JSON of this block cannot be read ({error})"
    fault = fault or ("" if block.complete else "this block is not closed or has no id line")
    untouched = written_passage(record.prefix, record.exact, record.suffix) == block.passage
    words = Passage() if untouched else passage(block.passage)
    name = block.id or "h" + digest(source.id + (block.passage or "\n".join(block.comment)), 10)
    comment, body = _comment(block, record)
    quote, exact = _quote(record, words)
    named = named_tags(block.tags, record.tags)
    highlight = Highlight(
        ItemId(name),
        block.lines,
        quote,
        cleaned(record.prefix or words.prefix),
        cleaned(record.suffix or words.suffix),
        body,
        comment,
        tuple(dict.fromkeys((*named, *_hashtags(body)))),
        record.place,
        record.created,
        cleaned(record.title),
        headings,
        exact,
    )
    file = "" if unusable_title(record.file) else cleaned(record.file)
    return _Found(highlight, file, _malformed(source, block, fault) if fault else None)


def _record(block: RawBlock) -> tuple[Annotation, str]:
    if block.data is None:
        return block.record or Annotation(), "" if block.record else "this block has no JSON"
    return annotation(block.data), ""


def _malformed(source: Source, block: RawBlock, fault: str) -> Problem:
    hint = "what its text says was kept; repair the block in the source and import it again"
    line = block.lines.start
    return Problem(source.name, line, Severity.WARNING, Code.BLOCK_MALFORMED, fault.replace("\n", " "), hint)


def _quote(record: Annotation, words: Passage) -> tuple[str, str]:
    """The passage to show, as a person edited it if one did, and the recorded one where it differs."""
    recorded, shown = cleaned(record.exact), without_line_ends(cleaned(words.highlight))
    if not shown or shown == without_line_ends(recorded):
        return recorded, ""
    return shown, recorded


def _hashtags(body: Sequence[Block]) -> tuple[str, ...]:
    """The tags in the prose of a comment, code left out."""
    return tuple(tag for block in body if block.kind is BlockKind.PROSE for tag in hashtags(block.text))


def _comment(block: RawBlock, record: Annotation) -> tuple[str, tuple[Block, ...]]:
    """The comment as text and as blocks; the one in the Markdown wins over the one in the JSON.

    Words between the parts of the block come behind it.
    """
    texts, body = ([], []) if block.marked else _recorded(block, record)
    if block.marked:
        texts, body = _written(block.comment, block.comment_line)
    for line, words in block.strays:
        more, blocks = _written(words, line)
        texts, body = texts + more, body + blocks
    return "\n\n".join(texts), tuple(body)


def _recorded(block: RawBlock, record: Annotation) -> tuple[list[str], list[Block]]:
    text = cleaned(record.text).strip("\n")
    return ([text], [Block(BlockKind.PROSE, text, block.lines)]) if text.strip() else ([], [])


def _written(words: Sequence[str], first: int) -> tuple[list[str], list[Block]]:
    """The text of some lines of the block and its blocks; `first` is the 1-based line of the first."""
    if not any(words):
        return [], []
    lines = [_MARKER.sub(r"\1", cleaned(line)) if "%%" in line else cleaned(line) for line in words]
    body = [piece for piece in walk(lines, first, headings=False).pieces if isinstance(piece, Block)]
    return (["\n".join(lines).rstrip().lstrip("\n")], body) if body else ([], [])


def _merged(pieces: Sequence[Heading | Block], highlights: Sequence[Highlight]) -> list[Piece]:
    """Headings, prose and highlights in source order."""
    return sorted((*pieces, *highlights), key=lambda piece: (piece.lines.start, piece.lines.end))


def _title(source: Source, fields: Sequence[str], properties: FrontMatter, found: Sequence[_Found]) -> str:
    """The document's title as most blocks have it, else the target's file name, else the source's."""
    titles = Counter(one.highlight.title for one in found if one.highlight.title)
    if titles:
        return titles.most_common(1)[0][0]
    inline = (match[2] for line in fields if (match := _TARGET.match(line)) and not match[1])
    targets = (*(properties.properties.get(name) for name in _PROPERTIES), *inline)
    stems = [file_stem(value) for value in targets if value]
    files = Counter(one.file for one in found if one.file)
    own = properties.properties.get("title", "")
    names = (*stems, own, *(file for file, _ in files.most_common(1)))
    return next(
        (name for name in names if name and not unusable_title(name)), PurePosixPath(source.name).stem
    )
