"""Numbers told in words, as digits: `二十四`, `十分之一`, `twenty-four`, `two thirds`, `90 percent`."""

import re
from importlib.resources import files

from kbtools.text import CHINESE_DIGITS, chinese_number

MEASURES = "个種种次维阶行列条类层步章节元项段部轴倍张份点块台组批位页轮遍句篇幅"
"""What a numeral that stands alone counts."""
_EACH = str.maketrans({digit: str(value) for digit, value in CHINESE_DIGITS.items()})
_ONE = "[一二两三四五六七八九]"
_BELOW = rf"(?:{_ONE}千零?)?(?:{_ONE}百零?)?(?:{_ONE}?十)?{_ONE}?"
_NUMERAL = re.compile(
    rf"(?<![几数好上成零〇一二两三四五六七八九十百千万亿点])(?={_ONE}[十百千万亿]|十[一二三四五六七八九万亿])"
    rf"(?:{_BELOW}亿零?)?(?:{_BELOW}万零?)?{_BELOW}(?![几百千万亿零〇])"
)
# `几十` and `十几` are no numbers, and a numeral alone is one before a measure only.
_NEXT = re.compile(
    rf"(?<![零一二两三四五六七八九十百千万])(一二|一两|二三|两三|三四|三五|四五|五六|六七|七八|八九)(?=[{MEASURES}])"
)
_HOW_MANY = rf"(?:[百零〇]|(?=[一二两三四五六七八九十]){_BELOW})(?:点[零〇一二三四五六七八九]++)?"
_OF = re.compile(
    r"((?<!\d)\d++|(?<![一二两三四五六七八九十百千万])[一二两三四五六七八九十百千万]++)\s*分之\s*"
    rf"(\d+(?:\.\d+)?|{_HOW_MANY}(?![几零〇二两三四五六七八九十百千万亿]))"
)
# `百分之七八十` is no number either.
_YEAR = re.compile("[〇零一二三四五六七八九]{4}(?=年)")
_TENTHS = re.compile(r"(?<![\d十分合])([二三四五六七八九])成(?=[,.;:。、)\s以的左右到多]|$)")
_ROWS = [
    line.split()
    for line in files("kbtools.topics.joining").joinpath("number_words.txt").read_text("utf-8").splitlines()
]
_UNITS, _TEENS, _TENS, _POWERS, _PARTS = (
    {name: int(value) for sort, value, *names in _ROWS if sort == wanted for name in names}
    for wanted in ("unit", "teen", "ten", "power", "part")
)
_SPELT = re.compile(
    rf"\b(?:({'|'.join(_TENS)})(?:[ -]({'|'.join(_UNITS)}))?|({'|'.join(_TEENS)})"
    rf"|(a|{'|'.join(_UNITS)})(?=\s+(?:{'|'.join(_POWERS)})\b))\b(?:\s+({'|'.join(_POWERS)})\b)?",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"\b(?:(an?|one)[ -]({'|'.join(_PARTS)})(?=\s+of\b)|({'|'.join(_UNITS)})[ -]({'|'.join(_PARTS)})s\b)",
    re.IGNORECASE,
)
_HALF = re.compile(r"一半|半数|\b(?:one\s+|a\s+)?half(?=\s+(?:of|the|its|as)\b)", re.IGNORECASE)
_PERCENT = re.compile(r"(?<=\d)\s*(?:percent|per\s+cent)\b", re.IGNORECASE)
_PERCENTS = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)\s*([-~至到])\s*(?=\d+(?:\.\d+)?%)")


def in_digits(text: str) -> str:
    """The text with such numbers in digits, shares as `1/10` and `90%`; what is no exact number stays."""
    if not text.isascii():
        text = _TENTHS.sub(lambda match: f"{match[1].translate(_EACH)}0%", _OF.sub(_of, text))
        text = _YEAR.sub(lambda match: match[0].translate(_EACH), text)
        text = _NEXT.sub(lambda match: "-".join(match[1]).translate(_EACH), text)
        text = _NUMERAL.sub(lambda match: str(chinese_number(match[0])), text)
    text = _SPELT.sub(_spelt, _SHARE.sub(_share, _HALF.sub("1/2", text)))
    return _PERCENTS.sub(r"\1%\2", _PERCENT.sub("%", text))


def _of(match: re.Match[str]) -> str:
    """`四分之三` as `3/4`, `百分之五` as `5%`."""
    below, above = match[1], match[2]
    if not above[0].isdigit():
        whole, point, rest = above.partition("点")
        above = f"{chinese_number(whole)}{'.' if point else ''}{rest.translate(_EACH)}"
    if below in {"百", "一百", "100"}:
        return f"{above}%"
    return f"{above}/{below if below.isdigit() else chinese_number(below)}"


def _spelt(match: re.Match[str]) -> str:
    tens, unit, teens, alone, power = (one.lower() if one else "" for one in match.groups())
    value = _TENS.get(tens, 0) + _UNITS.get(unit, 0) + _TEENS.get(teens, 0) + _UNITS.get(alone, alone == "a")
    return str(value * _POWERS.get(power, 1))


def _share(match: re.Match[str]) -> str:
    above = _UNITS.get((match[3] or "").lower(), 1)
    return f"{above}/{_PARTS[(match[2] or match[4]).lower()]}"
