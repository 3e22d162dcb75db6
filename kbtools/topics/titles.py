"""What a heading names, whatever its number, time stamp, width of characters or spelling of blanks."""

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

from kbtools.text import fold_radicals, simplified

_TIME_STAMP = re.compile(r"(?<![\d:])\d{1,2}:\d{2}(?![\d:])")
_NUMBER = re.compile(
    r"""^\s*(?:
        \d+(?:[.．]\d+)+[.．、)）]?                            # 2.3.1
        | 第\s*[\d一二三四五六七八九十百]+\s*(?:[章节節讲講课課周週篇天]|部分)[:：]?   # 第三章
        | (?i:week|lecture|chapter|lesson|part|unit|day)(?:\s+(?:\d+|[ivx]+\b)|\d{1,3}(?![A-Za-z\d]))
          [:：.、]?                                          # Week 2: Day3：
        | [\d一二三四五六七八九十]+(?:、|[.．)）](?!\d))        # 二、 or 2.
        | \d+(?=\s)                                          # 2
    )[\s\-]*""",
    re.VERBOSE,
)
# `算法导论 第3章 排序`: the book in front of the number.
_OF_BOOK = re.compile(r"^\S[^:：]{1,20}?[\s:：]+(?=第\s*[\d一二三四五六七八九十百]+\s*[章讲课][\s:：]+\S)")
# `1️⃣` and `①`: a number as a picture, which folding would glue to the title.
PICTURED = r"(?:(?:\d\ufe0f?\u20e3)+|\U0001f51f|[\u2460-\u2473\u2776-\u2793])"
_PICTURED = re.compile(rf"^\s*{PICTURED}\s*")
_BRACKETS = re.compile(r"^(.{2,}?)\s*[（(\[【]([^()（）\[\]【】]{2,40})[)）\]】]\s*$", re.DOTALL)
_ARTICLE = re.compile(r"^\s*(?:the|an?)\s+(?=[a-z]{3})")
_JOINS = re.compile(r"以及|[与和及、：:，,；;/&]|(?<![+＋])[+＋](?![+＋])|\band\b|\bor\b", re.IGNORECASE)
_SHORTEST_HAN, _SHORTEST_LATIN = 2, 3
_LATIN, _LONGEST_RUN = re.compile(r"[a-z0-9]+"), 6
# One of several slides or parts under one title.
_COUNT = re.compile(
    r"""(?:(?:\s|(?<=[\u3400-\u9fff])|(?=[（(]续))\s*[（(\[【]\s*(?:cont(?:'?d|inued|\.)?|续|接上\w?|\d+\s*(?:/|of)\s*\d+|(?:part|pt\.?)\s*(?:\d+|[ivx]+)
        |重点|难点|必考|选[学读]|了解|补充|待[补续]|未?完|optional|important|todo|wip|draft|new|updated
        |\d|i{1,3}|iv|vi{1,3}|[一二三四五六上中下])\s*[)）\]】]
    | \s*[-–—:：,，]?\s+cont(?:inued|'?d|\.) | \s*[-–—:：]\s*续
    | \s*[-–—:：,，]\s*(?:part|pt\.?)\s*(?:\d+|[ivx]+) | \s+\d{1,2}\s*(?:/|of)\s*\d{1,2}
    )\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
# `C`, `C++` and `C#` are three.
_SIGNED = re.compile(r"(?<![a-z0-9])([a-z])(\+\+|#)")
_SIGNS = {"++": "pp", "#": "sharp"}
_NO_WORD = re.compile(r"[\W_]+")
# Headings that every text has whatever it is about; a section under one belongs to what surrounds it.
STRUCTURAL = frozenset(files("kbtools.topics").joinpath("structural_titles.txt").read_text("utf-8").split())


@lru_cache(maxsize=100_000)
def key(title: str) -> str:
    """The title as a key of comparison: folded, without number, article, time stamp, `(cont.)` or marks."""
    folded = unicodedata.normalize("NFKC", fold_radicals(_PICTURED.sub("", title))).lower()
    unstamped = without_count(_TIME_STAMP.sub(" ", simplified(folded)))
    return _NO_WORD.sub("", _SIGNED.sub(_spelled, _ARTICLE.sub("", _NUMBER.sub("", unstamped, count=1))))


def _spelled(match: re.Match[str]) -> str:
    return f"{match[1]}{_SIGNS[match[2]]}"


def unnumbered(title: str) -> str:
    """The title without the number in front of it, as its author wrote it."""
    return _NUMBER.sub("", _OF_BOOK.sub("", title), count=1) or title


def without_count(title: str) -> str:
    """The title without what tells that it is one of several: `(cont.)`, `2/3`, `（续）`, `, part 2`."""
    return _COUNT.sub("", title) or title


def names_of(title: str) -> tuple[str, ...]:
    """The title, and the names that stand in and before its brackets: `暂退法（Dropout）` has three."""
    match = _BRACKETS.match(title)
    if match is None:
        return (title,)
    return tuple(dict.fromkeys(name.strip() for name in (title, match[1], match[2]) if name.strip()))


def parts_of(title: str) -> tuple[str, ...]:
    """The keys of the things that a title joins, such as `甲与乙`; none where it joins nothing."""
    parts = [key(part) for part in _JOINS.split(title)]
    long = (part for part in parts if len(part) >= (_SHORTEST_LATIN if part.isascii() else _SHORTEST_HAN))
    return tuple(dict.fromkeys(long)) if len(parts) > 1 else ()


def numbered_lesson(title: str) -> bool:
    """Whether a title begins as that of a lecture or a week: it stands over what follows it."""
    match = _NUMBER.match(_OF_BOOK.sub("", unicodedata.normalize("NFKC", title)))
    return match is not None and not match[0].strip()[:1].isdigit() and len(match[0].strip()) > _SHORTEST_HAN


def latin_runs(text: str) -> frozenset[str]:
    """The keys of all runs of whole Latin words in a text: `nin` is none of `training`."""
    words = _LATIN.findall(unicodedata.normalize("NFKC", text).lower())
    runs = (words[start : start + size] for start in range(len(words)) for size in range(1, _LONGEST_RUN + 1))
    return frozenset("".join(run) for run in runs)


def structural(title: str) -> bool:
    """Whether a heading names no topic of its own."""
    name = key(title)
    return not name or name in STRUCTURAL or name.isdecimal()
