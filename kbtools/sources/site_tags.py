"""The tags in which site generators set code, read as fences: `{% highlight python %}`, `{% codeblock %}`."""

import re
from collections.abc import Sequence

SITE_TAG = re.compile(r" {0,3}\{%-?\s*(?P<end>end)?(?P<name>highlight|codeblock)\b(?P<rest>[^%\n]*)%\}[ \t]*")
"""A line that opens or closes such a piece of code."""
_LANGUAGE = re.compile(r"(?:.*\blang:)?(?P<language>[\w+#-]+)")
_MARK = "~~~~"
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def fenced(lines: Sequence[str]) -> Sequence[str]:
    """The lines, as many as before, with a fence in place of every such tag that has its partner."""
    if not any("{%" in line for line in lines):
        return lines
    made = list(lines)
    mark, start = "", -1
    for index, line in enumerate(lines):
        fence, tag = _FENCE.match(line), SITE_TAG.fullmatch(line)
        if start < 0 and fence and (not mark or fence[1].startswith(mark)):
            mark = "" if mark else fence[1]
        elif mark or tag is None:
            continue
        elif not tag["end"]:
            start = index if start < 0 else start
        elif start >= 0:
            if not any(each.lstrip().startswith(_MARK) for each in lines[start + 1 : index]):
                made[start], made[index] = _opening(lines[start]), _MARK
            start = -1
    return made


def _opening(line: str) -> str:
    """The fence of a tag, with the language that the tag names."""
    tag = SITE_TAG.fullmatch(line)
    found = _LANGUAGE.match(tag["rest"].strip()) if tag else None
    return f"{_MARK}{found['language'] if found else ''}"
