"""Titles that give one thing two names: in two languages, long and short, in words and in code."""

import re
from collections.abc import Iterator

from kbtools.topics.outlines.topic_titles import chinese
from kbtools.topics.stems import likened
from kbtools.topics.titles import key, names_of

_SLASH = re.compile(r"\s+[/|｜]\s+|\s*／\s*")
_HAN = r"(?P<han>[\u3400-\u9fff]{2,12})"
_BESIDE = re.compile(rf"{_HAN}\s+(?P<latin>[A-Za-z][A-Za-z-]+(?:\s[A-Za-z-]+){{0,4}})")
_LOOSE = (
    re.compile(rf"{_HAN}\s*(?P<latin>[A-Za-z_][\w.]*(?:\s[A-Z]\w*){{0,3}})", re.ASCII),
    re.compile(rf"(?P<latin>[A-Za-z_][\w.-]*(?:\s[A-Za-z_-]+){{0,4}})\s+{_HAN}", re.ASCII),
)
_DOES = re.compile(r"使用|安装|配置|读取|写入|读|写|导入|导出|调用|训练|下载|升级|运行|部署|实现|利用|通过")
_CAPITAL = re.compile(r"\b([A-Za-z])")
_SHORTEST = 2


def two_names(title: str) -> tuple[str, str] | None:
    """The two names that a title gives to one thing; None for any other title."""
    named = names_of(title)
    parts = named[1:] if len(named) > _SHORTEST else tuple(_SLASH.split(title))
    if len(parts) == _SHORTEST and (_languages(*parts) or _is_short_for(parts[1], parts[0])):
        return parts[0], parts[1]
    beside = _BESIDE.fullmatch(title)
    return (beside["han"], beside["latin"]) if beside and not _DOES.match(beside["han"]) else None


def side_by_side(title: str) -> bool:
    """Whether a title sets its second name behind the Chinese one without any mark."""
    return _BESIDE.fullmatch(title) is not None


def loose_names(title: str) -> tuple[str, str] | None:
    """A Chinese name with words or code beside it, in this order, that may be its other name; else None."""
    found: Iterator[re.Match[str] | None] = (rule.fullmatch(title) for rule in _LOOSE)
    return next(((one["han"], one["latin"]) for one in found if one and not _DOES.match(one["han"])), None)


def _languages(one: str, other: str) -> bool:
    """Whether one is Chinese and the other is not, and both are words."""
    long = all(len(key(name)) >= _SHORTEST for name in (one, other))
    return long and chinese(one) != chinese(other)


def _is_short_for(short: str, long: str) -> bool:
    """Whether it is made of the capitals, or the first letters, of the words."""
    wanted = key(short)
    letters = "".join(_CAPITAL.findall(long)).lower()
    capitals = "".join(sign for sign in long if sign.isupper()).lower()
    return len(wanted) >= _SHORTEST and wanted.isascii() and likened(wanted) in {letters, capitals}
