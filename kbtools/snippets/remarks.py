"""Trailing comments: which of them hold a value and which hold words."""

import re
from dataclasses import dataclass

from kbtools.snippets.parsing import is_code_line
from kbtools.snippets.shapes import (
    depth,
    is_error,
    is_numeric,
    is_value_line,
    named_fields,
    names_value,
    opens_brackets,
    opens_value,
)

_ANNOUNCE = re.compile(
    r"^(?:(?:[\w\u4e00-\u9fff]{0,4}(?:输出|结果|得到|打印)[\u4e00-\u9fff]{0,4}|out(?:put)?s?|results?|prints?|returns?|gives)"
    r"\s*(?:\[\d*\])?\s*[:：]|=>|->|>|→|⇒|==>)\s*",
    re.IGNORECASE,
)
_HEAD_WORD = re.compile(
    r"(?:[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|True|False|None|-?nan|-?inf)(?![\w.])"
)
_GLUED = re.compile(r"(?:[-+]?\d+(?:\.\d*)?|True|False|None)(?=[A-Za-z_]\w*\s*(?:=[^=]|\(|\.\w))")
_LITERAL = re.compile(r"[\(\[\{'\"]")
_LABEL = re.compile(r"[^:：()\[\]]{1,20}[:：]\s*(?=(?:tensor|array|torch\.Size)\()")
_NAMED = re.compile(r"[A-Za-z\u4e00-\u9fff]\w*\s*[:：]\s*[(\[]")
_SAYS = re.compile(r"\s*(?:会?输出|结果[是为]?|打印|prints?|outputs?)\s*[:：]?\s*", re.IGNORECASE)
_INNER = re.compile(
    r"(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\w+=(?:[\w.<>]+(?=[,)]))?|(?:True|False|None|nan|NaN|NaT|<NA>)(?!\w)"
    r"|[-+]?\d[\d.eEj_]*(?!\w)|\.\.\.|[\s,()\[\]{}:])+"
)
"""What stands within the brackets of a printed value: strings, numbers, parts with their names."""
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_MIN_LITERAL = 3


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment that holds a value."""

    value: str
    words: str
    """What follows the value, in words; empty for nothing."""


def remark(comment: str, *, printed: bool, literals: frozenset[str]) -> Remark | None:
    """The value in a comment; None when it holds words.

    Args:
        comment: From its `#` on.
        printed: Whether it stands behind a `print`, where a bare number with words after it is still a value.
        literals: Fixed text in the strings of the statement, which its output repeats.
    """
    text = _ANNOUNCE.sub("", comment.lstrip("#").strip())
    if not text:
        return None
    repeated = [literal for literal in literals if len(literal) >= _MIN_LITERAL and literal in text]
    if repeated:
        return _repeating(text, max(repeated, key=len))
    if _NAMED.match(text) and not _LABEL.match(text):  # `# shape: (2, 3)` tells of a value, it is none.
        return None
    if match := _LABEL.match(text):
        text = text[match.end() :]
    bracketed = opens_brackets(text) or (_LITERAL.match(text) and depth(text[:1]))
    if bracketed and (found := _leading_brackets(text)) is not None:
        return found
    if (is_error(text) or is_value_line(text)) and not names_value(text) and re.search(r"[\w'\"]", text):
        return Remark(text, "")
    if printed and named_fields(text):
        return Remark(text, "")
    head = _HEAD_WORD.match(text)
    if head and printed and text[head.end() :].startswith((" ", ",", "，", "　")):
        return Remark(head.group(), text[head.end() :].strip(" ,，　"))
    return None


def _repeating(text: str, literal: str) -> Remark:
    """A comment that repeats a string of the program: without the words before it and behind its value."""
    at = text.find(literal)
    at = at if _SAYS.fullmatch(text[:at]) else 0
    head, rest = text[at : text.find(literal) + len(literal)], text[text.find(literal) + len(literal) :]
    found = _leading_brackets(rest.lstrip()) if opens_brackets(rest.lstrip()) else None
    if found is None:
        return Remark(text[at:], "")
    blank = rest[: len(rest) - len(rest.lstrip())]
    return Remark(f"{head}{blank}{found.value}", found.words)


def _leading_brackets(text: str) -> Remark | None:
    """The bracketed value at the start of a comment and the words behind it."""
    level, seen = 0, False
    for index, character in enumerate(text):
        level += (character in "([{") - (character in ")]}")
        seen = seen or character in "([{"
        if seen and level <= 0:
            return _cut(text, index + 1)
    return Remark(text, "") if is_value_line(text) else None


def _cut(text: str, end: int) -> Remark | None:
    value, words = text[:end], text[end:]
    if words.lstrip().startswith(",") or opens_brackets(words.lstrip()):
        return Remark(text, "") if is_value_line(text) else None
    first = next(mark for mark in value if mark in _PAIRS)
    # `[0, 4)` is an interval.
    closed = value[-1] == _PAIRS[first]
    return Remark(value, words.strip()) if closed and is_value_line(value) else None


def ran_into(before: str, text: str) -> tuple[str, str]:
    """A line of a value, and the statement that ran into it; empty without one.

    Args:
        before: The lines of the value above this one; empty for its first.
        text: The line without its `#`.
    """
    level, seen = depth(before), bool(before)
    for index, character in enumerate(text):
        level += (character in "([{") - (character in ")]}")
        seen = seen or character in "([{"
        if seen and level <= 0 and character in ")]}" and _is_glued(text[index + 1 :], alone=bool(before)):
            return text[: index + 1], text[index + 1 :]
    if before:
        return text, ""
    match = _GLUED.match(text)
    if match and _is_glued(text[match.end() :], alone=False):
        return match.group(), text[match.end() :]
    return text, ""


def _is_glued(text: str, *, alone: bool) -> bool:
    """Whether a text is a statement, and no word of a language; a name alone only where `alone` allows it."""
    match = re.match(r"[A-Za-z_]\w*\s*(?P<sign>[-+*/]?=[^=]|[.(\[+*/-]|$)", text, re.ASCII)
    return match is not None and (alone or bool(match["sign"])) and is_code_line(text)


def _closes(value: str, text: str) -> bool:
    """Whether the text, up to where its brackets close those of the value, is a value itself."""
    level = depth(value)
    for index, character in enumerate(text):
        level += (character in "([{") - (character in ")]}")
        if level <= 0:
            return is_numeric(text[: index + 1])
    return False


def goes_on(value: str, comment: str) -> bool:
    """Whether a comment line continues a value whose brackets are open."""
    text = comment.lstrip("#").strip()
    shaped = is_numeric(text) or is_value_line(text) or opens_value(text) or bool(_INNER.fullmatch(text))
    return depth(value) > 0 and (shaped or _closes(value, text))
