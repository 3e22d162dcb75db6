"""Running heads, section numbers and equation numbers that slipped into what stands around a highlight."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kbtools.topics.atlas import Atlas
from kbtools.topics.titles import key

_NUMBER = re.compile(r"\d+(?:[.．]\d+)*[.．]?")
_REFERENCE = re.compile(
    r"(?:[图圖表第见見式]|公式|[Ff]ig(?:ure|\.)?|[Tt]able|[Ss]ec(?:tion|\.)?|[Cc]hapter|[Ee]q\.?)\s*$"
)
_REFERRED = re.compile(r"\s*(?:[节節章页頁行]|小[节節]|sections?\b|chapters?\b)")
_PAGE_BEFORE, _PAGE_AFTER = re.compile(r"\d{1,4}\s+$"), re.compile(r"\s*\d")
_LONGEST_TITLE = 40
_SUBSECTION = 3
# Parts of a number that is a section's inside a topic, or an equation's.


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of the document's own structure, named in the text around a highlight."""

    topic: int
    text: str
    """As it stands there."""
    titled: bool
    """Whether the title stands there too, not the number alone."""
    head: bool = False
    """Whether it is a running head: a page number stands beside it."""
    agrees: bool | None = None
    """Whether the number beside the title is the outline's too; None without a title."""
    begins: bool = False
    """Whether the topic itself begins there, not something inside it."""


def marks(text: str, atlas: Atlas) -> Iterator[Mark]:
    """The marks of a text, in order; references to sections, figures and tables are none."""
    for match in _NUMBER.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if _REFERENCE.search(before) or _REFERRED.match(after):
            continue
        number = match[0].replace("．", ".").strip(".")
        bracketed = before.endswith(("(", "（")) and after.startswith((")", "）"))
        found = _equation(number, atlas) if bracketed else _heading(number, before, after, atlas)
        if found:
            yield found


def _equation(number: str, atlas: Atlas) -> Mark | None:
    section, _, _ = number.rpartition(".")
    topic = atlas.numbers.get(section) if number.count(".") == _SUBSECTION - 1 else None
    return None if topic is None else Mark(topic, f"({number})", titled=False)


def _heading(number: str, before: str, after: str, atlas: Atlas) -> Mark | None:
    """A heading or running head; a page or footnote number may be glued to the front of its number."""
    named = _named(after, atlas)
    for possible in _unglued(number):
        topic = atlas.numbers.get(possible)
        if named and (topic in named[0] or (topic is None and "." in possible and len(named[0]) == 1)):
            chosen = topic if topic is not None and topic in named[0] else named[0][0]
            head = bool(_PAGE_BEFORE.search(before) or _PAGE_AFTER.match(after[named[1] :]))
            agrees = topic == chosen
            shown = after[: named[1]].strip()
            shown = f"{possible} {shown}" if agrees else shown
            return Mark(chosen, shown, titled=True, head=head, agrees=agrees, begins=not head)
    if number.count(".") == _SUBSECTION - 1 and re.match(r"\s*[^\W\d]", after):
        for possible in _unglued(number):
            section = possible.rpartition(".")[0]
            if section in atlas.numbers and possible not in atlas.numbers:
                return Mark(atlas.numbers[section], possible, titled=False)
    return None


def _unglued(number: str) -> Iterator[str]:
    first, dot, rest = number.partition(".")
    return (first[start:] + dot + rest for start in range(len(first)) if first[start] != "0")


def _named(after: str, atlas: Atlas) -> tuple[tuple[int, ...], int] | None:
    """The topics whose name the text begins with, the longest such name, and how far it goes."""
    start = len(after) - len(after.lstrip())
    for end in range(min(len(after), start + _LONGEST_TITLE), start + 1, -1):
        found = atlas.names.get(key(after[start:end]))
        if found and not after[end - 1].isspace() and key(after[start:end]) != key(after[start : end - 1]):
            return found, end
    return None
