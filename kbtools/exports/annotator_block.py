"""One highlight as a block that Obsidian Annotator reads: every line quoted, every part in its place."""

import re
from collections.abc import Iterator

from kbtools.exports.annotator_record import Record, as_line, made, recorded, salvaged
from kbtools.model import Highlight
from kbtools.sources.annotator_block import RawBlock
from kbtools.sources.passage import named_tags, passage
from kbtools.text import split_lines

# What ends a line for JavaScript, and half a character.
_BREAKS = re.compile("[\r\u2028\u2029]")
_HALVES = re.compile("[\ud800-\udfff]")
_SHOWN = re.compile(r"\*(?:%%PREFIX%%[^\r\u2028\u2029]*)?%%HIGHLIGHT%%[^\r\u2028\u2029]*\*", re.DOTALL)
_MARKER = re.compile(r"%%(?:COMMENT|TAGS|LINK)%%")


def block_lines(highlight: Highlight, block: RawBlock | None, name: str, beside: Record) -> list[str]:
    """The lines of a block, its id line the last.

    Args:
        highlight: What is to be written.
        block: Where it stands in an Annotator file, for what the highlight does not hold; None for others.
        name: Its id there, letters and digits.
        beside: What the JSON of all blocks of its file shares.
    """
    record = recorded(block)
    own = as_line(record, block.data or "", name) if block and record is not None else ""
    data = own or as_line(made(highlight, salvaged(block) or beside), "", name)
    content = (
        "%%",
        "```annotation-json",
        data,
        "```",
        *_passage(highlight, block),
        _link(block, name),
        "%%COMMENT%%",
        *_comment(highlight, block),
        "%%TAGS%%",
        _tags(highlight, block, record),
    )
    speakable = _HALVES.sub("\ufffd", _BREAKS.sub(" ", "\n".join(content)))
    return [*(f">{line}" for line in split_lines(speakable)), f"^{name}"]


def _passage(highlight: Highlight, block: RawBlock | None) -> list[str]:
    """The line of the passage, as it stands when the plugin can read it so."""
    if block is not None and _SHOWN.fullmatch(block.passage):
        return ["%%", *split_lines(block.passage)]
    words = passage(block.passage) if block else None
    prefix = (words.prefix if words else "") or highlight.prefix.strip()
    suffix = (words.suffix if words else "") or highlight.suffix.strip()
    shown = (words.highlight if words else "") or highlight.quote.strip()
    return ["%%", *split_lines(f"*%%PREFIX%%{prefix}%%HIGHLIGHT%% =={shown}== %%POSTFIX%%{suffix}*")]


def _link(block: RawBlock | None, name: str) -> str:
    """The link to the block, under the name that a person gave it."""
    written = block.link if block else ""
    return written if f"#^{name}|" in written else f"%%LINK%%[[#^{name}|show annotation]]"


def _comment(highlight: Highlight, block: RawBlock | None) -> Iterator[str]:
    """The lines of the comment; the plugin ends it at a line that is a marker and nothing else."""
    for line in _said(highlight, block):
        yield f"{line.rstrip()} " if _MARKER.fullmatch(line.rstrip()) else line


def _said(highlight: Highlight, block: RawBlock | None) -> list[str]:
    if block is None or block.strays or not block.marked:
        return split_lines(highlight.comment)
    return list(block.comment) or [""]


def _tags(highlight: Highlight, block: RawBlock | None, record: Record | None) -> str:
    """The tags on one line, as they stand where the plugin takes the same from it."""
    named = highlight.tags if block is None else named_tags(block.tags, _in_record(record))
    line = (block.tags or "") if block else ""
    as_the_plugin = tuple(tag for each in line.split(",") if (tag := each.strip()[1:]))
    return line if as_the_plugin == named and "\n" not in line else ", ".join(f"#{tag}" for tag in named)


def _in_record(record: Record | None) -> list[str]:
    given = record.get("tags") if record else None
    return [tag for tag in given if isinstance(tag, str)] if isinstance(given, list) else []
