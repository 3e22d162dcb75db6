"""What stands in front of a title in a table of contents: `第3章`, `1.2`, `（一）`, `Part II`."""

import re
from dataclasses import dataclass

from kbtools.text import chinese_number, roman_number
from kbtools.topics.outlines.topic_titles import bare

_COUNT = r"(?:\d{1,3}|[零〇一二两三四五六七八九十百]{1,5})"
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_LATIN = rf"(?:\d{{1,3}}|[ivxlc]{{1,6}}|{'|'.join(_WORDS)})"
_STOP = r"[.．、:：\-–—]?\s*"
PART, APPENDIX, CHAPTER, SECTION = "part", "appendix", "chapter", "section"
WORDED = frozenset({CHAPTER, "han", "(han)"})
"""Styles below which a single number counts sections."""


@dataclass(frozen=True, slots=True)
class Label:
    """A number with how it is written; lines of one style stand side by side."""

    style: str
    number: str
    """In Arabic digits; empty where the title keeps its label, as parts and appendices do."""
    title: str
    rank: int | None
    """0 for a part, 1 for a chapter and so on; None where only the lines above tell."""


_RULES: tuple[tuple[str, int | None, re.Pattern[str]], ...] = (
    (PART, 0, re.compile(rf"(?P<all>第\s*{_COUNT}\s*(?:部分|[部篇编卷])(?!分).*|[上中下]篇(?:\s.*)?)")),
    (PART, 0, re.compile(rf"(?P<all>part\s+{_LATIN}\b.*)", re.IGNORECASE)),
    (
        APPENDIX,
        0,
        re.compile(
            r"(?P<all>(?:附录|appendix)\s*(?:[A-Z一二三四五六七八九十]|\d{1,2})?(?![A-Za-z]).*)",
            re.IGNORECASE,
        ),
    ),
    (CHAPTER, 1, re.compile(rf"第\s*(?P<n>{_COUNT})\s*[章讲课回]{_STOP}(?P<title>.*)")),
    (CHAPTER, 1, re.compile(rf"chapter\s+(?P<n>{_LATIN})\b{_STOP}(?P<title>.*)", re.IGNORECASE)),
    (CHAPTER, 1, re.compile(rf"lecture\s+(?P<n>{_LATIN})\b{_STOP}(?P<title>.*)", re.IGNORECASE)),
    (
        "week",
        1,
        re.compile(
            rf"(?:(?:week|day|session|unit|module|lesson)\s+{_LATIN}\b|第\s*{_COUNT}\s*[周天单元]){_STOP}(?P<title>.+)",
            re.IGNORECASE,
        ),
    ),
    (SECTION, 2, re.compile(rf"第\s*(?P<n>{_COUNT})\s*节{_STOP}(?P<title>.*)")),
    (
        "dotted",
        0,
        re.compile(
            r"(?:§\s*|section\s+)?(?P<n>(?:\d{1,3}|[A-Z])(?:[.．]\d{1,3})+)(?:[.．、:：]?\s+|[.．、:：]?(?=[^\W\d_a-z]))(?P<title>\S.*)",
            re.IGNORECASE,
        ),
    ),
    ("han", None, re.compile(r"(?P<n>[一二三四五六七八九十]{1,3})(?:、|[.．]\s*|\s+)(?P<title>\S.*)")),
    ("(han)", None, re.compile(r"[(（](?P<n>[一二三四五六七八九十]{1,3})[)）]\s*(?P<title>\S.*)")),
    ("(1)", None, re.compile(r"(?:[(（](?P<n>\d{1,2})[)）]|(?P<m>\d{1,2})[)）])\s*(?P<title>\S.*)")),
    (
        "(a)",
        None,
        re.compile(r"(?:[(（](?P<n>[a-z]|[ivx]{2,5})[)）]|(?P<m>[a-z]|[ivx]{2,5})[)）])\s*(?P<title>\S.*)"),
    ),
    ("1", 1, re.compile(r"§?\s*(?P<n>\d{1,3})(?:[.．、:：]?\s+|[.．、:：](?=\D))(?P<title>\S.*)")),
)
"""Style, rank, and how it is written; the rank of `1.2.3` is that of its last part."""


def label(text: str) -> Label | None:
    """The label of a line; None for a line without one."""
    for style, rank, rule in _RULES:
        if found := rule.fullmatch(text):
            return _label(style, rank, found)
    return None


def _label(style: str, rank: int | None, found: re.Match[str]) -> Label:
    groups = found.groupdict()
    if "all" in groups:
        return Label(style, "", bare(groups["all"]), rank)
    number = _arabic(groups.get("n") or groups.get("m") or "", is_roman=style == CHAPTER)
    if style == "dotted":
        deep = number.count(".") + 1
        return Label(f"dotted {deep}", number, bare(groups["title"]), deep)
    return Label(style, number, bare(groups["title"]), rank)


def _arabic(number: str, *, is_roman: bool) -> str:
    """A number in Arabic digits, whatever it is written in; letters of appendices and of lists stay."""
    low = number.lower()
    if not low:
        return ""
    if low in _WORDS:
        return str(_WORDS.index(low) + 1)
    if low[0] in "零〇一二两三四五六七八九十百":
        return str(chinese_number(low))
    if is_roman and set(low) <= set("ivxlc"):
        return str(roman_number(low))
    return number.replace("．", ".")
