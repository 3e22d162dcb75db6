"""The words of a passage as they are compared: what tells its meaning, without how it was typed.

Width, radicals, blanks, punctuation, Markdown's marks and escapes, tags and TeX's own words are noise.
Numbers, signs, identifiers and negations are marked: where one of them differs, two passages do not say the
same.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache

from kbtools.text import fold_radicals, squash


class Sort(IntEnum):
    """What a word is; from NUMBER on it must be the same in both passages."""

    HAN = 0
    """One Chinese character."""
    NAME = 1
    """A plain Latin word: a term, a gloss, an English word."""
    NUMBER = 2
    SIGN = 3
    IDENTIFIER = 4
    NEGATION = 5


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a passage."""

    said: str
    """As it is compared."""
    sort: Sort
    shown: str
    """As a person reads it."""

    @property
    def weight(self) -> int:
        """How much it says: a Latin word as much as two characters."""
        return 2 if self.sort in {Sort.NAME, Sort.IDENTIFIER} else 1


_word = lru_cache(maxsize=1 << 15)(Word)
# A language has few words and a text has many: those that come again are the same object.
_TAGS = re.compile(
    r"</?(?:m[a-z]+|semantics|annotation|su[bp]|b|i|u|s|em|strong|br|hr|div|p|span|kbd|code|font|a|img|del|ins|details|"
    r"summary|center)\b[^<>]*>",
    re.IGNORECASE,
)
_LINKS = re.compile(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]|!?\[([^\[\]]*)\]\([^()\s]*\)")
_GREEK = {
    **{f"\\{unicodedata.name(letter).split()[-1].lower()}": letter for letter in "αβγδεζηθικμνξπρστυφχψω"},
    **{f"\\{unicodedata.name(letter).split()[-1].title()}": letter for letter in "ΓΔΘΞΠΣΦΨΩ"},
    r"\lambda": "λ",
    r"\Lambda": "Λ",
}
# Unicode spells the eleventh letter without its b.
_TEX = {
    **dict.fromkeys((r"\times", r"\cdot", r"\ast", "×", "·", "∗"), "*"),
    **dict.fromkeys((r"\odot", "⊙"), "⊙"),
    **dict.fromkeys((r"\leq", r"\le", "≤", "⩽"), "<="),
    **dict.fromkeys((r"\geq", r"\ge", "≥", "⩾"), ">="),
    **dict.fromkeys((r"\neq", r"\ne", "≠"), "!="),
    **dict.fromkeys((r"\to", r"\rightarrow", "→"), "->"),
    **dict.fromkeys((r"\pm", "±"), "±"),
    **dict.fromkeys((r"\in", "∈"), "∈"),
    **_GREEK,
    "−": "-",
    "÷": "/",
}
_SPELT = re.compile(r"\\[A-Za-z]+|[×·∗⊙≤⩽≥⩾≠→±∈−÷]")
_TWICE = re.compile(
    r"([^\s\\\u3400-\u9fff]{2,40})([^\n\\\u3400-\u9fff]{0,40}\\[A-Za-z]+[^\n\u3400-\u9fff]{0,60}?)\1"
)
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_FORMULA = re.compile(r"\$\$?([^$]{1,2000})\$\$?")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>$|~&])")
_HYPHENS = re.compile("[\u2010-\u2015]")
_MARKS = re.compile(r"(?m)^[ \t>]*(?:#{1,6}[ \t]+|(?:[-*+•]|\d{1,3}[.)、])[ \t]+(?:\[[ xX]\][ \t]+)?)?")
_MEASURES = "个種种次维维阶行列条类层步章节元项段部轴倍张份点节"
_NUMERALS = dict(
    zip("二两三四五六七八九十", ("2", "2", "3", "4", "5", "6", "7", "8", "9", "10"), strict=True)
)
_LONG = 24
# Digits from which a number is a name: nothing is gained by its value.
_NEGATIONS = frozenset("不没沒无無非未否勿莫")
_NOT = frozenset({"not", "no", "never", "without", "cannot", "nor", "none", "neither"})
_WORD = re.compile(
    r"""
    (?P<quoted>`+)
    |(?P<token>(?<![A-Za-z0-9_)\]])<[A-Za-z_]\w*>)
    |(?P<slice>(?<=[A-Za-z0-9_)\]])\[[A-Za-z0-9_,+\- ]*:[A-Za-z0-9_,:+\- ]*\])
    |(?P<number>(?<![A-Za-z_])\d+(?:\.\d+)*(?:[eE][+-]?\d+)?)
    |(?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)
    |(?P<greek>[\u0370-\u03ff])
    |(?P<han>[\u3400-\u9fff\U00020000-\U0003ffff])
    |(?P<sign>\*\*=?|//=?|->|[-+*/=!<>]=|[-+*/=<>%@^±⊙∈])
    """,
    re.VERBOSE | re.ASCII,
)


def words(text: str) -> tuple[Word, ...]:
    """What a prose passage says, in its order."""
    return tuple(_numerals(list(_words(_plain(text)))))


