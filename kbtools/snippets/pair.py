"""Regions to pieces: each run of code with the output that belongs to it."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from kbtools.model import BlockKind
from kbtools.snippets.classify import OUTPUT, PLAIN, PYTHON, TEXT
from kbtools.snippets.find import Region
from kbtools.snippets.lex import CLOSED, feed
from kbtools.snippets.line_numbers import NAME as LINE_NUMBERS
from kbtools.snippets.line_numbers import unnumbered
from kbtools.snippets.pairing import BETWEEN, WITHIN
from kbtools.snippets.pairing.error import is_error_alone
from kbtools.snippets.pairing.found import Found, Seen, is_code, prints, shows
from kbtools.snippets.pairing.labels import announces, is_label
from kbtools.snippets.pairing.unprinted import is_unprinted
from kbtools.snippets.pairing.union import prints_too_little, united
from kbtools.snippets.parsing import is_header, is_literal, names, parse
from kbtools.snippets.prompts import has_prompts, one_a_row, opens, strip_prompts
from kbtools.snippets.repl import cut_session, is_bare, session_of
from kbtools.snippets.rows import Piece, Row, Rows, text_of
from kbtools.snippets.settings import is_log, is_settings
from kbtools.snippets.shapes import is_output, is_said, literals, opens_brackets
from kbtools.text import Lines

GLUED_OUTPUT = "glued-output"
"""The repair that cuts code off the output it ran into."""
_PAIR = 2
# Rows of code that a rule may look back on; a statement or a loop is rarely longer.
_WINDOW = 120


@dataclass(frozen=True, slots=True)
class Part:
    """A run of code in a block with the output found for it there."""

    code: Rows
    output: Rows | None
    """None when none was found."""
    how: str
    repairs: tuple[str, ...] = ()
    """Names of the repairs that cut it off its neighbours."""
    unrecorded: tuple[int, ...] = ()
    """How many recorded lines stand above each print that has no value beside it."""
    unchecked: tuple[int, ...] = ()
    """Source lines of values that stay comments in the code, for no snippet can end behind them."""


def pieces(regions: Iterable[Region]) -> tuple[Piece, ...]:
    """The pieces of one item in source order; tables that no code printed are none."""
    joined: list[Piece] = []
    known: frozenset[str] = frozenset()
    passed: tuple[str, ...] = ()
    for found, upcoming in _with_next(regions):
        region, passed = replace(found, gap=(*passed, *found.gap)), ()
        asked = upcoming is not None and _is_asked(region, upcoming)
        said = _said(joined[-1]) if joined and region.block.info in PLAIN else frozenset()
        for piece in (replace(piece, asked=asked) for piece in _pieces(region, said)):
            left = joined[-1] if joined else None
            merged = _merge(left, piece, known) if left is not None else None
            if merged is not None:
                joined[-1] = merged
                joined = _rejoin(joined)
            elif region.said:
                passed = (*region.gap, text_of(region.rows))
            else:
                joined.append(piece)
            known |= names(text_of(strip_prompts(joined[-1].code))) if joined else frozenset()
    return tuple(piece for piece in joined if piece.form is not BlockKind.TABLE)


def _with_next(regions: Iterable[Region]) -> Iterator[tuple[Region, Region | None]]:
    every = tuple(regions)
    return zip_longest(every, every[1:])


def _said(left: Piece) -> frozenset[str]:
    """Fixed text that code without an output has in its strings, if it prints at all."""
    code = text_of(strip_prompts(left.code))
    return literals(code) if left.output is None and prints(code) else frozenset()


def _is_asked(region: Region, upcoming: Region) -> bool:
    """Whether a fence labelled as Python holds a literal only, and the next fence, not so labelled, its output."""
    literal = region.block.info in PYTHON and is_literal(text_of(region.rows))
    plain = upcoming.block.kind is BlockKind.FENCE and upcoming.block.info in {*PLAIN, "console"}
    return literal and plain and announces(upcoming.gap) and is_output(upcoming.rows)


def _merge(left: Piece, right: Piece, known: frozenset[str]) -> Piece | None:
    if is_unprinted(left, right, known):
        return None
    for rule in BETWEEN:
        if (merged := rule(left, right, known)) is not None:
            return merged
    return None


def _rejoin(joined: list[Piece]) -> list[Piece]:
    """The pieces with the last two as one, when the last alone cannot have printed its output."""
    if len(joined) < _PAIR or not prints_too_little(*joined[-_PAIR:]):
        return joined
    left, right = joined[-_PAIR:]
    return [*joined[:-_PAIR], united(left, right)]


def _pieces(region: Region, said: frozenset[str]) -> Iterator[Piece]:
    """The pieces of one region; together they hold each of its lines, one that was cut in two twice.

    Args:
        region: A block of code, or of text that may be an output.
        said: What the code above it may print besides values.
    """
    parts = list(_parts(region, said))
    starts = [_first(part) for part in parts]
    for index, part in enumerate(parts):
        start = region.block.lines.start if index == 0 else starts[index]
        end = region.block.lines.end if index == len(parts) - 1 else max(starts[index + 1] - 1, _last(part))
        yield Piece(
            item=region.item,
            form=region.block.kind,
            info=region.block.info if index == 0 or region.block.info not in OUTPUT else "",
            lines=Lines(start, max(start, end)),
            stands=tuple(row for row in region.rows if start <= row.line <= end),
            code=part.code,
            output=part.output,
            how=part.how,
            repairs=part.repairs,
            unrecorded=part.unrecorded,
            unchecked=part.unchecked,
            gap=region.gap if index == 0 else (),
            options=region.directive.options,
            forced_output=region.directive.output,
        )


def _first(part: Part) -> int:
    return min(row.line for row in (*part.code, *(part.output or ())))


def _last(part: Part) -> int:
    return max(row.line for row in (*part.code, *(part.output or ())))


def _parts(region: Region, said: frozenset[str]) -> Iterator[Part]:
    rows = one_a_row(region.rows)
    if region.said or region.block.kind is BlockKind.TABLE or region.directive.output:
        yield Part(rows, None, "")
    elif region.block.info not in TEXT and (bare := unnumbered(rows)):
        numbered = _scan(bare, cut=region.block.kind is BlockKind.LISTING)
        yield from (replace(part, repairs=(LINE_NUMBERS, *part.repairs)) for part in numbered)
    elif region.block.info in OUTPUT:
        prompt = next((at for at, row in enumerate(rows) if at and opens(row)), len(rows))
        while prompt > 1 and is_bare(rows[:prompt]):
            prompt -= 1
        yield Part(rows[:prompt], None, "")
        yield from (Part(*run) for run in cut_session(rows[prompt:]))
    elif has_prompts(rows) or any(map(opens, rows)):
        unfenced = region.block.kind is BlockKind.LISTING
        before, typed, behind = session_of(rows) if unfenced else ((), rows, ())
        if not has_prompts(typed) and not _introduces(typed):
            before, typed, behind = rows, (), ()
        yield from _scan(before, cut=unfenced)
        yield from (Part(*run) for run in cut_session(typed))
        yield from _scan(behind, cut=unfenced)
    elif region.block.info in PLAIN and (is_settings(rows) or is_log(rows)):
        yield Part(rows, None, "")
    elif is_error_alone(rows) or (region.block.kind is BlockKind.FENCE and (is_output(rows) or is_said(rows, said))):
        yield Part(rows, None, "")
    else:
        yield from _scan(rows, cut=region.block.kind is BlockKind.LISTING)


def _introduces(rows: Rows) -> bool:
    """Whether only words that end in a colon stand above the first prompt."""
    first = next((at for at, row in enumerate(rows) if opens(row)), 0)
    above = [row.text.rstrip() for row in rows[:first] if not row.blank]
    return bool(above) and all(text.endswith((":", "：")) and not is_header(text) for text in above)


def _scan(rows: Rows, *, cut: bool) -> Iterator[Part]:
    """The runs of code of a block with their outputs; one run in all unless `cut` behind each output."""
    run = _Run()
    index, opened = 0, CLOSED
    while index < len(rows):
        seen = Seen(rows, index, run.window(), opened)
        found = _ask(seen)
        if found is None:
            opened, _ = feed(CLOSED if _restarts(rows[index]) else opened, rows[index].text)
            run.code.append(rows[index])
            index += 1
            continue
        if found.rest is not None:
            rows = (*rows[: found.end], found.rest, *rows[found.end :])
        more = any(is_code(row) for row in rows[found.end :])
        ends = more and _can_cut(found, rows, seen)
        if found.bare and more and not ends:
            run.keep(found, rows[index : found.end])
        else:
            run.take(found)
        index, opened = found.end, CLOSED
        alone = not found.inline and shows(seen.last_statement())
        if ends and (found.bare or found.rest is not None or alone or (cut and not found.inline)):
            yield run.part(glued=found.rest is not None)
            run = _Run(glued=found.rest is not None)
    if run.code or run.output:
        yield run.part()


@dataclass(slots=True)
class _Run:
    """A part in the making."""

    glued: bool = False
    """Whether its first row stood behind an output on the same line."""
    code: list[Row] = field(default_factory=list)
    output: list[Row] = field(default_factory=list)
    how: str = ""
    unchecked: list[int] = field(default_factory=list)
    marks: list[tuple[int, int, int]] = field(default_factory=list)
    """For each value: indices of the first and last row that it may be of, and how many lines there are by then."""
    fresh: int = 0
    """Index of the first row that no output stands behind yet."""

    def window(self) -> Rows:
        return tuple(self.code[max(self.fresh, len(self.code) - _WINDOW) :])

    def take(self, found: Found) -> None:
        self.code += found.code
        self.output += found.output[1:] if is_label(found.output[0].text) else found.output
        self.how = self.how or found.how
        last = next((at for at in range(len(self.code) - 1, -1, -1) if is_code(self.code[at])), -1)
        self.marks.append((last if found.inline else self.fresh, last, len(self.output)))
        self.fresh = self.fresh if found.inline else len(self.code)

    def keep(self, found: Found, rows: Rows) -> None:
        """Leave a value where it stands, as a comment."""
        self.code += _as_it_stands(found, rows)
        if opens_brackets(found.output[0].text):
            self.unchecked.append(found.output[0].line)

    def part(self, *, glued: bool = False) -> Part:
        repairs = (GLUED_OUTPUT,) if self.glued or glued else ()
        output = tuple(self.output) or None
        return Part(tuple(self.code), output, self.how, repairs, self._unrecorded(), tuple(self.unchecked))

    def _unrecorded(self) -> tuple[int, ...]:
        tree = parse("\n".join(row.text for row in self.code)) if self.output else None
        if tree is None:
            return ()
        found = []
        for node in tree.body:
            start, end = node.lineno - 1, (node.end_lineno or node.lineno) - 1
            speaks = prints(ast.unparse(node)) or (node is tree.body[-1] and shows(ast.unparse(node)))
            if speaks and not any(first <= end and start <= last for first, last, _ in self.marks):
                found.append(max((count for _, last, count in self.marks if last < start), default=0))
        return tuple(found)


def _can_cut(found: Found, rows: Rows, seen: Seen) -> bool:
    """Whether a snippet may end behind a value: between two statements at the left edge."""
    upcoming = next(row for row in rows[found.end :] if is_code(row))
    clause = re.match(r"\s|(?:else|elif|except|finally)\b", upcoming.text)
    code = (*seen.code, *found.code)
    first = replace(seen, code=code).last_statement().split("\n")[0].strip()
    begins = next((row.text for row in reversed(code) if row.text.strip().startswith(first)), " ")
    return clause is None and not begins[:1].isspace()


def _as_it_stands(found: Found, rows: Rows) -> Rows:
    """The rows with their comments, without the code that ran into the last of them."""
    if found.rest is None:
        return rows
    return (*rows[:-1], replace(rows[-1], text=rows[-1].text.removesuffix(found.rest.text)))


def _ask(seen: Seen) -> Found | None:
    for rule in WITHIN:
        if (found := rule(seen)) is not None:
            return found
    return None


def _restarts(row: Row) -> bool:
    """Whether a line can only begin a statement, so that brackets open before it are a fault."""
    return row.text.startswith(("import ", "from ", "def ", "class ", "print("))
