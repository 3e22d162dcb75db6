"""The records that flow inside the room: rows, pieces and drafts."""

import textwrap
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kbtools.model import BlockKind, ItemId, Options
from kbtools.text import Lines, split_lines


@dataclass(frozen=True, slots=True)
class Row:
    """One line of text and the source line it stands on."""

    text: str
    line: int
    """1-based."""

    @property
    def blank(self) -> bool:
        """Whether nothing but white space stands in it."""
        return not self.text.strip()


Rows = tuple[Row, ...]


def text_of(rows: Rows) -> str:
    """The rows as one text, without blank rows at either end."""
    return "\n".join(row.text for row in trim(rows))


def trim(rows: Rows) -> Rows:
    """The rows from the first that is not blank to the last."""
    filled = [index for index, row in enumerate(rows) if not row.blank]
    return rows[filled[0] : filled[-1] + 1] if filled else ()


def recorded_of(rows: Rows) -> str:
    """The rows of an output as one text: the margin that a conversion added and trailing blanks removed."""
    text = textwrap.dedent("\n".join(row.text.rstrip() for row in trim(rows)))
    return "\n".join(line.rstrip() for line in text.split("\n"))


def dedented(rows: Rows) -> Rows:
    """The rows moved to the left edge, the margin that all of them share removed."""
    texts = split_lines(textwrap.dedent("\n".join(row.text for row in rows)))
    return tuple(replace(row, text=text) for row, text in zip(rows, texts, strict=True))


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of code with the output found for it so far, on its way to become a snippet."""

    item: ItemId
    form: BlockKind
    info: str
    lines: Lines
    """All of it in the source, fence lines included."""
    stands: Rows
    """All its rows as they stand."""
    code: Rows
    output: Rows | None = None
    """None when none was recorded, or none was found yet."""
    how: str = ""
    """Name of the rule that found the output."""
    boxed: str = ""
    """Language of the fence that holds the output; empty for none, as for an output inside the code's own fence."""
    asked: bool = False
    """Whether it is a literal labelled as Python with its own output, in a fence not labelled as code, right behind it."""
    gap: tuple[str, ...] = ()
    """Prose between the piece before it in its item and this one, a text a block."""
    options: Options = field(default_factory=Options)
    forced_output: bool = False
    """Whether the author said that this is an output."""
    repairs: tuple[str, ...] = ()
    """Names of the repairs that cut it off its neighbours."""
    unrecorded: tuple[int, ...] = ()
    """How many recorded lines stand above each print that has no value beside it."""
    unchecked: tuple[int, ...] = ()
    """Source lines of values that stay comments in the code."""
    seams: tuple[int, ...] = ()
    """Source lines at which a further fence was joined on."""

    def joined(self, right: "Piece", **changes: object) -> "Piece":
        """This piece with its lines reaching to the end of `right`."""
        lines = Lines(min(self.lines.start, right.lines.start), max(self.lines.end, right.lines.end))
        stands = (*self.stands, *right.stands)
        return replace(self, lines=lines, stands=stands, **changes)  # type: ignore[arg-type]  # fields of Piece by name


@dataclass(frozen=True, slots=True)
class Draft:
    """A layout in the making: code rows and how they came about."""

    rows: Rows
    repairs: tuple[str, ...] = ()
    cost: float = 0.0
    """How unlikely the author meant it so; 0 for the likeliest."""
    seams: tuple[int, ...] = ()
    recorded: str | None = None
    """The author's output; None when none was recorded."""

    @property
    def code(self) -> str:
        """The rows as one text."""
        return "\n".join(row.text.rstrip() for row in self.rows)

    @property
    def counts_up(self) -> bool:
        """Whether the source lines of the rows follow one another."""
        return all(right.line == left.line + 1 for left, right in pairwise(self.rows))

    def repaired(self, name: str, rows: Rows, cost: float = 0.0) -> "Draft":
        """The draft after one more repair."""
        repairs = self.repairs if name in self.repairs else (*self.repairs, name)
        return replace(self, rows=rows, repairs=repairs, cost=self.cost + cost)
