"""The words of a passage as they are compared: what tells its meaning, without how it was typed.

Numbers, signs, identifiers and negations are marked: where one of them differs, two passages do not say the
same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files

from kbtools.text import squash
from kbtools.topics.join_plain import CLOSE, OPEN, plain


class Sort(IntEnum):
    """What a word is; from NUMBER on it must be the same in both passages."""

    POINTER = 0
    """Points elsewhere, such as the `[12]` of a citation; copies leave it out."""
    HAN = 1
    """One Chinese character."""
    NAME = 2
    """A plain Latin word: a term, a gloss, an English word."""
    SCOPE = 3
    """Says of how much a thing holds, such as `所有`, `必须`, `only`."""
    NUMBER = 4
    SIGN = 5
    IDENTIFIER = 6
    NEGATION = 7


_WEIGHTS = (0, 1, 2, 2, 1, 1, 2, 1)
# Of each sort.


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a passage."""

    said: str
    """As it is compared."""
    sort: Sort
    shown: str
    """As a person reads it."""
    last: bool = False
    """Whether it ends a sentence."""

    @property
    def weight(self) -> int:
        """How much it says: a Latin word as much as two characters, a pointer nothing."""
        return _WEIGHTS[self.sort]


_word = lru_cache(maxsize=1 << 15)(Word)
# A language has few words and a text has many: those that come again are the same object.
_MEASURES = "个種种次维维阶行列条类层步章节元项段部轴倍张份点节"
_NUMERALS = dict(
    zip("二两三四五六七八九十", ("2", "2", "3", "4", "5", "6", "7", "8", "9", "10"), strict=True)
)
_COUNTED = {
    name: str(number)
    for number, name in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2)
}
_ARTICLE = re.compile(
    r"[aA]\s+(?!(?:and|are|as|at|be|by|can|for|from|has|have|in|is|must|of|on|or|to|was|will|with)\b)[a-z]{2}"
)
# Before a noun it is no name; before `is` and its kin it may be that of a matrix.
_LONG = 24
# Digits from which a number is a name: nothing is gained by its value.
_NEGATIONS = {**dict.fromkeys("不没沒无無未勿莫", "不"), "非": "非", "否": "否"}
_NOT = frozenset({"not", "no", "never", "without", "nor", "none", "neither"})
_SCOPES = {
    word: line.split()[0]
    for line in files("kbtools.topics").joinpath("scope_words.txt").read_text("utf-8").splitlines()
    for word in line.split()
}
_LONGEST_FIRST = sorted((word for word in _SCOPES if not word.isascii()), key=len, reverse=True)
_WORD = re.compile(
    rf"""
    (?P<quoted>`+)
    |{OPEN}(?P<pointer>[^{CLOSE}]*){CLOSE}
    |(?P<scope>(?:{"|".join(_LONGEST_FIRST)})(?<![个几各大一二两三四五六七八九十\d]部分)(?<!一定(?=[的程]))(?<!只(?=[要是好管怕能])))
    |(?P<token>(?<![A-Za-z0-9_)\]])<[A-Za-z_]\w*>)
    |(?P<slice>(?<=[A-Za-z0-9_)\]])\[[A-Za-z0-9_,+\- ]*:[A-Za-z0-9_,:+\- ]*\])
    |(?P<number>(?<![A-Za-z_])\d+(?:\.\d+)*(?:[eE][+-]?\d+)?)
    |(?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)
    |(?P<symbol>[\u0370-\u03ff∂∇∞√∫ˆ¯˜˙])
    |(?P<han>[\u3400-\u9fff\U00020000-\U0003ffff])
    |(?P<sign>\*\*=?|//=?|->|[-+*/=!<>]=|[-+*/=<>%@^±⊙∈≈∝])
    |(?P<stop>[。!?;]|\.(?=\s|$))
    """,
    re.VERBOSE | re.ASCII,
)


