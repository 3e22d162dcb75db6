"""Headings of pasted text: numbered lines, and short lines that stand above prose."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from kbtools.sources.numbering import split_number

_CJK = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]")
_END = re.compile(r"[。！？；：:,，、…;.!?）】>]\s*$|\w-$")
# Behind a number a title may ask, or end with a word in brackets.
_END_NUMBERED = re.compile(r"[。！；：:,，、…;!]\s*$|(?<!\.)\.\s*$|\w-$")
_CHAPTER = re.compile(r"第\s*[零〇一二两三四五六七八九十百\d]+\s*章|(?i:chapter)\s+\d")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3})+(?![\dA-Za-z%])")
_NUMERAL = re.compile(r"[一二三四五六七八九十]+[、.．]")
_SINGLE = re.compile(r"(?:\d{1,2}(?:\.(?!\d)|[、．)])|[（(](?:[一二三四五六七八九十]+|\d{1,2})[)）])\s*\S")
# A page's layout sets the number of a section apart.
_SPACED = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s{2,}[A-Z]\S*(?: \S+){0,9}")
_STEP = re.compile(r"(?:Step|Part|Section|Lesson|Example|Exercise|Task)\s+\d{1,2}\s*[:：.–-]\s*\S.{1,90}")
# A line that starts so goes on where a piece of code in the text broke it off.
_BROKEN = re.compile(r"\s*[，,。:：、;；)）]")
_BULLET = re.compile(r"\s*[•·●▪◦■*-]\s*\S")
_ADDRESS = re.compile(r"https?:|www\.|@")
# Words that announce the next line name no topic; the last two are an editor's caption for a picture.
_CUE = re.compile(
    r"(?i)(?:(?:文章)?目录|注意?|提示|说明|示例|例子?|例如|比如|输出|结果|代码|解释|问|答|总结如下|如图|如下|图片|表格|备注"
    r"|(?:运行|打印|程序|最终)?的?(?:输出|结果|打印)的?(?:结果)?(?:如下|为|是)?(?:所示)?|outputs?|results?"
    r"|在这里插入图片描述|image)[\d：:]*|(?:photo|image|figure|picture|credit|source)\b.*"
)
_STOP = re.compile(r"[。！？….!?；;”）)]$|^0\d$")
_QUESTION = re.compile(
    r"(?:(?:What|Why|How|When|Where|Which|Who|Is|Are|Does|Do|Can|Should)\b.{2,58}|.{2,21})[?？]"
)
# A clause after a comma goes on telling; brackets and underlines are of code talked about.
_NO_TITLE = re.compile(
    r"[，,。]|^[\[{]|^(?:让|我们|接下来|下面|首先|然后|现在|可以|如果|因为|所以|但是|而且|不过|不要|再|也|本文|本书|其中|例如|比如|中的)"
    r"|呢[?？]$|^\w*_\w*$"
)
_ASKS_HOW = re.compile(r"(?:What|Why|How|When|Which)\b")
_COMMA = re.compile(r"[，,。]")
# A title does not end with a word that wants another.
_LATIN_TITLE = re.compile(r"[A-Z][^.!?;:]{2,58}(?<! is)(?<! are)(?<! by)(?<! the)(?<! of)(?<! to)(?<! and)")
_LONGEST = 40
_LONGEST_PLAIN = 22
_PROSE = 25
_TITLE = 60


def heading_levels(
    lines: Sequence[str], listing: Collection[int], dropped: Collection[int]
) -> Mapping[int, int]:
    """Indices of the lines that are headings, with their levels from 1.

    Args:
        lines: All lines of a pasted page.
        listing: Indices of code and output.
        dropped: Indices of what is not the author's.
    """
    free = [
        index
        for index, line in enumerate(lines)
        if line.strip() and index not in listing and index not in dropped
    ]
    lines = _without_margin(lines, free)
    levels: dict[int, int] = {}
    numbered = 1
    last = ""
    for position, index in enumerate(free):
        above = free[position - 1] if position else None
        below = free[position + 1] if position + 1 < len(free) else None
        depth = _depth(lines, index, above, below)
        number = split_number(lines[index].strip())[0]
        if depth and not (number == last and above in levels):
            numbered = levels[index] = depth
            last = number
        elif position == 0 and _is_title(lines[index]):
            levels[index] = 1
        elif not depth and _stands_above(lines, index, above, listing, dropped):
            levels[index] = numbered + 1
    return _with_chapters(lines, levels)


def _with_chapters(lines: Sequence[str], levels: Mapping[int, int]) -> Mapping[int, int]:
    """The levels, a `2.` above the next dotted number's own when it is `2.1`, and so the `3.` after it."""
    numbers = {index: split_number(lines[index].strip())[0] for index in sorted(levels)}
    chapters: set[int] = set()
    following = ""
    for index in reversed(numbers):
        if "." in numbers[index]:
            following = numbers[index]
        elif numbers[index] and following.startswith(f"{numbers[index]}."):
            chapters.add(index)
    last = 0
    for index, number in numbers.items():
        bare = number.isdecimal() and lines[index].strip()[:1].isdecimal()
        if index in chapters or (bare and last and int(number) == last + 1):
            chapters.add(index)
            last = int(number)
        elif number == "1":
            # Something smaller is counted from here on.
            last = 0
    return {index: min(level, 2) if index in chapters else level for index, level in levels.items()}


