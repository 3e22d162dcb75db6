"""The reader of Markdown: every heading a note, every fence a block."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from kbtools.model import Block, Reading, Source
from kbtools.problems import Code, Problem, Severity
from kbtools.sources.clipped import without_site
from kbtools.sources.cuts import leftovers
from kbtools.sources.front_matter import FrontMatter, front_matter
from kbtools.sources.headings import Heading
from kbtools.sources.markdown_blocks import Walked, walk
from kbtools.sources.nesting import nest
from kbtools.sources.notes import assemble
from kbtools.sources.python_line import Look, look
from kbtools.text import split_lines

NAME = "markdown"
_FENCE = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(?:`{3,200}|~{3,200})[^`\n]{0,200}$", re.MULTILINE
)
_FIRST_HEADING = re.compile(r"\s*#{1,6} +\S")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})[ \t]*")
# Each of these is a mark that plain text out of a browser does not hold.
_MARKS = (
    re.compile(r"\]\([^\s()]{1,500}\)"),
    re.compile(r"\*\*[^\s*](?:[^*\n]{0,200}[^\s*])?\*\*"),
    re.compile(r"`[^`\n]{1,200}`"),
    re.compile(r"^\|.{0,500}\|[ \t]*$", re.MULTILINE),
    re.compile(r"\$\$|\$[^\s$][^$\n]{0,200}\$"),
    re.compile(r"^[ \t]*[-*+] \[[ xX]\] ", re.MULTILINE),
    re.compile(r"<!--\s*kb:|<math\b"),
    re.compile(r"^> \[!\w{1,30}\]", re.MULTILINE),
    re.compile(r"!?\[\[[^\[\]\n,]{1,200}\]\]"),
)
_ENOUGH_MARKS = 2
_SHORT = 10
_ENOUGH_HEADINGS = 2
_TITLE_LENGTH = 80


def claims(text: str) -> bool:
    """Whether a text is Markdown: it has fences, front matter, headings or two other kinds of marks."""
    lines = split_lines(text)
    if _FENCE.search(text) or front_matter(lines).lines:
        return True
    headings = [index for index in range(len(lines)) if _is_heading(lines, index)]
    if _opens_with_heading(lines) or len(headings) >= _ENOUGH_HEADINGS:
        return True
    if any(_stands_alone(lines, index) and len(lines[index]) <= _TITLE_LENGTH for index in headings):
        return True
    first = [found.start() for mark in _MARKS if (found := mark.search(text))]
    # A site's help on its comment box shows every mark on one line.
    spread = len({text.count("\n", 0, start) for start in first}) > 1 or len(lines) < _SHORT
    return len(first) >= _ENOUGH_MARKS and spread


def _is_heading(lines: Sequence[str], index: int) -> bool:
    """Whether a line is a heading; a single `#` that does not stand alone, or above code, is a comment."""
    line = lines[index]
    if _is_underlined(lines, index):
        return True
    if not line.startswith("#") or not _FIRST_HEADING.match(line):
        return False
    if line.startswith("##"):
        return True
    below = next((one for one in lines[index + 1 : index + 5] if one.strip()), "")
    return _stands_alone(lines, index) and look(below) is not Look.CODE


def _stands_alone(lines: Sequence[str], index: int) -> bool:
    """Whether the lines above and below are empty, or there are none."""
    return not any(one.strip() for one in (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2]))


def _is_underlined(lines: Sequence[str], index: int) -> bool:
    """Whether a line stands by itself over a line of `=` or `-` of about its own length."""
    line = lines[index]
    if not line.strip() or line[0] in " \t>|" or index + 1 == len(lines):
        return False
    alone = not (index and lines[index - 1].strip()) and not "".join(lines[index + 2 : index + 3]).strip()
    width = len(lines[index + 1].rstrip())
    return alone and bool(_UNDERLINE.fullmatch(lines[index + 1])) and width <= 3 * len(line) <= 9 * width


def _opens_with_heading(lines: Sequence[str]) -> bool:
    """Whether the first line is a heading, not a comment of Python above more of its kind."""
    start = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines) or not _FIRST_HEADING.match(lines[start]):
        return False
    return start + 1 == len(lines) or not lines[start + 1].strip() or lines[start].startswith("##")


def read(source: Source) -> Reading:
    """The notes of a Markdown file."""
    lines = split_lines(source.text)
    properties = front_matter(lines)
    walked = walk(without(lines, properties), cutter=leftovers)
    found, drops = without_site(without(lines, properties), walked.pieces)
    pieces = with_paths(found, nest([piece for piece in found if isinstance(piece, Heading)]))
    title = source_title(source, properties, pieces)
    items, problems = assemble(source, title, pieces)
    structure = (*((properties.lines,) if properties.lines else ()), *walked.structure)
    left_out = (*walked.drops, *drops)
    return Reading(source, NAME, title, items, left_out, structure, (*unclosed(source, walked), *problems))


def without(lines: Sequence[str], properties: FrontMatter) -> list[str]:
    """The lines with the front matter emptied, so that line numbers stay."""
    end = properties.lines.end if properties.lines else 0
    return [""] * end + list(lines[end:])


def with_paths(pieces: Sequence[Heading | Block], nested: Sequence[Heading]) -> list[Heading | Block]:
    """The pieces with each heading replaced by its nested self."""
    by_line = {heading.lines: heading for heading in nested}
    return [by_line[piece.lines] if isinstance(piece, Heading) else piece for piece in pieces]


def source_title(source: Source, properties: FrontMatter, pieces: Sequence[Heading | Block]) -> str:
    """The title in the front matter, else of the first heading, else the file's name."""
    found = next((piece.title for piece in pieces if isinstance(piece, Heading)), "")
    return properties.properties.get("title") or found or PurePosixPath(source.name).stem


def unclosed(source: Source, walked: Walked) -> tuple[Problem, ...]:
    """A problem for every fence that nothing closes."""
    hint = "close it with a line of the same marks in the source and import it again"
    return tuple(
        Problem(
            source.name, line, Severity.WARNING, Code.FENCE_UNCLOSED, "the code fence is never closed", hint
        )
        for line in walked.unclosed
    )