_SORTS = {
    "pointer": Sort.POINTER,
    "symbol": Sort.IDENTIFIER,
    "token": Sort.IDENTIFIER,
    "slice": Sort.SIGN,
    "sign": Sort.SIGN,
}


def words(text: str) -> tuple[Word, ...]:
    """What a prose passage says, in its order."""
    return tuple(_numerals(list(_words(plain(text)))))


def _words(text: str) -> Iterator[Word]:
    quoted, held = False, None
    for match in _WORD.finditer(text):
        if match.lastgroup == "quoted":
            quoted = not quoted
        elif match.lastgroup == "stop":
            held = held and _word(held.said, held.sort, held.shown, last=True)
        else:
            for word in _of_match(text, match, code=quoted):
                if held:
                    yield held
                held = word
    if held:
        yield held


def _of_match(text: str, match: re.Match[str], *, code: bool) -> tuple[Word, ...]:
    """The words of one match; none for a sign that is punctuation."""
    kind, shown = match.lastgroup, match[0]
    if kind == "name" and not code and _ARTICLE.match(match.string, match.start()):
        return (_word("a", Sort.NAME, shown),)
    if kind == "name" and not code and _ARTICLE.match(text, match.start()):
        return (_word("a", Sort.NAME, shown),)
    if kind == "name":
        return _index(shown) or (_name(_called(text, match), code=code or _is_keyword(text, match)),)
    if kind == "sign" and not _is_sign(text, match):
        return ()
    return (_plain_word(kind, squash(match["pointer"] or shown), shown),)


def _plain_word(kind: str | None, said: str, shown: str) -> Word:
    if kind == "han":
        return _word(_NEGATIONS.get(said, said), Sort.NEGATION if said in _NEGATIONS else Sort.HAN, shown)
    if kind == "number":
        return _word(_value(said), Sort.NUMBER, shown)
    if kind == "scope":
        return _word(_SCOPES[said], Sort.SCOPE, shown)
    return _word(said, _SORTS[kind or ""], shown)


def _value(shown: str) -> str:
    """A number however it was written: `1e-3` is `0.001`, `2.0` is `2`; a version stays one."""
    if shown.count(".") > 1:
        return shown
    return format(Decimal(shown).normalize(), "f") if len(shown) < _LONG else shown


def _index(shown: str) -> tuple[Word, ...]:
    """A letter and its index, so that `L2` and TeX's `L_2` are the same; empty for other names."""
    letter, index = shown[0], shown[1:].removeprefix("_")
    if index.isdigit():
        return _word(letter, Sort.IDENTIFIER, letter), _word(index, Sort.NUMBER, index)
    return ()


def _is_keyword(text: str, match: re.Match[str]) -> bool:
    """Whether a name is given a value, as `dim` is by `dim=1`."""
    return text[match.end() : match.end() + 1] == "=" != text[match.end() + 1 : match.end() + 2]


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
    if name.lower() in _SCOPES and not code:
        return _word(_SCOPES[name.lower()], Sort.SCOPE, shown)
    if name.lower() in _COUNTED and not code:
        return _word(_COUNTED[name.lower()], Sort.NUMBER, shown)
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
        between = before.isalpha() and (after.isalpha() or sign + after.strip() == "-")
        return not between and bool(re.match(r"[ A-Za-z0-9_(\[]", after))
    if sign in {"<", ">"}:
        return bool(re.match(r"[ A-Za-z0-9_)\]]", before))
    return True


def _numerals(found: list[Word]) -> Iterator[Word]:
    """The words with a Chinese numeral before a measure as a number; `一` is as often an article."""
    for at, word in enumerate(found):
        after = found[at + 1].shown[0] if at + 1 < len(found) else ""
        before = found[at - 1].said if at else ""
        if word.said in _NUMERALS and (before == "第" or (after and after in _MEASURES)):
            yield _word(_NUMERALS[word.said], Sort.NUMBER, word.shown, last=word.last)
        else:
            yield word
