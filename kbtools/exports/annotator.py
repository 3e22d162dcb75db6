"""The writer for Obsidian Annotator: a note that the plugin reads, and that reads back here as it was."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kbtools.exports.annotator_block import block_lines
from kbtools.exports.annotator_record import Record, recorded, shared
from kbtools.exports.losses import losses
from kbtools.exports.writer import Written
from kbtools.model import Block, BlockKind, Highlight, Item, Note, Reading, Source, Unit
from kbtools.problems import Code, Problem, Severity
from kbtools.sources import annotator
from kbtools.sources.annotator_block import RawBlock
from kbtools.text import Lines, digest, split_lines

NAME = "annotator"
SUFFIX = ".md"
_CALLOUT = re.compile(r"[ \t]*>[ \t]*\[!")
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9]")


def write(reading: Reading) -> Written:
    """A file with every highlight as a block of the plugin, the prose between them in its place.

    Of an Annotator file all that is no block stays to the letter. Whatever does not come back as it was when
    the file is read again is a problem.
    """
    text = _again(reading) if reading.reader == annotator.NAME else _anew(reading)
    back = annotator.read(Source(reading.source.id, reading.source.name, text))
    return Written(text, (*losses(reading, back), *_without_document(reading)))


def _again(reading: Reading) -> str:
    """The lines of the source with each block written as the plugin would."""
    lines = split_lines(reading.source.text)
    raw = {block.lines: block for block in annotator.blocks(reading.source.text)}
    beside = shared([record for block in raw.values() if (record := recorded(block)) is not None])
    names = _names(reading.items, raw)
    left = _leftovers(reading.items)
    written: list[str] = []
    done = 0
    for item, name in names:
        written += lines[done : item.lines.start - 1]
        _separate(written)
        written += _kept_or_made(item, raw[item.lines], name, lines, beside)
        written += left.get(item.lines, [])
        done = item.lines.end
    rest = lines[done:]
    return "\n".join((*written, *(rest or [""])))


def _kept_or_made(
    item: Highlight, block: RawBlock, name: str, lines: Sequence[str], beside: Record
) -> list[str]:
    rows = lines[block.lines.start - 1 : block.lines.end]
    if item.place and item.place.unit is Unit.SECONDS and block.data is None:
        content = rows if not block.id else rows[:-1]
        return [*(row if row.startswith(">") else f">{row}" for row in content), f"^{name}"]
    titles = [row.strip() for row in rows[:2] if _CALLOUT.match(row) and block.data is not None]
    return [*titles, *block_lines(item, block, name, beside)]


def _leftovers(items: Sequence[Item]) -> Mapping[Lines, list[str]]:
    """The words inside a block that are none of it, as prose to stand behind it, by the block's lines."""
    found: dict[Lines, list[str]] = {}
    highlight: Highlight | None = None
    for item in items:
        if isinstance(item, Highlight):
            highlight = item
        elif highlight:
            inside = [block for block in item.body if highlight.lines.covers(block.lines)]
            found.setdefault(highlight.lines, []).extend(
                line for block in inside for line in ("", *split_lines(block.text), "")
            )
    return found


def _separate(written: list[str]) -> None:
    """An empty line, blanks in it not allowed, has to stand before a block."""
    if not written or written[-1]:
        written.append("")


def _anew(reading: Reading) -> str:
    """Front matter, and the items one below the other."""
    written = ["---", f"title: {_quoted(reading.title)}", "---"]
    names = {item.lines: name for item, name in _names(reading.items, {})}
    for item in reading.items:
        written.append("")
        written += (
            block_lines(item, None, names[item.lines], {}) if isinstance(item, Highlight) else _prose(item)
        )
    return "\n".join((*written, ""))


def _quoted(text: str) -> str:
    """A text as YAML has it, in one line."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def _prose(note: Note) -> Iterator[str]:
    if note.level:
        yield f"{'#' * min(note.level, 6)} {note.number} {note.title}".replace("  ", " ")
    for block in note.body:
        yield ""
        yield from _block(block)


def _block(block: Block) -> list[str]:
    lines = split_lines(block.text)
    if block.kind not in {BlockKind.FENCE, BlockKind.LISTING}:
        return lines
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`{3,}", block.text)), 3)
    return [f"{fence}{block.info}", *lines, fence]


def _names(items: Sequence[Item], raw: Mapping[Lines, RawBlock]) -> list[tuple[Highlight, str]]:
    """Every highlight with an id of letters and digits, its own where it is one, even if two share it."""
    highlights = [item for item in items if isinstance(item, Highlight)]
    own = {item.id: raw[item.lines].id if item.lines in raw else "" for item in highlights}
    taken = {name or item for item, name in own.items()}
    named: list[tuple[Highlight, str]] = []
    for item in highlights:
        name = own[item.id] or item.id
        bare = _NOT_IN_ID.sub("", name) or "h"
        if bare != name and bare in taken:
            bare += digest(item.id, 6)
        taken.add(bare)
        named.append((item, bare))
    return named


def _without_document(reading: Reading) -> Iterator[Problem]:
    """The plugin opens what `annotation-target` names, which only an Annotator file says."""
    if reading.reader != annotator.NAME:
        what = "nothing here says which file the plugin is to open"
        hint = "add `annotation-target: FILE.pdf` to the front matter of the exported file"
        yield Problem(reading.source.name, 0, Severity.WARNING, Code.EXPORT_LOSSY, what, hint)