def _plain(text: str) -> str:
    text = _HYPHENS.sub("-", unicodedata.normalize("NFKC", fold_radicals(text)))
    text = _THOUSANDS.sub(lambda match: match[0].replace(",", ""), text)
    if "\\" in text:
        text = _TWICE.sub(_once, text)
    text = _LINKS.sub(lambda match: match[1] or match[2] or "", html.unescape(_TAGS.sub(" ", text)))
    text = _FORMULA.sub(lambda match: re.sub(r"[_^{}]", " ", _spelt(match[1])), text)
    return _ESCAPE.sub(r"\1", _spelt(_MARKS.sub("", text)))


def _once(match: re.Match[str]) -> str:
    """A formula that a page gives as it looks, as TeX, and as it looks: what copying KaTeX leaves."""
    same = squash(_spelt(match[1])) == squash(re.sub(r"[_^{}]", "", _spelt(match[2])))
    return match[1] if same else match[0]


def _spelt(text: str) -> str:
    """The text with mathematical signs as they are typed, and without TeX's words for the look of things."""
    return _SPELT.sub(lambda match: f" {_TEX.get(match[0], '')} ", text)


def _words(text: str) -> Iterator[Word]:
    quoted = False
    for match in _WORD.finditer(text):
        kind, shown = match.lastgroup, match[0]
        if kind == "quoted":
            quoted = not quoted
        elif kind == "name":
            yield from _index(shown) or (_name(_called(text, match), code=quoted),)
        elif kind == "number":
            yield _word(_value(shown), Sort.NUMBER, shown)
        elif kind == "han":
            yield _word(shown, Sort.NEGATION if shown in _NEGATIONS else Sort.HAN, shown)
        elif kind in {"greek", "token"}:
            yield _word(shown, Sort.IDENTIFIER, shown)
        elif kind == "slice":
            yield _word(shown.replace(" ", ""), Sort.SIGN, shown)
        elif _is_sign(text, match):
            yield _word(shown, Sort.SIGN, shown)


def _value(shown: str) -> str:
    """A number however it was written: `1e-3` is `0.001`, `2.0` is `2`; a version stays one."""
    if shown.count(".") > 1:
        return shown
    return format(Decimal(shown).normalize(), "f") if len(shown) < _LONG else shown


def _index(shown: str) -> tuple[Word, ...]:
    """A letter and its index, so that `L2` and TeX's `L_2` are the same; empty for other names."""
    if len(shown) > 1 and shown[1:].isdigit():
        return _word(shown[0], Sort.IDENTIFIER, shown[0]), _word(shown[1:], Sort.NUMBER, shown[1:])
    return ()


def _called(text: str, match: re.Match[str]) -> str:
    """A name with the dot before it and the brackets behind it, as in `.item()`."""
    dot = (
        "."
        if re.search(r"(?:^|[^A-Za-z0-9_)\].])\.$", text[max(0, match.start() - 2) : match.start()])
        else ""
    )
    call = re.compile(r"\(\)?").match(text, match.end())
    return f"{dot}{match[0]}{call[0] if call else ''}"


def _name(shown: str, *, code: bool) -> Word:
    """A Latin word: an identifier by its form, or as code says so."""
    called = shown.endswith(("(", ")"))
    shown, name = shown.removesuffix("("), shown.rstrip("()").removeprefix(".")
    code = code or called
    if name.lower() in _NOT:
        return _word(name.lower(), Sort.NEGATION, shown)
    formed = len(name) == 1 or re.search(r"[_.\d]", name) is not None
    if formed:
        return _word(name, Sort.IDENTIFIER, shown)
    return _word(name.lower(), Sort.IDENTIFIER if code else Sort.NAME, shown)


def _is_sign(text: str, match: re.Match[str]) -> bool:
    """Whether an operator is one: not Markdown's emphasis, not a hyphen, not `and/or`."""
    sign, before, after = match[0], text[: match.start()][-1:], text[match.end() : match.end() + 1]
    if sign.strip("*") == "":
        operands = re.match(r"[A-Za-z0-9_)\]]", before), re.match(r"[A-Za-z0-9_(\[]", after)
        return all(operands) or (before == " " and after == " ")
    if sign in {"-", "/"}:
        between = before.isalpha() and after.isalpha()
        return not between and bool(re.match(r"[ A-Za-z0-9_(\[]", after))
    if sign in {"<", ">"}:
        return bool(re.match(r"[ A-Za-z0-9_)\]]", before))
    return True


def _numerals(found: list[Word]) -> Iterator[Word]:
    """The words with a Chinese numeral before a measure as a number; `一` is as often an article."""
    for at, word in enumerate(found):
        after = found[at + 1].said if at + 1 < len(found) else ""
        before = found[at - 1].said if at else ""
        if word.said in _NUMERALS and (before == "第" or (after and after in _MEASURES)):
            yield _word(_NUMERALS[word.said], Sort.NUMBER, word.shown)
        else:
            yield word
