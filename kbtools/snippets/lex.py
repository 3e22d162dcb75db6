"""Tokens of text that may not be Python: a lexer that never fails, and what is open at the end of a line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
    |(?P<comment>\#.*)
    |(?P<string>[rRbBfFuU]{0,2}(?:\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''
        |"(?!\"\")(?:[^"\\]|\\.)*"|'(?!'')(?:[^'\\]|\\.)*'))
    |(?P<open>[rRbBfFuU]{0,2}(?:\"\"\"|''').*)
    |(?P<number>0[xX][0-9a-fA-F]+|(?:\d[\d_]*\.?[\d_]*|\.\d+)(?:[eE][+-]?\d+)?[jJ]?)
    |(?P<name>\w+)
    |(?P<op>\*\*=|//=|>>=|<<=|\.\.\.|[-+*/%@&|^<>=!:]=|->|\*\*|//|<<|>>|.)
    """,
    re.VERBOSE,
)
_SHORT = 200
"""Characters of a line whose tokens are worth keeping."""
_OPENERS, _CLOSERS = "([{", ")]}"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a line: `kind` is space, comment, string, open, number, name or op."""

    kind: str
    text: str
    start: int
    """0-based offset in the line."""

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Open:
    """What is still open at the end of a line."""

    depth: int = 0
    """Brackets."""
    quote: str = ""
    """The triple quote of a string that goes on; empty for none."""
    joined: bool = False
    """Whether a backslash joins the next line on."""

    def __bool__(self) -> bool:
        """Whether the statement goes on in the next line."""
        return self.depth > 0 or bool(self.quote) or self.joined


CLOSED = Open()


def tokens(line: str) -> Iterator[Token]:
    """The tokens of one line, white space included; their texts joined are the line."""
    return iter(_known(line)) if len(line) <= _SHORT else _tokens(line)


@lru_cache(maxsize=8192)
def _known(line: str) -> tuple[Token, ...]:
    """Every rule of repair asks again for the lines of a snippet."""
    return tuple(_tokens(line))


def _tokens(line: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(line):
        yield Token(match.lastgroup or "op", match.group(), match.start())


def feed(opened: Open, line: str) -> tuple[Open, int | None]:
    """What is open behind the line, and the offset of its comment, None without one."""
    start = 0
    if opened.quote:
        close = line.find(opened.quote)
        if close < 0:
            return opened, None
        start = close + len(opened.quote)
    depth, quote, comment = opened.depth, "", None
    for token in tokens(line[start:]):
        if token.kind == "comment":
            comment = start + token.start
        elif token.kind == "open":
            quote = '"""' if '"""' in token.text[:5] else "'''"
        elif token.text in _OPENERS:
            depth += 1
        elif token.text in _CLOSERS:
            depth = max(0, depth - 1)
    joined = comment is None and line.rstrip().endswith("\\")
    return Open(depth, quote, joined), comment


def still_open(lines: list[str]) -> Open:
    """What is open behind the last of the lines."""
    opened = CLOSED
    for line in lines:
        opened, _ = feed(opened, line)
    return opened


def statements(lines: list[str]) -> list[tuple[int, int]]:
    """The logical lines as ranges of line indexes, end exclusive: one for every line that opens nothing."""
    ranges, start, opened = [], 0, CLOSED
    for index, line in enumerate(lines):
        opened, _ = feed(opened, line)
        if not opened:
            ranges.append((start, index + 1))
            start = index + 1
    return [*ranges, (start, len(lines))] if start < len(lines) else ranges
