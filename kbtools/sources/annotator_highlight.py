"""The highlight that one block makes, whatever became of the block in people's hands."""

import re
from collections.abc import Sequence

from kbtools.model import Block, BlockKind, Highlight, ItemId, Source
from kbtools.problems import Code, Problem, Severity
from kbtools.sources.annotation import Annotation, annotation, salvaged, unusable_title
from kbtools.sources.annotator_block import RawBlock
from kbtools.sources.markdown_blocks import walk
from kbtools.sources.passage import (
    Passage,
    cleaned,
    hashtags,
    named_tags,
    passage,
    without_line_ends,
    written_passage,
)
from kbtools.text import digest

# A blank behind a marker that a comment quotes keeps the plugin from ending the comment there.
_MARKER = re.compile(r"^(%%(?:COMMENT|TAGS|LINK)%%)[ \t]+$")


Found = tuple[Highlight, str, Problem | None]
"""What a block gave: the highlight, the name of the document's file for want of a title, a problem.

The name is empty when unknown.
"""


def tolerant_highlight(source: Source, block: RawBlock, headings: tuple[str, ...]) -> Found:
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
        tuple(dict.fromkeys((*named, *hashtags_of(body)))),
        record.place,
        record.created,
        cleaned(record.title),
        headings,
        exact,
    )
    file = "" if unusable_title(record.file) else cleaned(record.file)
    return highlight, file, _malformed(source, block, fault) if fault else None


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


def hashtags_of(body: Sequence[Block]) -> tuple[str, ...]:
    """The tags in the prose of a comment, code left out."""
    return tuple(tag for block in body if block.kind is BlockKind.PROSE for tag in hashtags(block.text))


def _comment(block: RawBlock, record: Annotation) -> tuple[str, tuple[Block, ...]]:
    """The comment as text and as blocks; the one in the Markdown wins over the one in the JSON.

    Words between the parts of the block come behind it.
    """
    texts, body = ([], []) if block.marked else _recorded(block, record)
    if block.marked:
        texts, body = written_comment(block.comment, block.comment_line)
    for line, words in block.strays:
        more, blocks = written_comment(words, line)
        texts, body = texts + more, body + blocks
    return "\n\n".join(texts), tuple(body)


def _recorded(block: RawBlock, record: Annotation) -> tuple[list[str], list[Block]]:
    text = cleaned(record.text).strip("\n")
    return ([text], [Block(BlockKind.PROSE, text, block.lines)]) if text.strip() else ([], [])


def written_comment(words: Sequence[str], first: int) -> tuple[list[str], list[Block]]:
    """The text of some lines of the block and its blocks; `first` is the 1-based line of the first."""
    if not any(words):
        return [], []
    lines = [_MARKER.sub(r"\1", cleaned(line)) if "%%" in line else cleaned(line) for line in words]
    body = [piece for piece in walk(lines, first, headings=False).pieces if isinstance(piece, Block)]
    return (["\n".join(lines).rstrip().lstrip("\n")], body) if body else ([], [])
