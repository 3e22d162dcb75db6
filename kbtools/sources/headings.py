"""Headings: what a heading line says, without number, time stamp and markup."""

import re
from dataclasses import dataclass

from kbtools.records import quick
from kbtools.sources.numbering import split_number
from kbtools.text import Lines, fold_radicals

# Bounded, so that a line of a million brackets costs no more than its length.
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\(([^()\s]{0,2000})\)")
DEAD_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{0,300})\]\(#(?:page-[\w-]{1,40})?\)")
_NOWHERE = re.compile(r"#(?:page-[\w-]{1,40})?")
# A clipper writes a backslash into `1.` so that no list starts there.
_ESCAPED = re.compile(r"(?<![$\\])\\([.\-#+])")
_STRONG = re.compile(r"(\*\*|__|`)(\S[^*_`\n]{0,300})\1")
_ATTRIBUTES = re.compile(r"\s*\{[#.][^{}\n]{0,200}\}\s*$|\s+\^[\w-]{1,60}\s*$|\[\]\{[^{}\n]{0,200}\}")
TAG = re.compile(
    r"(?i)</?(?:span|a|b|i|em|strong|font|sup|sub|u|center|br|small|big|mark|code|kbd|div|p)(?:\s[^<>\n]{0,300})?/?>"
)
# In front any two numbers, as `6:1`; elsewhere two digits of seconds: `7:3` is a share, `[1:3, 1:]` a slice.
STAMP = re.compile(
    r"(?:^\[?(?:\d{1,2}:)?[0-5]?\d:[0-5]?\d(?=[\s\]]|$|[^\W\d_])\]?"
    r"|(?<![\d:.,\[])(?:\d{1,2}:)?[0-5]?\d:[0-5]\d(?![\d:,.\]]))"
)
_STAMP_FIRST = re.compile(r"\s*\[?(?:\d{1,2}:)?[0-5]?\d:[0-5]?\d(?=[\s\]]|$|[^\W\d_])")
# What every link, tag, stamp and mark of the text holds: most headings hold none of it.
_SIGN = re.compile(r"[<\[\]\\*_`{}^:]")
_AROUND_STAMP = " \t。.,，:：-–—"


@quick
@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on its way to becoming a note."""

    lines: Lines
    level: int
    """As the author marked it, 1-based."""
    raw: str
    """The text of the heading as it stands, marks of the level left out."""
    title: str
    """Without number, time stamp and markup."""
    number: str = ""
    path: tuple[str, ...] = ()
    """Titles, outermost first, its own last; set by the rules of nesting."""
    extra: str = ""
    """What the title leaves out but a person should still see, as Markdown: stamps and live links."""

    @property
    def timed(self) -> bool:
        """Whether the heading starts with the time stamp of a recording."""
        return bool(_STAMP_FIRST.match(self.raw))


def heading(raw: str, level: int, lines: Lines) -> Heading:
    """The heading that a text makes."""
    raw = fold_radicals(raw).replace("\n", " ").strip()
    title, extra = _told(raw) if _SIGN.search(raw) else (raw, ())
    number, title = split_number(title)
    return Heading(lines, level, raw, title.rstrip("。：:") or title, number, extra=" ".join(extra))


def _told(raw: str) -> tuple[str, tuple[str, ...]]:
    """The title without markup, and what it leaves out that a person should still see."""
    links = [link.group() for link in _LINK.finditer(raw) if not _NOWHERE.fullmatch(link[2])]
    plain = _STRONG.sub(r"\2", _LINK.sub(r"\1", _ATTRIBUTES.sub("", TAG.sub("", raw)))).strip()
    title, stamps = _without_stamps(_ESCAPED.sub(r"\1", plain))
    return title, (*stamps, *links)


def _without_stamps(title: str) -> tuple[str, list[str]]:
    """The title without the time stamps of a recording; one that says itself twice is said once."""
    stamps = [stamp.group().strip("[]") for stamp in STAMP.finditer(title)]
    if not stamps:
        return title.strip(), []
    parts = [part.strip(_AROUND_STAMP) for part in STAMP.split(title)]
    words = list(dict.fromkeys(part for part in parts if part))
    return (" ".join(words), stamps) if words else (title.strip(), [])


def revive_links(text: str) -> str:
    """The text with every link to nowhere (`#`, a page of a lost PDF) as its plain words."""
    return DEAD_LINK.sub(r"\1", text) if "](#" in text else text
