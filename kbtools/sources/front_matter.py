"""Front matter: the `---` block of properties that opens a Markdown file."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kbtools.text import Lines

_PROPERTY = re.compile(r"""["']?([^\s:#"'-][^:"']{0,100}):{0,2}["']?\s*:(?:\s+(.*)|$|(?<=::)(.*))""")
_INSIDE = re.compile(r"\s+\S|-(\s|$)|#|\s*$|[\]}]")
_ITEM = re.compile(r"\s*-\s+(.*)")
_MOST_LINES = 1000


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The properties at the head of a file."""

    lines: Lines | None = None
    """Marker lines included; None when there is none."""
    properties: Mapping[str, str] = field(default_factory=dict)
    """Of the outermost level, by name in lower case; without quotes; of a list the first value."""


def front_matter(lines: Sequence[str]) -> FrontMatter:
    """The front matter of a file, also after empty lines; prose between two rules is none."""
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[start].rstrip() != "---":
        return FrontMatter()
    if (found := _as_json(lines, start)) is not None:
        return FrontMatter(Lines(start + 1, start + 3), found)
    properties: dict[str, str] = {}
    name = ""
    for index in range(start + 1, min(len(lines), start + _MOST_LINES)):
        line = lines[index]
        if line.rstrip() in {"---", "..."}:
            return FrontMatter(Lines(start + 1, index + 1), properties) if properties else FrontMatter()
        if match := _PROPERTY.match(line):
            name = match[1].strip().lower()
            properties[name] = _bare(match[2] or match[3] or "")
        elif not _INSIDE.match(line):
            return FrontMatter()
        elif name and not properties[name] and (item := _ITEM.match(line)):
            properties[name] = _bare(item[1])
    return FrontMatter()


def _bare(value: str) -> str:
    return value.strip().strip("\"'")


def _as_json(lines: Sequence[str], start: int) -> dict[str, str] | None:
    """Properties on one line of JSON, as publishing tools write them; None for any other."""
    if len(lines) < start + 3 or lines[start + 2].rstrip() != "---" or not lines[start + 1].startswith("{"):
        return None
    try:
        record = json.loads(lines[start + 1])
    except (ValueError, RecursionError):
        return None
    return {name.lower(): value for name, value in record.items() if isinstance(value, str)}
