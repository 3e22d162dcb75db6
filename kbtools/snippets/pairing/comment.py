"""A trailing comment with the shape of a value: `x.numel()  # 12`, going on over the comment lines below."""

import re
from dataclasses import replace
from itertools import takewhile

from kbtools.printout import table_end
from kbtools.snippets.lex import feed
from kbtools.snippets.pairing.found import (
    Found,
    Seen,
    assigns,
    assigns_constant,
    is_code,
    prints,
    shows,
)
from kbtools.snippets.pairing.labels import is_label
from kbtools.snippets.parsing import is_header
from kbtools.snippets.remarks import Remark, goes_on, ran_into, remark
from kbtools.snippets.rows import Row, Rows
from kbtools.snippets.shapes import is_error, literals, opens_brackets

_ARROW = re.compile(r"^#+\s*(?:=>|->|⇒|→)")
_SENTENCE = re.compile(r"[,;!?，。；！？]")
"""Marks that words have, and names of columns hardly ever."""
_INDEXED = re.compile(r"\d+(?:\s+\S+)+")


def find(seen: Seen) -> Found | None:
    """The value, without its `#`; words behind it stay a comment."""
    if seen.opened.quote or seen.row.blank:
        return None
    opened, at = feed(seen.opened, seen.row.text)
    if at is None or opened:
        return None
    own_line = not seen.row.text[:at].strip()
    code = () if own_line else (replace(seen.row, text=seen.row.text[:at].rstrip()),)
    statement = replace(seen, code=(*seen.code, *code)).last_statement()
    if own_line and statement and (table := _block(seen, statement)) is not None:
        return table
    if not statement or is_header(statement) or (own_line and not _directly_below(seen)):
        return None
    value, glued = ran_into("", seen.row.text[at:].lstrip("#").strip())
    fixed = literals(statement) if prints(statement) else frozenset[str]()
    found = remark(value, printed=prints(statement), literals=fixed)
    if found is None:
        return _table(seen, at, code, statement)
    if not _may_hold(statement, found):
        return None
    if glued:
        output = (Row(found.value, seen.row.line),)
        taken = Found(seen.at + 1, output, "comment", code, rest=Row(glued, seen.row.line), inline=True)
    else:
        taken = _with_rest(seen, found, code, fixed)
    return replace(taken, bare=not prints(statement))


def _may_hold(statement: str, found: Remark) -> bool:
    """Whether a value beside a statement can be what it gave: not beside a constant or a `return`."""
    if prints(statement) or shows(statement):
        return True
    if assigns(statement):
        return not assigns_constant(statement)
    return opens_brackets(found.value)


def _with_rest(seen: Seen, found: Remark, code: Rows, fixed: frozenset[str]) -> Found:
    output, end = [Row(found.value, seen.row.line)], seen.at + 1
    while end < len(seen.rows) and (text := _comment(seen.rows[end])) is not None:
        whole = "\n".join(row.text for row in output)
        if _is_traced(whole):
            output.append(Row(re.sub(r"^# ?", "", text), seen.rows[end].line))
            end += 1
            continue
        repeated = any(len(part) > 2 and part in text for part in fixed)  # noqa: PLR2004 - shorter says nothing
        if not (goes_on(whole, text) or (repeated and not found.words)):
            break
        value, glued = ran_into(whole, text.lstrip("#").strip())
        output.append(Row(value, seen.rows[end].line))
        end += 1
        if glued:
            rest = Row(glued, seen.rows[end - 1].line)
            return Found(end, tuple(output), "comment", code, rest=rest, inline=True)
    words = tuple(replace(row, text=f"{row.text}  # {found.words}") for row in code) if found.words else code
    return Found(end, tuple(output), "comment", words, inline=True)


def _is_traced(whole: str) -> bool:
    """Whether a traceback has begun and the line that names its error is still to come."""
    lines = whole.split("\n")
    return "Traceback" in lines[0] and not any(is_error(line) and not line[:1].isspace() for line in lines[1:])


def _block(seen: Seen, statement: str) -> Found | None:
    """A table in comments below the statement that shows it."""
    if not seen.code or not (prints(statement) or shows(statement)):
        return None
    body = tuple(takewhile(lambda row: _comment(row) is not None, seen.rows[seen.at :]))
    bare = tuple(replace(row, text=re.sub(r"^\s*# ?", "", row.text)) for row in body)
    end = table_end([row.text for row in bare], 0)
    return Found(seen.at + end, bare[:end], "comment", bare=not prints(statement)) if end else None


def _table(seen: Seen, at: int, code: Rows, statement: str) -> Found | None:
    """A printed table in comments: a row of column names, then rows that begin with their index."""
    end = seen.at + 1
    while end < len(seen.rows) and _INDEXED.fullmatch((_comment(seen.rows[end]) or "").lstrip("# ")):
        end += 1
    if end == seen.at + 1 or assigns(statement) or _SENTENCE.search(seen.row.text[at:]):
        return None
    words, head = _names(seen.row.text[at:].lstrip("# "), len(seen.rows[seen.at + 1].text.lstrip("# ").split()))
    said = tuple(replace(row, text=f"{row.text}  # {words}") for row in code) if words else code
    body = (replace(seen.row, text=head), *seen.rows[seen.at + 1 : end])
    rows = tuple(replace(row, text=row.text.lstrip("# ")) for row in body)
    return Found(end, rows, "comment", said, inline=True)


def _names(head: str, cells: int) -> tuple[str, str]:
    """The remark in front of the names of columns, and those: a row has a label more than there are names.

    Args:
        head: The comment, without its mark.
        cells: How many words the first row has.
    """
    words, names = "", head
    while len(names.split()) >= cells and (first := names.split()[0]) and _is_remark(first, names[len(first) :]):
        words, names = f"{words} {first}".strip(), names.removeprefix(first).lstrip()
    return words, names


def _is_remark(word: str, rest: str) -> bool:
    """Whether a word announces what follows, or is Chinese in front of names that are not."""
    return is_label(word) or (not word.isascii() and rest.isascii())


def _directly_below(seen: Seen) -> bool:
    """Whether code stands on the row above; the call of a printed value is known below other comments and blanks."""
    if opens_brackets(seen.row.text.lstrip("# ")):
        return bool(seen.code)
    above = seen.rows[: seen.at]
    return bool(above) and bool(seen.code) and is_code(seen.code[-1]) and seen.code[-1].line <= above[-1].line


def _comment(row: Row) -> str | None:
    text = _ARROW.sub("# ", row.text.strip())
    return text if text.startswith("#") else None
