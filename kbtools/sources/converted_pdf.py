"""The reader of Markdown that a PDF was converted to: slides, stray language lines, tables of tabs."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice

from kbtools.model import Block, BlockKind, Drop, DropReason, Reading, Source
from kbtools.sources.converted_headings import settled
from kbtools.sources.cuts import leftovers
from kbtools.sources.film import placed
from kbtools.sources.front_matter import front_matter
from kbtools.sources.headings import Heading, revive_links
from kbtools.sources.language_lines import LANGUAGE_LINE, Labels, labelled
from kbtools.sources.listing import listing_and_output
from kbtools.sources.listing_blocks import listing_block
from kbtools.sources.markdown import source_title, unclosed, with_paths, without
from kbtools.sources.markdown_blocks import walk
from kbtools.sources.nesting import nest_by_number
from kbtools.sources.notes import assemble
from kbtools.sources.page_furniture import Line, counted_heads, furniture, slide_footers
from kbtools.sources.tables import table_lines
from kbtools.text import Lines, split_lines

NAME = "converted-pdf"
_STRAY = re.compile(r"^[ \t]*language[=-]\w{1,20}[ \t]*$", re.MULTILINE)
_TABS = re.compile(r"^[^\n\t]*\t[^\n\t]*\t[^\n]*\n[^\n\t]*\t[^\n\t]*\t", re.MULTILINE)
_DEAD = re.compile(r"\]\(#\)")
_PROMPTS = re.compile(r"^```[ \t]*\n>>> ", re.MULTILINE)
_MARKDOWN = re.compile(r"^(?:#{1,6} +\S|```)", re.MULTILINE)
_SLIDE_STAMP = re.compile(r"^(?:#{1,6} +|\[)?\d{1,2}:\d{2}[ \t]\S", re.MULTILINE)
_PAGE_ANCHOR = re.compile(
    r"<span id=\"page-\d|\]\(#page-\d|!\[\]\(_page_\d|^\{\d{1,5}\}-{10,}$|^\**==> picture .{0,40}<==",
    re.MULTILINE,
)
_PICTURE = re.compile(r"^!\[\]\((?:\./)?images/[0-9a-f]{4,}[\w-]*\.(?:jpe?g|png)\)", re.MULTILINE)
_FLAT = re.compile(r"^# \d{1,2}\.\d{1,2}", re.MULTILINE)
_SPACED_TEX = re.compile(r"\\\w+ \{ \S|\w _ \{ \S|\w \^ \{ \S")
_STATEMENT = re.compile(
    r"[ \t]*(?:>>> |(?:import|from|def|class|for|with|print)\b|[A-Za-z_][\w.]*\s*=(?!=)\s*\S)"
)
_ENOUGH = 2
_MANY = 3


# Signs of a conversion: literals of which the text must hold one before the pattern is looked for, and how
# often it must be found to count once, and once more. One sign may come from a person, two do not.
_SIGNS: tuple[tuple[tuple[str, ...], re.Pattern[str], tuple[int, ...]], ...] = (
    (("language",), _STRAY, (1, _MANY)),
    (("\t",), _TABS, (1,)),
    (("](#)",), _DEAD, (_MANY,)),
    ((">>> ",), _PROMPTS, (_MANY,)),
    ((":",), _SLIDE_STAMP, (_MANY,)),
    (("page-", "_page_", "}-", "<=="), _PAGE_ANCHOR, (1, _ENOUGH)),
    (("![](",), _PICTURE, (1,)),
    ((" { ",), _SPACED_TEX, (_MANY,)),
    (("# ",), _FLAT, (_MANY,)),
)


def claims(text: str) -> bool:
    """Whether a text is Markdown that bears at least two signs of a conversion from PDF."""
    if not _MARKDOWN.search(text) and not _PAGE_ANCHOR.search(text):
        return False
    return any(found >= _ENOUGH for found, _ in enumerate(_evidence(text), 1))


def _evidence(text: str) -> Iterator[str]:
    """Every sign of a conversion that the text bears; a head that counts pages counts twice."""
    for literals, pattern, counts in _SIGNS:
        if any(literal in text for literal in literals):
            found = enumerate(pattern.finditer(text), 1)
            yield from (pattern.pattern for count, _ in islice(found, counts[-1]) if count in counts)
    lines = [
        Line(number, line, alone=False) for number, line in enumerate(split_lines(text), 1) if line.strip()
    ]
    if counted_heads(lines):
        yield from ("head", "head")
    if slide_footers(lines):
        yield "footer"


@dataclass(slots=True)
class _Sorted:
    """What the lines of the prose turned out to be."""

    pieces: list[Heading | Block] = field(default_factory=list)
    drops: list[Drop] = field(default_factory=list)
    structure: list[Lines] = field(default_factory=list)
    labels: Labels = field(default_factory=dict)


def read(source: Source) -> Reading:
    """The notes of converted Markdown, without what belongs to pages and slides."""
    lines = split_lines(source.text)
    properties = front_matter(lines)
    walked = walk(without(lines, properties), cutter=leftovers)
    found = _sorted(walked.pieces, lines)
    kept, repeats = settled(labelled(found.pieces, found.labels))
    pieces = with_paths(kept, nest_by_number([piece for piece in kept if isinstance(piece, Heading)]))
    title = source_title(source, properties, pieces)
    items, problems = assemble(source, title, pieces)
    drops = (
        *walked.drops,
        *found.drops,
        *(_drop(lines, repeat, DropReason.DUPLICATE_OF) for repeat in repeats),
    )
    return Reading(
        source,
        NAME,
        title,
        placed(items),
        tuple(sorted(drops, key=lambda drop: drop.lines)),
        tuple(
            sorted((*([properties.lines] if properties.lines else []), *walked.structure, *found.structure))
        ),
        (*unclosed(source, walked), *problems),
    )


def _drop(lines: Sequence[str], place: Lines, reason: DropReason) -> Drop:
    return Drop(place, reason, "\n".join(lines[place.start - 1 : place.end]))


def _sorted(pieces: Sequence[Heading | Block], lines: Sequence[str]) -> _Sorted:
    """Prose split into prose, tables, language lines and furniture; the rest as it is."""
    prose = (line for piece in pieces if _is_prose(piece) for line in _lines(piece, lines))
    dropped = furniture([line for line in prose if not LANGUAGE_LINE.fullmatch(line.text)])
    found = _Sorted()
    for piece in pieces:
        if isinstance(piece, Block) and _is_prose(piece):
            _sort_block(piece, dropped, lines, found)
        else:
            found.pieces.append(piece)
    return found


def _is_prose(piece: Heading | Block) -> bool:
    return isinstance(piece, Block) and piece.kind is BlockKind.PROSE


def _lines(piece: Heading | Block, lines: Sequence[str]) -> Iterator[Line]:
    """The written lines of a piece, each with whether it stands alone."""
    for number in range(piece.lines.start, piece.lines.end + 1):
        if lines[number - 1].strip():
            above = lines[number - 2] if number > 1 else ""
            below = lines[number] if number < len(lines) else ""
            yield Line(number, lines[number - 1], alone=not above.strip() and not below.strip())


def _sort_block(
    block: Block, dropped: Mapping[int, DropReason], lines: Sequence[str], found: _Sorted
) -> None:
    texts = split_lines(block.text)
    tables = table_lines(texts)
    code, printed = _unfenced(texts, tables)
    kinds = [
        _kind(index + block.lines.start, text, dropped, index in tables) for index, text in enumerate(texts)
    ]
    kinds = [_unfenced_kind(kind, index, code, printed) for index, kind in enumerate(kinds)]
    kinds = _with_blanks(kinds, texts)
    for kind, group in groupby(range(len(texts)), key=lambda index: kinds[index]):
        indices = list(group)
        run = Lines(indices[0] + block.lines.start, indices[-1] + block.lines.start)
        if isinstance(kind, DropReason):
            found.drops.append(_drop(lines, run, kind))
        elif kind == "language":
            found.structure.append(run)
            language = LANGUAGE_LINE.fullmatch(texts[indices[0]])
            found.labels[run.start] = language[1].lower() if language else ""
        else:
            found.pieces += _cut(block, texts, indices, BlockKind(kind))


def _unfenced(texts: Sequence[str], tables: Collection[int]) -> tuple[set[int], set[int]]:
    """Indices of the paragraphs that are code to their last line, and of those that are what it printed.

    The conversion took them for prose.
    """
    listing, output = listing_and_output(texts)
    code: set[int] = set()
    printed: set[int] = set()
    paragraph: list[int] = []
    follows = False
    for index, text in enumerate((*texts, "")):
        if text.strip():
            paragraph.append(index)
            continue
        if not paragraph:
            continue
        whole = all(one in listing and one not in tables for one in paragraph)
        if whole and any(_STATEMENT.match(texts[one]) for one in paragraph):
            code.update(paragraph)
        elif whole and follows and output.issuperset(paragraph):
            printed.update(paragraph)
        follows = paragraph[-1] in code
        paragraph = []
    return code, printed


def _kind(number: int, text: str, dropped: Mapping[int, DropReason], is_table: bool) -> str:  # noqa: FBT001 - a fact of the line
    if number in dropped:
        return dropped[number]
    if LANGUAGE_LINE.fullmatch(text):
        return "language"
    return BlockKind.TABLE if is_table else BlockKind.PROSE


def _unfenced_kind(kind: str, index: int, code: Collection[int], printed: Collection[int]) -> str:
    if kind != BlockKind.PROSE:
        return kind
    return BlockKind.LISTING if index in code else BlockKind.FENCE if index in printed else kind


def _with_blanks(kinds: Sequence[str], texts: Sequence[str]) -> list[str]:
    """The kinds, with every empty line counted to the prose, so that paragraphs stay together."""
    return [kind if text.strip() else BlockKind.PROSE for kind, text in zip(kinds, texts, strict=True)]


def _cut(block: Block, texts: Sequence[str], indices: Sequence[int], kind: BlockKind) -> list[Block]:
    """The block of some of the lines, empty lines around it left out; none when all are empty."""
    written = [index for index in indices if texts[index].strip()]
    if not written:
        return []
    first, last = written[0], written[-1]
    text = "\n".join(texts[first : last + 1])
    place = Lines(first + block.lines.start, last + block.lines.start)
    if kind in {BlockKind.LISTING, BlockKind.FENCE}:
        return [listing_block(text, place, output=kind is BlockKind.FENCE)]
    return [replace(block, kind=kind, text=revive_links(text), lines=place)]
