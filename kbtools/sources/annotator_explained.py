"""Blocks whose every line is one of their parts, so that nothing is left over, as in most that are torn."""

import re

from kbtools.model import Highlight
from kbtools.sources.passage import cleaned
from kbtools.sources.simple_markdown import all_prose

_Q = r"[ \t]*(?:>[ \t]*)?"
"""The mark of a quoted line, which a formatter takes away or moves."""
_SHOWN = r"[^%\n]*(?:%(?!%)[^%\n]*)*"
_EMPTY = rf"(?:{_Q}(?:%%[ \t]*)?\n)*"
_BLANK = rf"(?:{_Q}\n)*"
_LINES = re.compile(
    rf"{_EMPTY}{_Q}```annotation-json[ \t]*\n{_Q}(?P<data>\{{[^\n]*)\n{_Q}```[ \t]*\n{_EMPTY}"
    rf"{_Q}\*(?:%%PREFIX%%{_SHOWN})?%%HIGHLIGHT%%(?P<quote>{_SHOWN})(?:%%POSTFIX%%{_SHOWN})?\*[ \t]*\n"
    rf"{_EMPTY}{_Q}%%LINK%%\[\[#\^[A-Za-z0-9]+\|show annotation\]\][ \t]*\n{_EMPTY}"
    rf"{_Q}%%COMMENT%%[ \t]*\n(?P<comment>(?:(?!{_Q}(?:```|\^|%%))[^\n]*\n)*)"
    rf"{_Q}%%TAGS%%[ \t]*\n{_BLANK}(?:{_Q}(?P<tags>#[^\s#,]+(?:,?[ ]+#?[^\s#,]+)*)[ \t]*\n)?{_BLANK}"
    r"\^(?P<id>[A-Za-z0-9_-]+)[ \t]*"
)
_NAMES = ("exact", "prefix", "suffix")
_QUOTE = re.compile(r'"(exact|prefix|suffix)"\s*:\s*"([^"\\]*)"')


def explained(highlight: Highlight, text: str) -> bool:
    """Whether all of a block surely is in the fields of its highlight, or marks them.

    Args:
        highlight: Read without a problem.
        text: Of the block.
    """
    found = _LINES.fullmatch(text)
    if found is None or found["id"] != highlight.id:
        return False
    comment = found["comment"]
    words = f"{found['quote']}\n{comment}{found['tags'] or ''}"
    return cleaned(words) == words and all_prose(comment) and _holds(highlight, found["data"])


def _holds(highlight: Highlight, data: str) -> bool:
    """Whether the highlight shows each passage that the JSON records, word for word."""
    said = {
        "exact": highlight.exact or highlight.quote,
        "prefix": highlight.prefix,
        "suffix": highlight.suffix,
    }
    told = _QUOTE.findall(data)
    once = sum(data.count(f'"{name}"') for name in _NAMES) == len(told)
    return once and all(said[name].strip() == value.strip() for name, value in told)
