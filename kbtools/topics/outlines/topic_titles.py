"""Which headings name a topic, and how a topic is titled after one."""

import re
from functools import lru_cache

from kbtools.text import fold_radicals, simplified
from kbtools.topics.titles import PICTURED, key, structural, unnumbered, without_count

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    r"(?:\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?[日号]?|\d{4}\s?[-/年]\s?\d{1,2}\s?月?(?!\d)|\d{8}(?!\d)"
    r"|\d{4}\s?-?\s?w\d{1,2}|\d{1,2}\s?月\s?\d{1,2}\s?[日号]?|\d{1,2}/\d{1,2}/\d{2,4}(?!\d)"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:,?\s\d{{4}})?"
    rf"|{_MONTH}\s\d{{4}})"
)
_WEEKDAY = (
    r"(?:(?:周|星期|礼拜)[一二三四五六日天]"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?(?![a-z]))"
)
_DAY = rf"(?:{_DATE}|{_WEEKDAY})"
_ONLY_DAYS = re.compile(rf"(?:[\s,，.:：()（）\[\]-]*{_DAY})+[\s,，.()（）\[\]-]*", re.IGNORECASE)
_DAYS_FIRST = re.compile(
    rf"^(?:{_DATE}(?:[\s,，(（]+{_WEEKDAY}[)）]?)?\s*[:：\s—–-]+|{_WEEKDAY}\s*[:：—–-]\s*)(?=\S)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:(?:今日)?学习|主题|专题|话题|知识点|复习|预习|论文|文章|topic|paper|til|subject|study|learn(?:ing|ed)|review)\s*[:：]\s*(?=\S)",
    re.IGNORECASE,
)
_EDGE = r"[\s:：,，;；、。·•|—–\-*_~\u200b-\u200d\ufe0f\u2190-\u21ff\u2300-\u2bff\U0001f000-\U0001faff]"
_EDGES = re.compile(rf"^(?:{PICTURED}|{_EDGE}|>)+|(?:{_EDGE}|[-=]>)+$")
# An angle that closes `vector<T>` is part of it.
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
# `__init__` begins and ends as it does.
_AMOUNT = re.compile(r"\d+\s")
_SHORTCODE = re.compile(r"^(?::[a-z][a-z0-9_+-]+:\s*)+|(?:\s*:[a-z][a-z0-9_+-]+:)+$")
# Frames in which a title holds its subject.
_FRAMES = (
    re.compile(
        r"(?:什么是|何为|何谓|啥是|初识|认识|了解|关于|浅谈|浅析|深入理解)\s*(?P<it>.{2,}?)\s*呢?[?？]?"
    ),
    re.compile(
        r"(?P<it>.{2,}?)\s*的?(?:是什么(?:意思)?|是啥|是?怎么回事|是?(?:怎么|如何)(?:理解|用|算|计算|看|求|写|读|选)|怎样(?:理解|用|算)|简介|介绍|概述|入门|概览|详解|基本概念"
        r"|(?:学习|读书)?笔记)[?？]?"
    ),
    re.compile(r"(?P<it>[^:：]{2,}?)\s*[:：][^:：]{2,}[?？]"),
    re.compile(
        r"(?:what(?:\s+is|\s+are|['’]s)|(?:an?\s+)?intro(?:duction)?\s+to|(?:an?\s+)?overview\s+of|understanding|more\s+(?:on|about)"
        r"|(?:the\s+)?basics\s+of|\d+\s+(?:minutes|hours|days)\s+(?:to|of)|getting\s+started\s+with)\s+(?:an?\s+|the\s+)?(?P<it>.{2,}?)\s*[?？]?",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<it>.{2,}?)[\s:,–-]+(?:overview|basics|introduction|explained|revisited|recap|notes)",
        re.IGNORECASE,
    ),
)
_PLAIN = re.compile(r"[a-z]+(?![\w.(])", re.ASCII)
_ASKS = re.compile(r"[?？]\s*$")
_COUNTED = re.compile(
    r"(?:step|exercise|problem|question|example|figure|fig|table|listing|theorem|lemma|definition|corollary|task|q|slide|page"
    r"|步骤|第[一二三四五六七八九十\d]+步|练习|习题|作业|实验|例题?|图|表|定理|引理|定义|推论|题目|问题|思考)"
    r"[.\s]*(?:\d+(?:[.\-–]\d+)*|[一二三四五六七八九十]+)?(?:[\s.:：、)）].*)?",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:问题?|答|疑问|思考|注意?|提示|警告|例子?|示例|证明|解|q|a|question|answer|note|tip|warning|example|proof|hint|todo|fixme|待办|待补)\s*[:：].*",
    re.IGNORECASE,
)
_OF_THE_DAY = re.compile(
    r"[本今上下每这]\s?(?:[讲节章课周次日月回篇]|节课|一[讲节章课周])的?(?:小结|总结|回顾|作业|安排|要点|预告|内容|计划|目标|练习|任务|重点|难点|习题|思考题)"
    r"|(?:周末|每日|每周|本周|月度|阶段)的?(?:复盘|总结|小结|回顾|反思)|(?:(?:总结|小结|回顾|归纳|梳理|对比|比较|反思|展望)[与和及、]?){2,3}|.*(?:真题|试题|考题|错题|模拟题)"
)
_HAS_COUNT = re.compile(r"\D*[\d一二三四五六七八九十]")
_CODE = re.compile(
    r"^(?:[$%!]\s?[a-z]|>>>|import\s\w|from\s[\w.]+\simport\b|use\s\w+::|#include|def\s\w+\(|class\s\w+[:(]|let\s|var\s|const\s\w+\s="
    r"|print\(|return\s|(?:https?|ftp)://|www\.|(?:sudo|pip3?|conda|npm|apt(?:-get)?)\s[a-z-]+(?:\s|$))"
    r"|\w\s*(?:=|:=|\+=)\s*[\w\"'(\[{]|;\s*$|^[\w.-]*/[\w./-]*\.\w{1,5}$|^[a-z_][\w-]*\.(?:py|md|txt|rs|js|ts|c|cpp|h|java|ipynb|json|ya?ml|csv|pdf)$"
)
_MARKED = re.compile(r"`[^`]*`|(?<=^[\u3400-\u9fff]{2})[\u3400-\u9fff]{0,10}\s+[^\u3400-\u9fff]+$")
_STOPS = re.compile(r"[。！；!;]\s*\S|[。；;，,]\s*$|(?:\S+\s+){3,}\S*[a-z]{2}[.!]\s*$|\S{6,}[！]\s*$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_REMEMBERED = 100_000
# A heading is asked about several times, and many stand in several sources.
_LONGEST_HAN, _MOST_WORDS = 28, 14


@lru_cache(maxsize=_REMEMBERED)
def shown(title: str) -> str:
    """The title that a topic bears: without lecture, day, label, picture signs, `(cont.)`, `2/3`, colon."""
    text = _SHORTCODE.sub("", fold_radicals(title)).replace("`", "")
    text = bare(without_count(bare(_LABEL.sub("", _DAYS_FIRST.sub("", bare(text))))))
    return bare(text if _AMOUNT.match(text) else unnumbered(text)) or title


@lru_cache(maxsize=_REMEMBERED)
def subject(title: str) -> str:
    """What a title is about: `什么是广播？` and `广播简介` are about `广播`."""
    text = shown(title)
    found = (match["it"] for frame in _FRAMES if (match := frame.fullmatch(text)))
    about = next((one for one in found if key(one)), text)
    # Out of its question a plain word begins a title; `iPhone` and `epoll_wait` are written so.
    return about[:1].upper() + about[1:] if about != text and _PLAIN.match(about) else about


@lru_cache(maxsize=_REMEMBERED)
def no_topic(title: str) -> bool:
    """Whether a heading names none: what every text has, a day, a step, code, a question, a sentence."""
    text = simplified(fold_radicals(title)).strip()
    if structural(text) or structural(shown(text)) or _ONLY_DAYS.fullmatch(bare(text)):
        return True
    return _is_counted(bare(text)) or _is_code(text) or _is_told(text)


def framed(title: str) -> bool:
    """Whether a title says more than its subject, such as a question about it."""
    return subject(title) != shown(title)


def chinese(title: str) -> bool:
    """Whether a title has a Chinese character."""
    return bool(_HAN.search(title))


def _is_code(text: str) -> bool:
    """Whether it is code; code behind a Chinese name, or between marks, is none of the name."""
    named = _MARKED.sub("", text)
    return bool(_CODE.search(named if chinese(named) else text))


def _is_counted(text: str) -> bool:
    """Whether it is an aside, or one of a count of steps, exercises, figures or theorems."""
    return bool(
        _ASIDE.fullmatch(text)
        or _OF_THE_DAY.fullmatch(text)
        or (_COUNTED.fullmatch(text) and _HAS_COUNT.match(text))
    )


def _is_told(text: str) -> bool:
    """Whether it is a sentence or a question of which no subject can be told."""
    if _ASKS.search(text):
        return not framed(text)
    return (
        bool(_STOPS.search(text)) or len(_HAN.findall(text)) > _LONGEST_HAN or len(text.split()) > _MOST_WORDS
    )


def bare(text: str) -> str:
    """The text in one line, without marks and pictures at its ends."""
    return text if _IDENTIFIER.fullmatch(text) else " ".join(_EDGES.sub("", text).split())
