"""The reader of reStructuredText: adornments make headings, directives and `::` make blocks."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from kbtools.model import Block, BlockKind, Reading, Source
from kbtools.sources.headings import Heading, heading
from kbtools.sources.nesting import nest_by_level
from kbtools.sources.notes import assemble
from kbtools.text import Lines, fold_radicals, split_lines

NAME = "restructured-text"
_DIRECTIVE = re.compile(r"\.\. ([\w-]+(?::[\w-]+)?)::[ \t]*(.*)")
_ROLE = re.compile(r":[a-z]+(?::[a-z]+)?:`[^`\n]{1,300}`")
_ADORNED = re.compile(r"([=\-~^\"'*+#`:.])\1{2,}[ \t]*")
_OPTION = re.compile(r"[ \t]+:[\w-]+:.*")
_CODE = frozenset({"code-block", "code", "sourcecode", "ipython", "testcode", "jupyter-execute"})
_OUTPUT = frozenset({"testoutput", "parsed-literal"})
_LITERAL = re.compile(r".*::[ \t]*")
_SIGNS = (
    re.compile(r"^[ \t]*\.\. [\w-]+::", re.MULTILINE),
    _ROLE,
    re.compile(r"^\.\. _[^:\n]{1,200}:", re.MULTILINE),
    re.compile(r"^[^\s#>|-].{0,120}\n([=~^\"*+#])\1{3,}[ \t]*$", re.MULTILINE),
    re.compile(r"``[^`\n]{1,200}``"),
    re.compile(r"[^:\s]::[ \t]*\n[ \t]*\n[ \t]+\S"),
)
_ENOUGH = 3


def claims(text: str) -> bool:
    """Whether a text bears three signs of reStructuredText, a directive among them."""
    if not _SIGNS[0].search(text) or re.search(r"^(?:```|#{2,6} )", text, re.MULTILINE):
        return False
    return sum(bool(sign.search(text)) for sign in _SIGNS) >= _ENOUGH


@dataclass(slots=True)
class _Read:
    """What was found so far."""

    pieces: list[Heading | Block] = field(default_factory=list)
    structure: list[Lines] = field(default_factory=list)
    adornments: list[str] = field(default_factory=list)
    """In order of their first use: the level of a heading is the place of its own."""
    prose: list[int] = field(default_factory=list)
    """Lines of the paragraph that is open; 0-based."""


def read(source: Source) -> Reading:
    """The notes of a reStructuredText file; its inline markup stays as it stands."""
    lines = split_lines(source.text)
    found = _Read()
    index = 0
    while index < len(lines):
        index = _step(lines, index, found)
    _close(lines, found)
    nested = {one.lines: one for one in nest_by_level([p for p in found.pieces if isinstance(p, Heading)])}
    pieces = [nested[piece.lines] if isinstance(piece, Heading) else piece for piece in found.pieces]
    title = next((p.title for p in pieces if isinstance(p, Heading)), "") or PurePosixPath(source.name).stem
    items, problems = assemble(source, title, pieces)
    return Reading(source, NAME, title, items, structure=tuple(found.structure), problems=tuple(problems))


def _step(lines: Sequence[str], index: int, found: _Read) -> int:
    """Read what starts at a line; where to go on."""
    directive = _DIRECTIVE.match(lines[index])
    if directive and directive[1] in _CODE | _OUTPUT:
        _close(lines, found)
        info = "output" if directive[1] in _OUTPUT else directive[2].strip().lower() or "python"
        return _block(lines, index, info, found)
    size = _heading_size(lines, index)
    if size and not found.prose:
        return _headed(lines, index, size, found)
    if lines[index].startswith(">>> "):
        _close(lines, found)
        return _session(lines, index, found)
    if lines[index].strip():
        found.prose.append(index)
    if _LITERAL.fullmatch(lines[index]) and not directive and _is_indented_below(lines, index):
        _close(lines, found)
        return _block(lines, index, "", found, marked=False)
    if not lines[index].strip() and _ends_paragraph(lines, index):
        _close(lines, found)
    return index + 1


def _heading_size(lines: Sequence[str], index: int) -> int:
    """How many lines a heading takes: 3 with a line above it, 2 without, 0 for no heading."""
    above = _ADORNED.fullmatch(lines[index])
    if above and index + 2 < len(lines) and lines[index + 2].strip() == lines[index].strip():
        return 3 if lines[index + 1].strip() else 0
    if index + 1 >= len(lines) or not lines[index].strip() or lines[index][0].isspace() or above:
        return 0
    below = _ADORNED.fullmatch(lines[index + 1])
    return 2 if below and 2 * len(lines[index + 1].strip()) >= len(lines[index].strip()) else 0


def _headed(lines: Sequence[str], index: int, size: int, found: _Read) -> int:
    _close(lines, found)
    style = lines[index + size - 1][0] * size
    if style not in found.adornments:
        found.adornments.append(style)
    text = lines[index + size - 2]
    place = Lines(index + size - 1, index + size - 1)
    found.pieces.append(heading(text.strip(), found.adornments.index(style) + 1, place))
    found.structure += [Lines(n + 1, n + 1) for n in range(index, index + size) if n != index + size - 2]
    return index + size


def _block(lines: Sequence[str], index: int, info: str, found: _Read, *, marked: bool = True) -> int:
    """The indented lines under a directive or `::` as a fence."""
    start = index + 1
    while marked and start < len(lines) and _OPTION.fullmatch(lines[start]):
        start += 1
    end = start
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " \t"):
        end += 1
    written = [n for n in range(start, end) if lines[n].strip()]
    first = index if marked else (written[0] if written else start)
    if marked:
        found.structure.append(Lines(index + 1, start))
    if written:
        text = textwrap.dedent("\n".join(lines[written[0] : written[-1] + 1]))
        place = Lines(first + 1, written[-1] + 1)
        found.pieces.append(Block(BlockKind.FENCE, text, place, info, written[0] + 1))
    return max(end, index + 1)


def _session(lines: Sequence[str], index: int, found: _Read) -> int:
    end = index
    while end < len(lines) and lines[end].strip():
        end += 1
    text = "\n".join(lines[index:end])
    found.pieces.append(Block(BlockKind.FENCE, text, Lines(index + 1, end), "python", index + 1))
    return end


def _is_indented_below(lines: Sequence[str], index: int) -> bool:
    below = next((line for line in lines[index + 1 : index + 4] if line.strip()), "")
    return index + 1 < len(lines) and not lines[index + 1].strip() and below[:1] in {" ", "\t"}


def _ends_paragraph(lines: Sequence[str], index: int) -> bool:
    """Whether what stands below an empty line starts anew: a heading, code."""
    return index + 1 < len(lines) and bool(
        _heading_size(lines, index + 1)
        or _DIRECTIVE.match(lines[index + 1])
        or lines[index + 1][:4] == ">>> "
    )


def _close(lines: Sequence[str], found: _Read) -> None:
    for run in _runs(found.prose):
        text = fold_radicals("\n".join(lines[run.start - 1 : run.end]))
        found.pieces.append(Block(BlockKind.PROSE, text, run))
    found.prose.clear()


def _runs(indices: Sequence[int]) -> Iterator[Lines]:
    if indices:
        yield Lines(indices[0] + 1, indices[-1] + 1)
