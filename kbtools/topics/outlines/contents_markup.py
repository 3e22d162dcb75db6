"""Contents in HTML, of LaTeX, of an outliner or drawn as a tree, as lines of Markdown."""

import re
from collections.abc import Sequence
from html import unescape

_TAGS = re.compile(r"<(?P<end>/?)(?P<name>[a-z]+[1-6]?)\b[^<>]*>", re.IGNORECASE)
_UNSHOWN = re.compile(
    r"<(?P<name>script|style|title|template)\b[^<>]*>|(?P<comment><!--)|<!doctype[^>]*>|<\?xml[^>]*>",
    re.IGNORECASE,
)
_STARS, _ANY_STARS = re.compile(r"\*{2,6}\s"), re.compile(r"^(\*{1,6})\s")
_DRAWN = re.compile(r"^[\s│|]*(?:[├└╰┣┗]─+|[|`+]--)\s?(?=\S)")
_LATEX = re.compile(
    r"\s*\\contentsline\s*\{(?P<level>[a-z]+)\}\s*\{(?:\\numberline\s*\{(?P<number>[^{}]*)\})?(?P<title>.*)\}\s*\{[\divxlc]*\}(?:\s*\{[^{}]*\})?\s*%?\s*"
)
_LEVELS = {"part": 0, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}


def plain_rows(rows: Sequence[str]) -> Sequence[str]:
    """The rows, whatever they were written for, with blanks for how deep each stands."""
    return _starred([_drawn(_typeset(row)) for row in rows])


def without_tags(text: str) -> str:
    """Lists and headings of HTML as those of Markdown; all other tags go, and what no reader sees."""
    text = _without_unshown(text)
    depth, out, end = 0, [], 0
    for tag in _TAGS.finditer(text):
        out.append(text[end : tag.start()])
        end, name = tag.end(), tag["name"].lower()
        if name in {"ul", "ol"}:
            depth += -1 if tag["end"] else 1
        elif name == "li" and not tag["end"]:
            out.append(f"\n{'  ' * (depth - 1)}- ")
        elif name[0] == "h" and name[1:].isdecimal():
            out.append("\n" if tag["end"] else f"\n{'#' * int(name[1:])} ")
    return unescape("".join((*out, text[end:])))


def _without_unshown(text: str) -> str:
    """The text without comments, scripts and the like; one that nothing closes stays."""
    out, end = [], 0
    unclosed: set[str] = set()
    for start in _UNSHOWN.finditer(text):
        if start.start() < end:
            continue
        name = (start["name"] or "").lower()
        close = rf"</{name}\s*>" if name else "-->" if start["comment"] else ""
        # To look for the same end again and again takes a time by the square of the length.
        found = None if close in unclosed else re.compile(close, re.IGNORECASE).search(text, start.end())
        if found is None:
            unclosed.add(close)
            continue
        out.append(text[end : start.start()])
        end = found.end()
    return "".join((*out, text[end:]))


def _starred(rows: Sequence[str]) -> Sequence[str]:
    """Headings of an outliner, a star a level, as those of Markdown."""
    if not any(_STARS.match(row) for row in rows):
        return rows
    return [_ANY_STARS.sub(lambda found: f"{'#' * len(found[1])} ", row) for row in rows]


def _drawn(row: str) -> str:
    """A branch of a drawn tree, as deep as it hangs."""
    found = _DRAWN.match(row)
    return f"{' ' * found.end()}{row[found.end() :]}" if found else row


def _typeset(row: str) -> str:
    """A line of the file that LaTeX makes contents of."""
    found = _LATEX.fullmatch(row)
    if found is None or found["level"] not in _LEVELS:
        return row
    return f"{'  ' * _LEVELS[found['level']]}{found['number'] or ''} {found['title']}".rstrip()
