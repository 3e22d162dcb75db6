"""What a program printed, told from prose by the program above it: its own words, tables, big values."""

import re
from collections.abc import Iterator, Sequence

from kbtools.printout import table_end
from kbtools.sources.listing_line import Line, beside, end_of
from kbtools.sources.python_line import Look, is_cell, is_prompted, is_session, prosy

_CUE = re.compile(
    r"(?i)[#\s]*.{0,12}(?:输出|结果|打印|得到|显示|output|results?|prints?|gives?|résultat|sortie|결과|출력)"
    r"(?:.{0,8}[:：]| is| are|为|是|如下)"
)
_BIG_VALUE = re.compile(r"[(\[]{0,4}\s*(?:tensor|array)\(|\[{2,}\s*[-\d]")
_SHOWN = re.compile(r"\b(?:tensor|array)\(|torch\.Size\(")
_TYPE = re.compile(r"[A-Z][a-z]+\w*")
_SAID = re.compile(r"[rbuRBU]?([fF]?)[rR]?(?:\"([^\"\\\n]{2,200})|'([^'\\\n]{2,200}))")
_ROW = re.compile(r"\s*(\d{1,4})(?:[ \t]+\S.*)?[ \t]+\S+\s*")
_SERIES_END = re.compile(r"(?:(?:Name|Length|Freq): .{0,100}, )?dtype: \w+(?:\[\w+\])?\s*")
_SERIES_ROW = re.compile(r"\S.{0,80}?(?:\s{2,}|\t)\S+\s*")
_LABELLED = re.compile(r"[^\s:：=，。]{1,20}\s{0,3}[:：=]\s{0,3}[-\d(\[{'\"].{0,80}")
_LISTED = re.compile(r"[•·●▪◦■*-]\s+\S|[（(]?(?:\d{1,2}|[一二三四五六七八九十]+)[.、．)）]\s*[^\d\s]")
_SENTENCE = re.compile(r"[。！？；，.!?;,:：]\s*$")
_PICTURE = re.compile(r"在这里插入图片描述|图片|image")
_LONGEST = 60
_LONGEST_TABLE = 200
_FEWEST_ROWS = 2
_FEWEST_SAID = 2


def printed(lines: Sequence[Line], taken: set[int]) -> Iterator[range]:
    """Runs of lines that are output, of a text whose code is taken."""
    said: frozenset[str] = frozenset()
    for index, line in enumerate(lines):
        if index in taken and _labels_value(line, said):
            yield range(index, index + 1)
        elif index in taken:
            own = _said(line.text)
            said = own | said if index - 1 in taken or not own else own
        elif line.text and said and beside(lines, taken, index, -1) and _echoes(line, said):
            yield range(index, index + 1)
        elif taken and line.look is Look.OUTPUT and _stands(lines, taken, index, said):
            yield range(index, end_of(lines, index))
        if line.text and (index not in taken or is_cell(line.text) or line.look is Look.COMMENT):
            yield from _announced(lines, taken, index, said)
    yield from _tables(lines, taken)


def _stands(lines: Sequence[Line], taken: set[int], index: int, said: frozenset[str]) -> bool:
    """Whether a value is output where it stands: a big one anywhere, any other below what the code says."""
    below = bool(said) and beside(lines, taken, index, -1)
    return below or bool(_BIG_VALUE.match(lines[index].text.strip()))


def _said(text: str) -> frozenset[str]:
    """What the strings of a line of code say before a value is put in."""
    strings = (match[2] or match[3] or "" for match in _SAID.finditer(text))
    starts = (re.split(r"[{%\\]", string)[0].strip() for string in strings)
    return frozenset(start for start in starts if len(start) >= _FEWEST_SAID)


def _echoes(line: Line, said: frozenset[str]) -> bool:
    """Whether a line starts with what the code above says, and does not go on as a sentence."""
    text = line.text.strip()
    if text in said:
        return True
    goes_on = (len(text) <= _LONGEST or bool(_SHOWN.search(text))) and not _SENTENCE.search(text)
    return goes_on and not prosy(text) and any(text.startswith(start) for start in said)


