"""The number in front of a heading: `1.6.1`, `第二章`, `二、`, `(3)`."""

import re

from kbtools.text import chinese_number

_NUMERAL = "[零〇一二两三四五六七八九十百]+"
# Words that make a number in front of them an amount: "3 种方法" is no third section.
_MEASURE = "种个条步类项点天年月倍次层位维张行列大"
_RULES = (
    re.compile(rf"第\s*(?P<n>{_NUMERAL}|\d{{1,3}})\s*章[\s:：、.．]*(?P<title>.*)"),
    re.compile(r"(?i:chapter)\s+(?P<n>\d{1,3})[\s:：.．-]*(?P<title>.*)"),
    re.compile(r"(?:§\s*)?(?P<n>\d{1,3}(?:\.\d{1,3})+)(?![\d%])[.．、:：]?\s*(?P<title>\S.*)"),
    re.compile(r"(?P<n>\d{1,3})[.．、)）](?!\d)[\s-]*(?P<title>\S.*)"),
    re.compile(rf"(?P<n>\d{{1,2}})\s+(?P<title>(?=[\u4e00-\u9fff])[^{_MEASURE}].*)"),
    re.compile(r"(?P<n>\d{1,2})\s{2,}(?P<title>[A-Z].*)"),
    re.compile(rf"(?P<n>{_NUMERAL})[、.．]\s*(?P<title>\S.*)"),
    re.compile(rf"[（(](?P<n>{_NUMERAL}|\d{{1,2}})[)）]\s*(?P<title>\S.*)"),
)


def split_number(title: str) -> tuple[str, str]:
    """The number a heading starts with, in Arabic digits, and the rest of it.

    `1.6.1 读取数据集` gives `("1.6.1", "读取数据集")`, `第二章 预备知识` gives `("2", "预备知识")`.
    The number is empty when there is none; the rest is never empty for a title that is not.
    """
    for rule in _RULES:
        if found := rule.fullmatch(title):
            return _arabic(found["n"]), found["title"].strip() or title
    return "", title


def _arabic(number: str) -> str:
    return number if number[0].isdecimal() else str(chinese_number(number))