def _without_margin(lines: Sequence[str], free: Sequence[int]) -> Sequence[str]:
    """The lines without the blanks that most of what is written starts with, as a whole page set in."""
    margins = Counter(lines[index][: -len(lines[index].lstrip())] for index in free)
    margin, count = max(margins.items(), key=lambda pair: pair[1], default=("", 0))
    return [line.removeprefix(margin) for line in lines] if margin and 2 * count > len(free) else lines


def _depth(lines: Sequence[str], index: int, above: int | None, below: int | None) -> int:
    """The level of a numbered heading; 0 for any other line."""
    text = lines[index].strip()
    if (
        (len(text) > _LONGEST + 20 and not _STEP.match(text))
        or _END_NUMBERED.search(text)
        or lines[index].startswith(("  ", "\t"))
    ):
        return 0
    if _STEP.fullmatch(text) or _CHAPTER.match(text) or _NUMERAL.match(text):
        return 2 if _STEP.match(text) or len(text) <= _LONGEST else 0
    number, title = split_number(text)
    if _SPACED.fullmatch(text):
        return 2 + text.split()[0].rstrip(".").count(".")
    if _DOTTED.match(text) and title and not title[0].isdecimal() and re.match(r"[\w(（《“\"]", title):
        return 2 + number.count(".")
    if (
        _SINGLE.match(text)
        and not _END.search(text)
        and len(text) <= _LONGEST
        and not _in_list(lines, number, index, (above, below))
    ):
        return 3
    return 0


def _in_list(lines: Sequence[str], number: str, index: int, near: Sequence[int | None]) -> bool:
    """Whether the line above or below, no code between, counts on: an item of a list, no heading."""
    beside = [
        split_number(lines[one].strip())[0] for one in near if one is not None and _meet(lines, one, index)
    ]
    return any(one.isdecimal() and abs(int(one) - int(number)) == 1 for one in beside)


def _meet(lines: Sequence[str], one: int, other: int) -> bool:
    """Whether only empty lines lie between two lines."""
    return not any(line.strip() for line in lines[min(one, other) + 1 : max(one, other)])


def _is_title(line: str) -> bool:
    text = line.strip()
    return (
        len(text) <= _TITLE
        and not _CUE.fullmatch(text)
        and not re.search(r"[。！；：，]\s*$", text)
        and not _ADDRESS.search(text)
    )


def _stands_above(
    lines: Sequence[str], index: int, above: int | None, listing: Collection[int], dropped: Collection[int]
) -> bool:
    """Whether a short line without end stands above prose or code, and below the end of something."""
    text = lines[index].strip()
    empty_above = index == 0 or not lines[index - 1].strip()
    asks = (
        bool(_QUESTION.fullmatch(text))
        and not _NO_TITLE.search(text)
        and (empty_above or (_ends_text(lines[index - 1]) and bool(_ASKS_HOW.match(text))))
    )
    if (_END.search(text) and not asks) or _BULLET.match(lines[index]) or _ADDRESS.search(text):
        return False
    if _CUE.fullmatch(text) or lines[index].startswith(("  ", "\t", "#")):
        return False
    behind_code = _is_behind(lines, index, listing)
    if not (behind_code or _is_after_end(lines, index, above)):
        return False
    chinese = bool(_CJK.search(text)) and len(text) <= _LONGEST_PLAIN and not _NO_TITLE.search(text)
    latin = (asks or bool(_LATIN_TITLE.fullmatch(text) and "_" not in text)) and len(text.split()) <= 8  # noqa: PLR2004 - words
    apart = (
        empty_above
        or behind_code
        or index - 1 in dropped
        or (above == index - 1 and _ends_text(lines[above]))
    )
    return (chinese or (latin and apart)) and _is_over_body(lines, index, listing, dropped)


def _ends_text(line: str) -> bool:
    """Whether a line is as long as a paragraph, or comes to a stop as one."""
    text = line.strip()
    return len(text) > _PROSE or (text.endswith((".", "!", "?")) and " " in text)


def _is_behind(lines: Sequence[str], index: int, listing: Collection[int]) -> bool:
    """Whether the next written line above is code or output."""
    above = next((i for i in range(index - 1, max(-1, index - 4), -1) if lines[i].strip()), None)
    return above in listing


def _is_after_end(lines: Sequence[str], index: int, above: int | None) -> bool:
    """Whether what stands above is finished: nothing, an empty line, code, or a sentence with its end."""
    if above is None or above != index - 1:
        return above is None or not lines[above].rstrip().endswith(("：", ":", "，", ","))
    text = lines[above].rstrip()
    # A pasted line is a whole paragraph, so a long one that comes to no stop is finished all the same.
    whole = len(text) > _PROSE and bool(_COMMA.search(text)) and not text.endswith(("：", ":", "，", ","))
    return whole or bool(_STOP.search(text) or _DOTTED.match(text))


def _is_over_body(
    lines: Sequence[str], index: int, listing: Collection[int], dropped: Collection[int]
) -> bool:
    """Whether the next written line is code, a list, or a sentence."""
    below = next((i for i in range(index + 1, min(len(lines), index + 4)) if lines[i].strip()), None)
    if below is None or below in dropped or _BROKEN.match(lines[below]):
        return False
    text = lines[below].strip()
    return (
        below in listing
        or bool(_BULLET.match(text))
        or len(text) > _PROSE
        or text.endswith(("。", "：", ":", "."))
    )
