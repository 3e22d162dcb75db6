"""Settings and logs that stand in a fence without a language: YAML, JSON, INI, lines that begin with a time."""

import json
import re

from kbtools.printout import table_end
from kbtools.snippets.rows import Rows, text_of

_SECTION = re.compile(r"\[[A-Za-z][\w.-]*\]")
_BOUND = re.compile(r"[A-Za-z][\w.-]*\s*=\s*\S.*")
_KEY = re.compile(r"(?P<margin>\s*(?:- +)?)(?P<key>[A-Za-z_][\w.-]*):(?:\s+(?P<value>\S.*))?")
_ITEM = re.compile(r"(?P<margin>\s*)- +\S.*")
_PLAIN = re.compile(
    r"[-+]?\d[\d_.]*(?:[eE][-+]?\d+)?|true|false|null|yes|no|on|off|~|\[.*\]|\{.*\}|'[^']*'|\"[^\"]*\"|[\w./~-]+"
)
"""A value that YAML reads without quotes, or a container on one line."""
_TYPES = frozenset({"int", "float", "str", "bool", "list", "dict", "tuple", "set", "bytes", "object", "None"})
_TIME = re.compile(
    r"\s*[\[(]?(?:\d{4}[-/]\d\d[-/]\d\d[T ,]+)?\d\d:\d\d:\d\d(?:[.,]\d+)?Z?[\])]?[\s:|-]*(?P<said>.*)"
)
_LEVEL = re.compile(
    r"\W*(?:[\w.]+\W+)?(?:DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|TRACE)\b|\W*[^\W\d]\S* \S"
)
"""What a log says behind the time: a level, or words."""
_FEWEST = 2


def is_settings(rows: Rows, known: frozenset[str] = frozenset()) -> bool:
    """Whether rows are a file of settings from the first to the last; a dict that Python printed is none.

    Args:
        rows: The lines in question.
        known: Names of the program; a list of one of them begins no section.
    """
    filled = [row.text for row in rows if not row.blank]
    return _is_yaml(filled) or (_is_ini(filled) and filled[0].strip("[] ") not in known) or _is_json(text_of(rows))


def is_log(rows: Rows) -> bool:
    """Whether most rows begin with a time of day and words behind it, and they are no printed table."""
    filled = [row.text for row in rows if not row.blank]
    timed = [found["said"] for line in filled if (found := _TIME.fullmatch(line))]
    worded = 2 * len(timed) > len(filled) and all(map(_LEVEL.match, timed))
    return worded and table_end(filled, 0) < len(filled)


def keys(rows: Rows) -> frozenset[str]:
    """The names that settings give a value to."""
    text = text_of(rows)
    return frozenset(re.findall(r"^\s*(?:- +)?[\"']?([A-Za-z_][\w.-]*)[\"']?\s*[:=]", text, re.MULTILINE))


def _is_yaml(filled: list[str]) -> bool:
    lines = [line for line in filled if line.strip() != "---" and not line.lstrip().startswith("# ")]
    found = [_KEY.fullmatch(line) for line in lines]
    pairs = [match for match in found if match]
    if len(lines) < _FEWEST or not pairs or not found[0]:
        return False
    written = all(match or _ITEM.fullmatch(line) for match, line in zip(found, lines, strict=True))
    values = [match["value"] for match in pairs if match["value"]]
    plain = all(map(_PLAIN.fullmatch, (value.partition(" #")[0].rstrip() for value in values)))
    return written and plain and not _TYPES.issuperset(values) and _nests(lines)


def _nests(lines: list[str]) -> bool:
    """Whether what stands below each key without a value is further right, as YAML wants it."""
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        match = _KEY.fullmatch(line)
        if match and not match["value"] and "-" not in match["margin"]:
            inner = len(below) - len(below.lstrip()) > len(match["margin"]) or below.lstrip().startswith("- ")
            if not inner:
                return False
    return True


def _is_ini(filled: list[str]) -> bool:
    sections = [line for line in filled if _SECTION.fullmatch(line.strip())]
    others = [line for line in filled if line not in sections and not line.startswith(("#", ";"))]
    return bool(sections) and filled[0] in sections and bool(others) and all(map(_BOUND.fullmatch, others))


def _is_json(text: str) -> bool:
    """Whether a text is an object in JSON over several lines, which no dict is printed as."""
    if "\n" not in text or not text.startswith("{"):
        return False
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and bool(found)
