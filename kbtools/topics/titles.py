"""What a heading names, whatever its number, time stamp, width of characters or spelling of blanks."""

import re
import unicodedata

from kbtools.text import fold_radicals

_TIME_STAMP = re.compile(r"(?<![\d:])\d{1,2}:\d{2}(?![\d:])")
_NUMBER = re.compile(
    r"^\s*(?:第?[0-9一二三四五六七八九十]+[章节、.．)）]|\d+(?:[.．]\d+)*[.．、)）]?\s)[\s\-]*|^\s*\d+(?:[.．]\d+)+"
)
_NO_WORD = re.compile(r"[\W_]+")
# Headings that every text has whatever it is about; a section under one belongs to what surrounds it.
STRUCTURAL = frozenset(
    """
    总结 小结 概述 概要 内容 目录 练习 习题 思考题 问答 答疑 参考 参考文献 参考资料 注意 说明 步骤 例子 示例 样例 前言 引言 结语
    代码 代码实现 代码部分 实现 附录 待办 笔记 学习笔记 qa faq 结论 延伸阅读 讨论 小节 本章小结 复习 备注 更新日志
    summary conclusion conclusions overview introduction contents exercises exercise questions notes note references
    discussion discussions appendix example examples steps todo outline agenda recap implementation code abstract
    """.split()
)


def key(title: str) -> str:
    """The title as a key of comparison: folded, without number, time stamp, marks and blanks; may be empty."""
    folded = unicodedata.normalize("NFKC", fold_radicals(title)).lower()
    unstamped = _TIME_STAMP.sub(" ", folded)
    return _NO_WORD.sub("", _NUMBER.sub("", unstamped, count=1))


def structural(title: str) -> bool:
    """Whether a heading names no topic of its own."""
    name = key(title)
    return not name or name in STRUCTURAL or name.isdecimal()
