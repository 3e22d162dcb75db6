"""The highlight of a block as the plugin writes it, at one go: what the tolerant way gives for it."""

from kbtools.model import Block, BlockKind, Highlight, ItemId, Place
from kbtools.sources.annotator_highlight import Found, hashtags_of, written_comment
from kbtools.sources.annotator_written import WrittenBlock
from kbtools.sources.passage import named_tags, plain
from kbtools.sources.simple_markdown import all_prose
from kbtools.text import Lines

_NOTHING = ">\n"
"""What the plugin writes for no comment."""


def written_highlight(block: WrittenBlock, headings: tuple[str, ...]) -> Found:
    """What a block gives, the headings above it being known."""
    moment, start, end, exact, prefix, suffix, name, rows, tags = block.parts
    document = block.document
    comment, body = _comment(rows, block) if rows != _NOTHING else ("", ())
    named = named_tags(tags, ()) if tags else ()
    at = document.place
    highlight = Highlight(
        ItemId(name),
        block.lines,
        exact,
        prefix,
        suffix,
        body,
        comment,
        tuple(dict.fromkeys((*named, *hashtags_of(body)))) if "#" in comment else named,
        Place(at.unit, start, end, at.document, at.chapter),
        moment,
        document.title,
        headings,
    )
    return highlight, document.file, None


def _comment(rows: str, block: WrittenBlock) -> tuple[str, tuple[Block, ...]]:
    """The comment as text and as blocks; most are one paragraph."""
    text = rows[1:-1].replace("\n>", "\n")
    if not text:
        return "", ()
    first = block.comment_line
    if text[0].isspace() or text[-1].isspace() or not (plain(text) and all_prose(text)):
        texts, blocks = written_comment(text.split("\n"), first)
        return "\n\n".join(texts), tuple(blocks)
    return text, (Block(BlockKind.PROSE, text, Lines(first, first + text.count("\n"))),)
