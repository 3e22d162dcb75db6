"""Markdown's oldest form of code, which readers leave as prose: lines indented by four columns."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kbtools.model import Block, BlockKind
from kbtools.snippets.parsing import is_code_line, parse
from kbtools.snippets.prompts import has_prompts
from kbtools.snippets.rows import Row, Rows, dedented, text_of, trim
from kbtools.snippets.shapes import is_output
from kbtools.text import Lines, split_lines

_INDENTED = re.compile(r"(?: {4}|\t)")
# Below an item of a list, or a footnote, four columns are the margin of its paragraphs.
_HOLDER = re.compile(r"\s*(?:[-*+]|\d+[.)])\s|\[\^[^\[\]\s]+\]:")
_SIGN = re.compile(r"[=(\[.@]|^(?:import|from|for|if|while|def|class|with|return)\b")


def cut(block: Block) -> Iterator[Block]:
    """The block, or its runs of indented code and of words in order, each with its own lines."""
    rows = tuple(Row(text, block.first_line + at) for at, text in enumerate(split_lines(block.text)))
    if block.kind is not BlockKind.PROSE or rows[-1].line > max(block.lines.end, block.first_line):
        yield block
        return
    runs = list(_runs(rows))
    if not any(code for code, _ in runs):
        yield block
        return
    for code, run in runs:
        body = trim(dedented(run) if code else run)
        lines = Lines(body[0].line, body[-1].line)
        kind = BlockKind.LISTING if code else block.kind
        yield replace(block, kind=kind, text=text_of(body), lines=lines, text_line=lines.start)


def _runs(rows: Rows) -> Iterator[tuple[bool, Rows]]:
    """Whether it is code, and the rows of each run; none is blank."""
    words: list[Row] = []
    at = 0
    while at < len(rows):
        end = _end(rows, at) if _begins(rows, at) else at
        run = trim(rows[at:end])
        if run and _is_code(dedented(run)):
            if trim(tuple(words)):
                yield False, tuple(words)
            yield True, run
            words, at = [], end
        else:
            words.append(rows[at])
            at += 1
    if trim(tuple(words)):
        yield False, tuple(words)


def _begins(rows: Rows, at: int) -> bool:
    """Whether Markdown begins a code block here: indented, after a blank line, in no list and no footnote."""
    if not _INDENTED.match(rows[at].text) or rows[at].blank or (at and not rows[at - 1].blank):
        return False
    above = next((row for row in reversed(rows[:at]) if not row.blank and not row.text[:1].isspace()), None)
    return above is None or not _HOLDER.match(above.text)


def _end(rows: Rows, start: int) -> int:
    end = start
    while end < len(rows) and (rows[end].blank or _INDENTED.match(rows[end].text)):
        end += 1
    return end


def _is_code(rows: Rows) -> bool:
    if has_prompts(rows) or is_output(rows):
        return True
    filled = [row.text for row in rows if not row.blank and not row.text.lstrip().startswith("#")]
    typed = sum(is_code_line(line) and bool(_SIGN.search(line.strip())) for line in filled)
    return bool(filled) and (parse(text_of(rows)) is not None or typed * 2 > len(filled)) and typed > 0
