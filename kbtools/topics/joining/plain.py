"""A passage as plain text: what depends on how it was typed, copied or printed made one way, or left out."""

import html
import re
import unicodedata
from decimal import Decimal

from kbtools.text import fold_radicals, simplified, squash
from kbtools.topics.joining.numerals import in_digits
from kbtools.topics.joining.tex import accented, formulas

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Around what only points elsewhere, such as `[12]`, `图 3` and the number of a list item in a sentence.

Unicode keeps both for use within a program.
"""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SUPERSCRIPTS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ]+")
_POWER = re.compile(r"(?:[\d)\]|‖]|(?<![A-Za-z])[A-Za-z]{1,3})$")
# What may have an exponent: a number, a bracket, a letter or a unit; behind other words it is a footnote.
_CIRCLED = re.compile("[\u2460-\u2487\u24f5-\u24fe\u2776-\u2793]")
_TAGS = re.compile(
    r"</?(?:m[a-z]+|semantics|annotation|su[bp]|b|i|u|s|em|strong|br|hr|div|p|span|kbd|code|font|a|img|del|ins|details|"
    r"summary|center)\b[^<>]*>",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]")
_LINKS = re.compile(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]|!?\[([^\[\]]*)\]\([^()\s]*\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>$|~&%])")
_HYPHENS = re.compile("[\u2010-\u2015]")
_BROKEN = re.compile(r"(?<=[a-z])-(?=\s)[ \t]*(?:\n[ \t]*)?(?=[a-z])")
_RULE = re.compile(r"(?m)^(?=[^\n]*--)[ \t>|:-]+$")
# A word cut at the end of a line, also where the line's end became a blank; the line below a table's head.
_MARKS = re.compile(r"(?m)^[ \t>]*(?:#{1,6}[ \t]+|(?:[-*+•]|\d{1,3}[.)、])[ \t]+(?:\[[ xX]\][ \t]+)?)?")
_MARKED = re.compile(r"(?<![A-Za-z0-9_)\]=])==(?=[^\s=])([^=\n]{1,400})(?<=\S)==(?![A-Za-z0-9_(=])")
_UNDERLINED = re.compile(r"(?<![\w`/.])(_{1,2})(?=[^\W_])([^_`\n]{1,400})(?<=[^\W_])\1(?![\w(`])")
_PYTHONS = {name for kind in (type, int, str, list, dict, set) for name in dir(kind)} | {
    f"__{name}__" for name in ("all", "call", "enter", "exit", "file", "main", "name", "next", "version")
}
# Names that are no word in bold type.
_NOT = re.compile(r"\b(ca|wo|[A-Za-z]+)n['’]t\b")
_CONTRACTED = re.compile(r"(?<=[A-Za-z])['’](s|re|ll|ve|d|m)\b")
_NUMBERS = (
    (re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])"), lambda match: match[0].replace(",", "")),
    (re.compile(r"(?<=\d)\s*[~至到]\s*(?=\d)"), "-"),
    (re.compile(r"(?<=[1-9])\s*[xX]\s*(?=\d)|(?<=\d0)\s*[xX]\s*(?=\d)"), " * "),
    (
        re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)\s*([万亿])"),
        lambda match: format(Decimal(match[1]) * (10**4 if match[2] == "万" else 10**8), "f"),
    ),
    (
        re.compile("(?<=[0-9])\\s*(毫秒|秒|分钟|小时)"),
        lambda match: {"毫秒": "ms", "秒": "s", "分钟": "min", "小时": "h"}[match[1]],
    ),
    (re.compile(r"(?<=[0-9A-Za-z)\]}])\^(?=[0-9A-Za-z({+-])"), lambda _: _pointer("^")),
)
# Thousands, ranges, `3 x 3`, Chinese powers of ten, Chinese units, and the mark of an exponent.
_COMPARED = (
    (re.compile(r"(?i)\b(?:at\s+least|no\s+(?:less|fewer)\s+than)(?=\s+\$?\d)"), ">="),
    (re.compile(r"(?i)\b(?:at\s+most|no\s+more\s+than|up\s+to)(?=\s+\$?\d)"), "<="),
    (re.compile(r"(?i)\b(?:more|greater|larger)\s+than(?=\s+\$?\d)"), ">"),
    (re.compile(r"(?i)\b(?:less|fewer|smaller)\s+than(?=\s+\$?\d)|(?:不到|不足)(?=\s*\d)"), "<"),
)
# Before a number; what in Chinese needs none is among the words of scope.
_NUMBERED = re.compile(r"((?:^|[。;,:、!?])\s*)(\(?)(\d{1,2})\)(?=\s*[^\W\d_])")
_FAR = 60
_AUTHORS = r"[A-Z][A-Za-z]+(?:\s*(?:et al\.?|等人?|(?:and|&|和)\s*[A-Z][A-Za-z]+))?"
_POINTERS = (
    re.compile(r"(?<![A-Za-z0-9_)\]`=])(?<!= )()(\[\d{1,3}(?:\s*[,-]\s*\d{1,3}){0,3}\])()(?![\[(])"),
    re.compile(r"(?<=[A-Za-z]{3})()(\[\d{1,3}(?:\s*[,-]\s*\d{1,3}){0,3}\])()(?=\s*(?:[.,;:。，；：)]|$))"),
    re.compile(rf"()(\({_AUTHORS},?\s*(?:19|20)\d\d[a-z]?\))()"),
    re.compile(r"()(\(?\bpp?\.\s*\d{1,4}(?:-\d{1,4})?\)?)()"),
    re.compile(r"()(\(\d{1,2}(?:\.\d{1,2}){2}\))()"),
    re.compile(r"(^\s*)([1-9]\d?(?:\.\d{1,2}){1,3})([ \t]+)(?=[^\W\d_])"),
    re.compile(r"([如见由从据](?:图|表|式|公式)\s*\(?)(\d+(?:[.-]\d+)*)(\)?)"),
    re.compile(r"(第\s*)(\d+)(\s*[章页])"),
    re.compile(
        r"(?i)(\b(?:fig(?:ure|\.)|table|eq(?:uation|\.)|section|chapter)\s*\(?)(\d+(?:[.-]\d+)*)(\)?)"
    ),
)


def plain(text: str) -> str:
    """The text in one width, without Markdown, tags and the look of formulas; pointers are marked."""
    text = _SUPERSCRIPTS.sub(_power, _INVISIBLE.sub("", text))
    text = _CIRCLED.sub(lambda match: _pointer(unicodedata.normalize("NFKC", match[0]).strip("().")), text)
    text = _HYPHENS.sub("-", simplified(unicodedata.normalize("NFKC", fold_radicals(text))))
    text = _CONTRACTED.sub(" ", _NOT.sub(_full, _FOOTNOTE.sub(" ", text)))
    text = _LINKS.sub(lambda match: match[1] or match[2] or "", html.unescape(_TAGS.sub(" ", text)))
    text = formulas(accented(_BROKEN.sub("", _RULE.sub("", text))), _pointer)
    text = _ESCAPE.sub(r"\1", _MARKED.sub(r"\1", _MARKS.sub("", text)))
    text = _UNDERLINED.sub(_emphasized, text)
    text = _NUMBERED.sub(_numbered, text)
    text = in_digits(text)
    for pattern in _POINTERS:
        text = pattern.sub(lambda match: f"{match[1]}{_pointer(match[2])}{match[3]}", text)
    for pattern, one in _NUMBERS:
        text = pattern.sub(one, text)
    for pattern, sign in _COMPARED:
        text = pattern.sub(sign, text)
    return text


def _emphasized(match: re.Match[str]) -> str:
    return match[0] if match[0] in _PYTHONS else match[2]


def _pointer(said: str) -> str:
    return f"{OPEN}{squash(said)}{CLOSE}"


def _numbered(match: re.Match[str]) -> str:
    """The number of a list item in a sentence; what closes an older bracket, as in `(4, 7)`, is none."""
    before = match.string[max(0, match.start() - _FAR) : match.start()]
    open_ = before.rfind("(") > before.rfind(")") and not match[2]
    return match[0] if open_ else f"{match[1]}{_pointer(match[3])}"


def _power(match: re.Match[str]) -> str:
    """An exponent as it is typed; nothing for the mark of a footnote."""
    before = match.string[max(0, match.start() - 4) : match.start()]
    return f"^{unicodedata.normalize('NFKC', match[0])}" if _POWER.search(before) else ""


def _full(match: re.Match[str]) -> str:
    """`don't` and its kin in two words."""
    return f"{ {'ca': 'can', 'wo': 'will'}.get(match[1].lower(), match[1]) } not"
