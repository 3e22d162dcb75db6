"""The words of a passage as they are compared: what tells its meaning, without how it was typed.

Numbers, signs, identifiers and negations are marked: where one of them differs, two passages do not say the
same.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from kbtools.text import squash
from kbtools.topics.joining.latin import is_sign, names
from kbtools.topics.joining.numerals import MEASURES
from kbtools.topics.joining.plain import CLOSE, OPEN, plain
from kbtools.topics.joining.shares import with_shares
from kbtools.topics.joining.word import SCOPES, Sort, Word, word_of

_NUMERALS = dict(
    zip("二两三四五六七八九十", ("2", "2", "3", "4", "5", "6", "7", "8", "9", "10"), strict=True)
)
_ABOUT = frozenset({"几", "数", "好", "上"})
# Before `十` they tell of no number.
_LONG = 24
# Digits from which a number is a name: nothing is gained by its value.
_NEGATIONS = {**dict.fromkeys("不没沒无無未勿莫", "不"), "非": "非", "否": "否"}
_HAN_SCOPES = sorted((word for word in SCOPES if not word.isascii()), key=len, reverse=True)
_SCOPE = (
    f"(?=[{''.join(sorted({word[0] for word in _HAN_SCOPES}))}])(?:{'|'.join(_HAN_SCOPES)})"
    r"(?<![个几各大一二两三四五六七八九十\d]部分)(?<!一定(?=[的程]))(?<!只(?=[要是好管怕能]))"
)
# The longest first; `三部分` counts parts, `一定的` is some, `只要` is if.
_WORD = re.compile(
    rf"""
    (?P<quoted>`+)
    |{OPEN}(?P<pointer>[^{CLOSE}]*){CLOSE}
    |(?P<scope>{_SCOPE})
    |(?P<token>(?<![A-Za-z0-9_)\]])<[A-Za-z_]\w*>)
    |(?P<slice>(?<=[A-Za-z0-9_)\]])\[[A-Za-z0-9_,+\- ]*:[A-Za-z0-9_,:+\- ]*\])
    |(?P<number>(?<![A-Za-z_])\d+(?:\.\d+)*(?:[eE][+-]?\d+)?(?:%(?![0-9A-Za-z_(])|[ ]%(?!\s*[0-9A-Za-z_(]))?)
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
    return tuple(with_shares(list(_numerals(list(_words(plain(text)))))))


def _words(text: str) -> Iterator[Word]:
    quoted, held = False, None
    for match in _WORD.finditer(text):
        if match.lastgroup == "quoted":
            quoted = not quoted
        elif match.lastgroup == "stop":
            held = held and word_of(held.said, held.sort, held.shown, last=True)
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
    if kind == "name":
        return names(text, match, code=code)
    if kind == "sign" and not is_sign(text, match):
        return ()
    return (_plain_word(kind, match["pointer"] or shown),)


@lru_cache(maxsize=1 << 15)
def _plain_word(kind: str | None, shown: str) -> Word:
    if kind == "han":
        return Word(_NEGATIONS.get(shown, shown), Sort.NEGATION if shown in _NEGATIONS else Sort.HAN, shown)
    if kind == "number":
        return Word(_value(shown), Sort.NUMBER, shown)
    if kind == "scope":
        return Word(SCOPES[shown], Sort.SCOPE, shown)
    return Word(squash(shown), _SORTS[kind or ""], shown)


def _value(shown: str) -> str:
    """A number however it was written: `1e-3` is `0.001`, `50%` is `0.5`; a version stays one."""
    number = shown.rstrip("% ")
    if number.count(".") > 1 or len(number) >= _LONG:
        return shown
    value = Decimal(number) if number == shown else Decimal(number) / 100
    return format(value.normalize(), "f")


def _numerals(found: list[Word]) -> Iterator[Word]:
    """The words with a Chinese numeral before a measure as a number; `一` is as often an article."""
    for at, word in enumerate(found):
        after = found[at + 1].shown[0] if at + 1 < len(found) else ""
        before = found[at - 1].said if at else ""
        counted = after in MEASURES and after != "" and before not in _ABOUT
        if word.said in _NUMERALS and (before == "第" or counted):
            yield word_of(_NUMERALS[word.said], Sort.NUMBER, word.shown, last=word.last)
        else:
            yield word