def _labels_value(line: Line, said: frozenset[str]) -> bool:
    """Whether what reads as an annotation is a label that the code above prints, and its value."""
    label = line.text.strip().partition(":")[0] + ":"
    return label in said and line.balance == 0 and line.text.strip() != label


def _announced(lines: Sequence[Line], taken: set[int], index: int, said: frozenset[str]) -> Iterator[range]:
    """The output that words at or under a listing announce: `Output:`, and what it printed below."""
    line = lines[index]
    start = next((n for n in range(index + 1, min(len(lines), index + 3)) if lines[n].text), index)
    if line.text.rstrip().endswith((":", "：")) and is_session(lines[start].text):
        yield range(start, start + 1)
    value = index in taken and is_cell(line.text)
    cue = bool(_CUE.fullmatch(line.text.strip())) and (index in taken or beside(lines, taken, index, -1))
    if start == index or not (value or cue) or start in taken:
        return
    comment = line.look is Look.COMMENT
    if (end := table_end([each.text for each in lines[start : start + _LONGEST_TABLE]], 0)) > 0:
        yield range(start, start + end)
    elif lines[start].look in {Look.OUTPUT, Look.MAYBE} or _is_line_of_output(
        lines[start], said, sure=comment
    ):
        end = start
        while end < len(lines) and (
            _goes_on(lines, end) or _is_line_of_output(lines[end], said, sure=comment)
        ):
            end += 1
        yield range(start, end)


def _goes_on(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    return bool(line.text) and line.goes_on and not prosy(line.text) and not names_type(lines, index)


def _is_line_of_output(line: Line, said: frozenset[str], *, sure: bool) -> bool:
    """Whether a line under an announcement is output though it holds words of a person's language.

    Args:
        line: The line.
        said: What the strings of the code above say.
        sure: Whether the announcement is a comment, under which a short line needs no number.
    """
    text = line.text.strip()
    if not text or _SENTENCE.search(text) or len(text) > _LONGEST or _PICTURE.fullmatch(text):
        return False
    plain = line.look not in {Look.CODE, Look.COMMENT} and not _LISTED.match(text)
    return plain and (sure or _echoes(line, said) or bool(_LABELLED.fullmatch(text)))


def names_type(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the name of a type, which shows nothing, with no code under it: a title."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    goes_on = below and below.look in {Look.CODE, Look.OUTPUT} and not is_prompted(below.text)
    return bool(_TYPE.fullmatch(lines[index].text.strip())) and not goes_on


def _tables(lines: Sequence[Line], taken: set[int]) -> Iterator[range]:
    """Frames and series as pandas prints them, under code."""
    texts = [line.text for line in lines]
    for index, line in enumerate(lines):
        if line.text and beside(lines, taken, index, -1) and (end := table_end(texts, index)) > index:
            yield range(index, end)
        if _SERIES_END.fullmatch(line.text):
            start = _series_start(lines, taken, index)
            if start < index and beside(lines, taken, start, -1):
                yield range(start, index + 1)
        elif line.text and (index in taken or beside(lines, taken, index, -1)):
            end = _frame_end(lines, index)
            if end > index + _FEWEST_ROWS:
                yield range(index, end)


def _series_start(lines: Sequence[Line], taken: set[int], end: int) -> int:
    start = end
    while start and start - 1 not in taken and _SERIES_ROW.fullmatch(lines[start - 1].text):
        start -= 1
    named = start and re.fullmatch(r"\w{1,40}\s*", lines[start - 1].text)
    return start - 1 if named and start < end else start


def _frame_end(lines: Sequence[Line], head: int) -> int:
    """The index behind the rows under a head, which count from 0; the head's own when there are none."""
    if lines[head].look is Look.CODE or re.match(r"\s*\d", lines[head].text):
        return head
    if _SENTENCE.search(lines[head].text):
        return head
    end = head + 1
    count = 0
    while end < len(lines) and (row := _ROW.fullmatch(lines[end].text)) and int(row[1]) == count:
        end, count = end + 1, count + 1
    return end
