"""Front matter: the `---` block of properties that opens a Markdown file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kbtools.text import Lines

_PROPERTY = re.compile(r"""["']?([^\s:#"'-][^:"']{0,100}):{0,2}["']?\s*:(?:\s+(.*)|$)""")
_INSIDE = re.compile(r"\s+\S|-(\s|$)|#|\s*$|[\]}]")
_MOST_LINES = 1000


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The properties at the head of a file."""

    lines: Lines | None = None
    """Marker lines included; None when there is none."""
    properties: Mapping[str, str] = field(default_factory=dict)
    """Of the outermost level; the value as written, without quotes."""


def front_matter(lines: Sequence[str]) -> FrontMatter:
    """The front matter of a file, also after empty lines; prose between two rules is none."""
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[start].rstrip() != "---":
        return FrontMatter()
    properties: dict[str, str] = {}
    for index in range(start + 1, min(len(lines), start + _MOST_LINES)):
        line = lines[index]
        if line.rstrip() in {"---", "..."}:
            return FrontMatter(Lines(start + 1, index + 1), properties) if properties else FrontMatter()
        if found := _PROPERTY.match(line):
            properties[found[1].strip()] = (found[2] or "").strip().strip("\"'")
        elif not _INSIDE.match(line):
            return FrontMatter()
    return FrontMatter()
