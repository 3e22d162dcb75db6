"""The reader of Obsidian Annotator files: highlights, and the prose between them."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

from kbtools.model import Block, BlockKind, Highlight, ItemId, Reading, Source
from kbtools.problems import Code, Problem, Severity
from kbtools.sources.annotation import Annotation, annotation, unusable_title
from kbtools.sources.annotator_block import RawBlock, raw_blocks
from kbtools.sources.front_matter import FrontMatter, front_matter
from kbtools.sources.headings import Heading
from kbtools.sources.markdown import unclosed, with_paths, without
from kbtools.sources.markdown_blocks import Walked, walk
from kbtools.sources.nesting import nest_by_level
from kbtools.sources.notes import Piece, assemble
from kbtools.sources.passage import Passage, cleaned, hashtags, passage, tags, without_line_ends
from kbtools.sources.privacy import without_secrets
from kbtools.sources.related_blocks import CLAIM, related_blocks
from kbtools.text import Lines, digest, split_lines

NAME = "annotator"
_CLAIM = re.compile(
    r"^[ \t]*(?:>[ \t]*)?(?:```annotation-json|\*(?:%%PREFIX%%.{0,5000})?%%HIGHLIGHT%%)", re.MULTILINE
)
_TARGET = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?[(\[]?(?:\*\*|__)?(?i:annotat(?:ion|e)-target(-type)?)"
    r"(?:\*\*|__)?[ \t]*::[ \t]*(.*)"
)
_FILE = re.compile(r"(?i)\.(?:pdf|epub|html?|md|txt|mp4|mkv|webm)$")


def claims(text: str) -> bool:
    """Whether a text holds at least one block of Annotator."""
    return bool(_CLAIM.search(text) or CLAIM.search(text))


def read(source: Source) -> Reading:
    """The highlights of an Annotator file in file order, and the prose between them as notes."""
    lines = split_lines(source.text)
    properties = front_matter(lines)
    raw = _blocks(lines)
    read_ones = [_highlight(source, block) for block in raw]
    highlights = [highlight for highlight, _ in read_ones]
    fields = [number for number, line in enumerate(lines, 1) if _TARGET.match(line)]
    walked = walk(_between(without(lines, properties), raw, fields), cuts=[b.lines.start for b in raw])
    title = _title(source, lines, properties, highlights)
    items, duplicates = assemble(source, title, _merged(walked, highlights))
    structure = (
        *((properties.lines,) if properties.lines else ()),
        *(
            Lines(number, number)
            for number in fields
            if not properties.lines or number not in properties.lines
        ),
        *walked.structure,
    )
    problems = (problem for _, problem in read_ones if problem)
    return Reading(
        source,
        NAME,
        title,
        items,
        structure=structure,
        problems=tuple(sorted((*problems, *duplicates, *unclosed(source, walked)))),
    )


def _blocks(lines: Sequence[str]) -> list[RawBlock]:
    """The blocks of every form, in file order."""
    raw = list(raw_blocks(lines))
    return sorted(
        (*raw, *related_blocks(lines, [block.lines for block in raw])), key=lambda block: block.lines
    )


def _highlight(source: Source, block: RawBlock) -> tuple[Highlight, Problem | None]:
    """The highlight of a block, with a problem when only part of the block could be read."""
    try:
        record, fault = _record(block)
    except ValueError as error:
        record, fault = Annotation(), f"the JSON of this block cannot be read ({error})"
    fault = fault or ("" if block.complete else "this block is not closed or has no id line")
    words = passage(block.passage)
    name = block.id or "h-" + digest(source.id + (block.passage or "\n".join(block.comment)), 10)
    comment, body = _comment(block, record)
    quote, exact = _quote(record, words)
    named = tags(block.tags or "") or tags("\n".join(record.tags))
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
        exact=exact,
    )
    return highlight, _malformed(source, block, fault) if fault else None


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
    recorded = cleaned(record.exact)
    edited = words.highlight and words.highlight != without_line_ends(record.exact)
    quote = cleaned(words.highlight) if edited else recorded
    return quote, recorded if quote != recorded else ""


def _hashtags(body: Sequence[Block]) -> tuple[str, ...]:
    """The tags in the prose of a comment, code left out."""
    return tuple(tag for block in body if block.kind is BlockKind.PROSE for tag in hashtags(block.text))


def _comment(block: RawBlock, record: Annotation) -> tuple[str, tuple[Block, ...]]:
    """The comment as text and as blocks; the one in the Markdown wins over the one in the JSON."""
    if not block.marked:
        text = cleaned(record.text).strip("\n")
        return text, (Block(BlockKind.PROSE, text, block.lines),) if text.strip() else ()
    lines = [cleaned(line) for line in block.comment]
    lines = _without_common_blank(lines)
    walked = walk(lines, block.comment_line, headings=False)
    body = tuple(piece for piece in walked.pieces if isinstance(piece, Block))
    return "\n".join(lines).rstrip().lstrip("\n") if body else "", body


def _without_common_blank(lines: list[str]) -> list[str]:
    """The lines without the blank that a formatter puts after every `>`."""
    written = [line for line in lines if line]
    return [line[1:] for line in lines] if written and all(line[0] == " " for line in written) else lines


def _between(lines: list[str], blocks: Sequence[RawBlock], fields: Sequence[int]) -> list[str]:
    """The lines with all blocks and fields emptied, so that line numbers stay."""
    for block in blocks:
        lines[block.lines.start - 1 : block.lines.end] = [""] * (block.lines.end - block.lines.start + 1)
    for number in fields:
        lines[number - 1] = ""
    return [without_secrets(line) for line in lines]


def _merged(walked: Walked, highlights: Sequence[Highlight]) -> list[Piece]:
    """Headings, prose and highlights in source order."""
    nested = nest_by_level([piece for piece in walked.pieces if isinstance(piece, Heading)])
    pieces: list[Piece] = [*with_paths(walked.pieces, nested), *highlights]
    return sorted(pieces, key=lambda piece: piece.lines)


def _title(
    source: Source, lines: Sequence[str], properties: FrontMatter, highlights: Sequence[Highlight]
) -> str:
    """The document's title as most blocks have it, else the target's file name, else the source's."""
    titles = Counter(one.title for one in highlights if one.title)
    if titles:
        return titles.most_common(1)[0][0]
    inline = (found[2] for line in lines if (found := _TARGET.match(line)) and not found[1])
    names = ("annotation-target", "annotate-target")
    stems = (
        _stem(value) for value in (*(properties.properties.get(name) for name in names), *inline) if value
    )
    own = properties.properties.get("title", "")
    return next(
        (stem for stem in stems if stem and not unusable_title(stem)), own or PurePosixPath(source.name).stem
    )


def _stem(target: str) -> str:
    """The name of the target's file without folders, endings and the marks of a link; empty for no file."""
    target = re.sub(r"^!?\[\[|\]\]\s*[)\]]?$", "", target.strip().strip("\"'"))
    target = re.sub(r"^\[[^\]]{0,300}\]\(([^)]{0,2000})\)$", r"\1", target).split("|")[0].rstrip(")] ")
    name = re.split(r"[/\\]", unquote(re.split(r"[?#]", target)[0]))[-1].strip()
    if "://" in target and not _FILE.search(name):
        return ""
    while _FILE.search(name):
        name = _FILE.sub("", name).strip()
    return name
