"""The passage line of an Annotator block and its tags: text as people left it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kbtools.privacy import without_secrets
from kbtools.text import RADICALS, fold_radicals

_PREFIX, _HIGHLIGHT, _POSTFIX = "%%PREFIX%%", "%%HIGHLIGHT%%", "%%POSTFIX%%"
_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f"
_BLANKS = r"\xa0\x85\u2028\u2029"
CHANGED = rf"{_CONTROLS}{_BLANKS}{RADICALS.pattern[1:-1]}/\\="
"""Characters, for a pattern, one of which is in all text that a display changes, as in paths and secrets."""
_CONTROL = re.compile(f"[{_CONTROLS}]")
# No-break space, and what breaks a line in other worlds: for a reader each is a blank.
_BLANK = re.compile(f"[{_BLANKS}]")
_LINE_END = re.compile(r"\r\n?")
_ODD = re.compile(rf"{_CONTROL.pattern}|{_BLANK.pattern}|{RADICALS.pattern}")
_CHANGED = re.compile(f"[{CHANGED}]")
_NEXT_TAG = re.compile(r"[,，\n]|(?<![-*+ \t])[ \t]+(?=#[^\s#])")
_TAG_MARKS = re.compile(r"^(?:[-*+][ \t]+)?(?:#[ \t]*)*|[ \t]+$")
_CODE = re.compile(
    r"(`+)(?!`)(?:(?!`).){1,500}(?<!`)\1(?!`)|\$[^$\n]{1,500}\$|\]\([^()\s]{0,2000}\)|\[\[[^\[\]\n]{0,300}\]\]"
)
_HASHTAG = re.compile(r"(?:(?<=\s)|(?<=[（(，。、；：])|^)#([\w/-]{1,100})", re.MULTILINE)
_MARKED = 4
_KNOWN = 1000
"""Lists of tags remembered: people use the same ones again and again."""
_MARKS = 6


@dataclass(frozen=True, slots=True)
class Passage:
    """What the line of the passage shows; empty text for what is switched off."""

    prefix: str = ""
    highlight: str = ""
    suffix: str = ""


def passage(text: str) -> Passage:
    """The passage between its markers, each of which may be switched off."""
    text = text.strip().removeprefix("%%").strip()
    # A formatter writes `_` for `*`.
    mark = text[:1] if text[:1] in {"*", "_"} else ""
    text = text.removeprefix(mark).removesuffix(mark)
    if _HIGHLIGHT not in text:
        return _published(text)
    before, _, rest = text.partition(_HIGHLIGHT)
    highlight, _, suffix = rest.rpartition(_POSTFIX) if _POSTFIX in rest else (rest, "", "")
    _, _, prefix = before.partition(_PREFIX)
    return Passage(prefix.strip(), _unmarked(highlight.strip()), suffix.strip())


def written_passage(prefix: str, exact: str, suffix: str) -> str:
    """The line that the plugin writes of a passage; empty when a marker in it would make it say another."""
    line = f"*{_PREFIX}{prefix.strip()}{_HIGHLIGHT} =={exact.strip()}== {_POSTFIX}{suffix.strip()}*"
    return line if line.count("%%") == _MARKS else ""


def _published(text: str) -> Passage:
    """The passage where a publishing tool took the markers out: what the first and last `==` hold."""
    before, opening, rest = text.partition("==")
    highlight, closing, after = rest.rpartition("==")
    if not (opening and closing):
        return Passage()
    return Passage(before.strip(), highlight.strip(), after.strip())


def _unmarked(highlight: str) -> str:
    """The highlight without the `==` around it, as a person reads it."""
    if len(highlight) >= _MARKED and highlight.startswith("==") and highlight.endswith("=="):
        highlight = highlight[2:-2]
    return without_line_ends(highlight)


def without_line_ends(text: str) -> str:
    """The text without blanks around it and at the ends of its lines, which no person sees."""
    if "\n" not in text and "\r" not in text:
        return text.strip()
    return "\n".join(line.rstrip() for line in _LINE_END.sub("\n", text).split("\n")).strip()


@lru_cache(maxsize=_KNOWN)
def tags(text: str) -> tuple[str, ...]:
    """The tags of a list such as `#a, ##b c` or `#a #b`: marks and blanks around them removed, none twice."""
    if not text.strip():
        return ()
    found = (_TAG_MARKS.sub("", cleaned(tag).strip()) for tag in _NEXT_TAG.split(text))
    bare = (tag.removeprefix("[[").removesuffix("]]").strip() for tag in found)
    return tuple(dict.fromkeys(tag for tag in bare if tag))


def named_tags(written: str | None, recorded: Iterable[str]) -> tuple[str, ...]:
    """The tags under the marker of a block; without any those of its JSON, which the plugin never writes."""
    return tags(written or "") or tags("\n".join(recorded))


def hashtags(comment: str) -> tuple[str, ...]:
    """The `#tags` that a person wrote into the prose of a comment; a number alone is none."""
    if "#" not in comment:
        return ()
    found = (match[1].strip("/-") for match in _HASHTAG.finditer(_CODE.sub(" ", comment)))
    return tuple(dict.fromkeys(tag for tag in found if not tag.replace("/", "").isdecimal() and tag))


def plain(text: str) -> bool:
    """Whether nothing in a text could have to be cleaned away."""
    return not _CHANGED.search(text)


def cleaned(text: str) -> str:
    """The text for display: radicals folded, control characters, local paths and tokens gone."""
    if _ODD.search(text):
        text = fold_radicals(_BLANK.sub(" ", _CONTROL.sub("", _LINE_END.sub("\n", text))))
    return without_secrets(text)
