"""Sources and what their readers make of them: items, drops, structure."""

from dataclasses import dataclass
from enum import StrEnum

from kbtools.model.ids import ItemId, SourceId
from kbtools.problems import Problem
from kbtools.records import quick
from kbtools.text import Lines


@dataclass(frozen=True, slots=True)
class Source:
    """One imported file, decoded."""

    id: SourceId
    name: str
    """Path below docs/.sources/, with `/`; what problems and pages show."""
    text: str
    r"""Decoded, byte order mark removed, line ends as `\n`; line numbers are those of the stored file."""


class BlockKind(StrEnum):
    """What a run of lines is, as far as its reader can tell from form alone."""

    PROSE = "prose"
    """Markdown as its author wrote it: paragraphs, lists, quotes, tables, `$` mathematics, `<math>`."""
    PLAIN = "plain"
    """Text without markup: every character stands for itself; each line is a line of its own."""
    FENCE = "fence"
    """Content of a code fence, the fence lines left out; `info` has its language."""
    LISTING = "listing"
    """Unfenced code together with its recorded output, told from prose line by line."""
    TABLE = "table"
    """Rows of cells separated by tabs, as a PDF conversion leaves them."""


DEEPEST = 36
"""Levels that a page shows, a quote counted as one and a list as two; what is deeper it shows as written."""
MATHEMATICS = frozenset({"math", "latex", "tex", "katex", "mathjax", "asciimath"})
"""Languages of fences that hold formulas: never a snippet."""


@quick
@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines of one kind inside an item."""

    kind: BlockKind
    text: str
    r"""What a person would read, without quote marks, fence lines and list indentation."""
    lines: Lines
    """Where it stands in the source, fence lines included."""
    info: str = ""
    """First word of a fence's info string, lower case; empty for none."""
    text_line: int = 0
    """1-based source line of the first line of `text`; 0 means `lines.start` (a fence's is one below)."""

    @property
    def first_line(self) -> int:
        """The 1-based source line of the first line of `text`."""
        return self.text_line or self.lines.start


class Unit(StrEnum):
    """What the numbers of a place count."""

    PDF_OFFSET = "pdf-offset"
    """Characters (UTF-16 units) from the start of the document."""
    PAGE = "page"
    CHAPTER_OFFSET = "chapter-offset"
    """Characters (UTF-16 units) inside one EPUB chapter or web page."""
    LOCATION = "location"
    """Kindle location."""
    SECONDS = "seconds"


@quick
@dataclass(frozen=True, slots=True)
class Place:
    """Where a highlight stands in its document."""

    unit: Unit
    start: int
    """Inclusive, 0-based for offsets, 1-based for pages and locations."""
    end: int
    """Exclusive for offsets; equal to `start` for a point."""
    document: str = ""
    """Fingerprint of the document (PDF id or `urn:`), never a local path; empty when unknown."""
    chapter: str = ""
    """EPUB chapter file; empty elsewhere."""


@quick
@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage marked in a document, with the reader's comment."""

    id: ItemId
    lines: Lines
    """The whole block in the source."""
    quote: str
    """The passage for display; empty for a page note."""
    prefix: str
    """What stands before the passage in the document, as recorded; may be empty."""
    suffix: str
    """What stands after it."""
    body: tuple[Block, ...] = ()
    """The comment; empty when there is none."""
    comment: str = ""
    """The comment as Markdown, in one piece; empty when there is none."""
    tags: tuple[str, ...] = ()
    """Without `#`."""
    place: Place | None = None
    """None when nothing tells where the passage stands."""
    created: str = ""
    """ISO 8601 as recorded; empty when unknown."""
    title: str = ""
    """Title of the document; empty when the source gives no usable one."""
    headings: tuple[str, ...] = ()
    """Headings of the source above the block, outermost first."""
    exact: str = ""
    """The passage as recorded, where a person mended it since; empty when equal to `quote`."""


@quick
@dataclass(frozen=True, slots=True)
class Note:
    """One section of a note: a heading and what stands under it before the next heading."""

    id: ItemId
    lines: Lines
    title: str
    """Heading text without its number; the source's title for text above the first heading."""
    level: int
    """Depth of the heading as the author marked it, 1-based; 0 for text above the first heading."""
    number: str
    """`2.3.1` as the author numbered it; empty for none."""
    headings: tuple[str, ...]
    """Path of titles, outermost first, its own last; empty for text above the first heading."""
    body: tuple[Block, ...] = ()
    """Empty when the heading has nothing of its own under it."""
    place: Place | None = None
    """The second of the film that it is a note of; None when nothing tells it."""


Item = Highlight | Note


class DropReason(StrEnum):
    """Why a piece of a source is not shown among its items."""

    NAVIGATION = "navigation"
    SITE_CHROME = "site-chrome"
    SLIDE_FOOTER = "slide-footer"
    RELATED_ARTICLES = "related-articles"
    PAGE_FURNITURE = "page-furniture"
    DUPLICATE_OF = "duplicate-of"
    DEAD_LINK = "dead-link"
    HIDDEN = "hidden"
    """What its author hid from readers: an Obsidian aside or an HTML comment; its text is kept back."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Lines left out of the items; the source page lists them folded."""

    lines: Lines
    reason: DropReason
    text: str
    """What was left out, as it stands; empty for what its author hid."""
    columns: tuple[int, int] | None = None
    """Of a part of one line: first and last character, 0-based, the end exclusive; None for whole lines."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one source."""

    source: Source
    reader: str
    """Name of the reader, as in READERS."""
    title: str
    """For display: document title, first heading or file name, in this order of preference."""
    items: tuple[Item, ...]
    """In source order."""
    drops: tuple[Drop, ...] = ()
    structure: tuple[Lines, ...] = ()
    """Lines that only hold markers: front matter, fences' language lines, separators."""
    problems: tuple[Problem, ...] = ()
    tags: tuple[str, ...] = ()
    """Of the whole source, from its front matter; without `#`."""
    aliases: tuple[str, ...] = ()
    """Other names of the whole source, from its front matter: links may name it so."""
