"""What a heading names, whatever its number, time stamp, width of characters or spelling of blanks."""

import re
import unicodedata
from importlib.resources import files

from kbtools.text import fold_radicals

_TIME_STAMP = re.compile(r"(?<![\d:])\d{1,2}:\d{2}(?![\d:])")
_NUMBER = re.compile(
    r"""^\s*(?:
        \d+(?:[.．]\d+)+[.．、)）]?                            # 2.3.1
        | 第\s*[\d一二三四五六七八九十百]+\s*[章节讲课]      # 第三章
        | [\d一二三四五六七八九十]+(?:、|[.．)）](?!\d))        # 二、 or 2.
        | \d+(?=\s)                                          # 2
    )[\s\-]*""",
    re.VERBOSE,
)
_BRACKETS = re.compile(r"^(.{2,}?)\s*[（(\[【]([^()（）\[\]【】]{2,40})[)）\]】]\s*$", re.DOTALL)
_NO_WORD = re.compile(r"[\W_]+")
# Headings that every text has whatever it is about; a section under one belongs to what surrounds it.
STRUCTURAL = frozenset(files("kbtools.topics").joinpath("structural_titles.txt").read_text("utf-8").split())


def key(title: str) -> str:
    """The title as a key of comparison: folded, without number, time stamp or marks; may be empty."""
    folded = unicodedata.normalize("NFKC", fold_radicals(title)).lower()
    unstamped = _TIME_STAMP.sub(" ", folded)
    return _NO_WORD.sub("", _NUMBER.sub("", unstamped, count=1))


def names_of(title: str) -> tuple[str, ...]:
    """The title, and the names that stand in and before its brackets: `暂退法（Dropout）` has three."""
    match = _BRACKETS.match(title)
    if match is None:
        return (title,)
    return tuple(dict.fromkeys(name.strip() for name in (title, match[1], match[2]) if name.strip()))


def structural(title: str) -> bool:
    """Whether a heading names no topic of its own."""
    name = key(title)
    return not name or name in STRUCTURAL or name.isdecimal()
