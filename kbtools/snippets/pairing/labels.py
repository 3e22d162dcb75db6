"""Which prose between code and output only announces the output."""

import re

_STRAY = re.compile(
    r"(?:language\s*[=-]\s*[\w+#-]+|</?div\b[^<>\n]{0,300}>|<style\b[^<>\n]{0,300}>[^<>]{0,2000}</style>|[\s>])*", re.IGNORECASE
)
_ANNOUNCES = re.compile(
    r"(?:输出|结果|如下|打印|显示|得到|outputs?|results?|prints?|printed|shows?|gives|get|got|returns?)\W{0,3}.{0,8}$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W*(?:[\u4e00-\u9fff]{0,4}(?:输出|结果)[\u4e00-\u9fff]{0,3}"
    r"|(?:这|这里|它|上面|代码)?[会将就]?(?:打印|返回|得到|显示)[了出为是]?"
    r"|(?:(?:the|this|which|it|and|here is the) )?(?:outputs?|results?|prints?|returns?|gives)(?: (?:is|are|us|as follows))?"
    r"|out ?(?:\[\s*\d*\s*\])?)\s*[:：]?\W*",
    re.IGNORECASE,
)
_LAST_LINE = re.compile(r"[\s*_`>]*(?:输出|结果|输出结果|运行结果|打印结果|outputs?|results?)\s*[:：][\s*_`]*", re.IGNORECASE)
"""A label that words of explanation may stand above."""
_LONGEST_LABEL = 60


def is_label(text: str) -> bool:
    """Whether a line says no more than that an output follows."""
    return bool(_LABEL.fullmatch(text.strip()))


def is_stray(text: str) -> bool:
    """Whether nothing but a conversion's leftovers stand in it."""
    return bool(_STRAY.fullmatch(text))


def adjoins(gap: tuple[str, ...]) -> bool:
    """Whether nothing stands between two blocks."""
    return all(is_stray(text) for text in gap)


def names_output(gap: tuple[str, ...]) -> bool:
    """Whether what stands between two blocks says in words that an output follows."""
    return announces(gap) and any(not is_stray(text) for text in gap)


def announces(gap: tuple[str, ...]) -> bool:
    """Whether what stands between two blocks ends in `Output:`, or is no more than a label."""
    if gap and _LAST_LINE.fullmatch(gap[-1].rstrip().rpartition("\n")[2]):
        return True
    labels = [text.strip(" \t\n*_`>") for text in gap if not is_stray(text)]
    if len(labels) != 1 or "\n" in labels[0] or len(labels[0]) > _LONGEST_LABEL:
        return not labels
    if is_label(labels[0]):
        return True
    return labels[0].endswith((":", "：")) and bool(_ANNOUNCES.search(labels[0].rstrip(" :：*_`")))
