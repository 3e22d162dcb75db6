"""Tables that pandas prints, told from words and code by their columns alone: frames, series, arrays."""

import re
from collections.abc import Sequence
from itertools import takewhile

_FIELD = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")
_SERIES_END = re.compile(r"(?:(?:Name|Length|Freq): .{0,100}, )?(?:Length: \d+, )?dtype: \w[^=]{0,60}")
_CODE = re.compile(
    r"\w\(|^\s*[A-Za-z_][\w.]*\[|(?:\S+ ){4,}\S*[a-z][.!?]$|(?:^|\s)[-+*/]?=(?:\s|$)|==|[:：,，。;；]$|#"
    r"|^\s*(?:import|from|for|if|with|return|print|def)\b"
)
_BRACKETS = re.compile(r"[\[{}\]]|\)\)|\(\(")
_SIZE = re.compile(r"\[\d+ rows x \d+ columns\]")
_VALUE = re.compile(
    r"[-+]?\d[\d.,e+%-]*|[-+]?\.\d+|-?inf|NaN|nan|NaT|<NA>|None|True|False|\.{2,3}|\d{4}-\d\d-\d\d|\d\d:\d\d(?::\d\d)?"
)
_ARRAY = re.compile(r"<\w+(?:Array|Categorical)>")
_KINDS = re.compile(r"Categories \(\d+, [^()]{1,60}\): \[?.*")
_LENGTH = re.compile(r"Length: \d+(?:, dtype: .*)?")
_MOST_ROWS = 200
_MOST_VALUES = 12
"""Lines that the values of an array take; longer ones are printed with a gap."""
_WIDEST = 400
_ALONE = 2
"""Rows that make a table where the columns no longer stand below each other."""


def table_end(lines: Sequence[str], start: int) -> int:
    """The index behind the table printed from `start` on; `start` itself where none begins.

    Blank lines end a table, save the one above its size and those between the parts of one that was too wide.
    """
    head = lines[start].strip() if start < len(lines) else ""
    boxed = head.startswith(("[", "<"))
    if not head or len(head) > _WIDEST or (not boxed and _CODE.search(lines[start])):
        return start
    block = _block(lines, start, _MOST_VALUES if boxed else _MOST_ROWS)
    for rule in (_array,) if boxed else (_series, _empty, _flush_frame, _ragged_frame, _loose_frame):
        count = rule(block)
        if count:
            return _with_size(lines, start, start + count)
    return start


def _block(lines: Sequence[str], start: int, most: int) -> list[str]:
    """The lines up to the next one that is blank, or too wide for a table."""
    block: list[str] = []
    for line in lines[start : start + most]:
        if not line.strip() or len(line) > _WIDEST:
            break
        block.append(line.rstrip())
    return block


def _with_size(lines: Sequence[str], start: int, end: int) -> int:
    """The end with the size that stands below a long frame, or with the next part of a wide one."""
    behind = end
    while behind < len(lines) and not lines[behind].strip():
        behind += 1
    if behind < len(lines) and _SIZE.fullmatch(lines[behind].strip()):
        return behind + 1
    if lines[start].rstrip().endswith("\\"):
        return max(end, table_end(lines, behind)) if behind < len(lines) else end
    return end


def _series(block: list[str]) -> int:
    """A printed column, or the several of a tuple, whose bracket stays open until the last."""
    count = end = _column(block)
    while end and _opens(block[:count]) and (end := _column(block[count:])):
        count += end
    return count


def _opens(block: list[str]) -> bool:
    text = "\n".join(block)
    return text.startswith("(") and text.count("(") > text.count(")")


def _column(block: list[str]) -> int:
    """Labels with a value each, above the line that names their type."""
    for count, line in enumerate(block):
        if count and _SERIES_END.fullmatch(line.strip()):
            return count + 1 + _kinds(block[count + 1 :])
        worded = (
            len(line.split()) > 1 or (not count and line.strip().isidentifier()) or line.strip(". ") == ""
        )
        worded = worded or bool(_VALUE.fullmatch(line.strip()))  # The label of an empty text.
        if _CODE.search(line) or not worded:
            return 0
    return 0


def _array(block: list[str]) -> int:
    """An array of pandas: its class, its values, its length; or values above their categories."""
    first = block[0].strip()
    if not (_ARRAY.fullmatch(first) or first.startswith("[")):
        return 0
    for count, line in enumerate(block):
        if count and first.startswith("<") and _LENGTH.fullmatch(line.strip()):
            return count + 1
        if count and not first.startswith("<") and (kinds := _kinds(block[count:])):
            return count + kinds
    return 0


def _kinds(block: list[str]) -> int:
    """The lines that name categories, those below the opening bracket included; 0 for others."""
    if not block or not _KINDS.fullmatch(block[0].strip()):
        return 0
    opening = block[0].find(": [") + 2
    wrapped = (len(line) - len(line.lstrip()) for line in block[1:])
    return 1 + sum(1 for _ in takewhile(lambda margin: margin > opening > 1, wrapped))


def _empty(block: list[str]) -> int:
    """A frame without rows."""
    shape = [line.partition(":")[0] for line in block[1:3]]
    return 3 if block[0].strip() == "Empty DataFrame" and shape == ["Columns", "Index"] else 0


def _flush_frame(block: list[str]) -> int:
    """A frame as printed; a second line of names may pass for its only row, so the longer counts."""
    return max(_frame(block), _levels(block))


def _frame(block: list[str]) -> int:
    """Names of columns over rows whose values end below them, as the rows of a frame do."""
    head = block[0].removesuffix("\\").rstrip()
    ends = [field.end() for field in _FIELD.finditer(head)]
    first = len(head) - len(head.lstrip())
    if not first:  # The name of all columns, or of the index, stands above the labels of the rows.
        ends = ends[1:]
    if _CODE.search(head) or not ends or _BRACKETS.search(head):
        return 0
    names = {word.end() for word in _WORD.finditer(head)}
    count, rows, gaps = 1, 0, 0
    for row in block[1:]:
        below = {word.end() for word in _WORD.finditer(row)}
        # All rows end below the head's end, for columns are set flush right.
        if (
            len(row) == len(head)
            and below.issuperset(ends)
            and (not first or len(row) - len(row.lstrip()) < first)
        ):
            rows += 1
        elif _is_gapped(row, names, first) or row == str(rows + gaps):
            gaps += 1
        elif not (count in {1, 2} and len(row) < ends[0] and not rows and _is_name(row)):
            break
        count += 1
    return count if rows or gaps > 1 else 0


def _is_gapped(row: str, names: set[int], first: int) -> bool:
    """Whether a label stands left of the names, and every cell that is not empty ends below a name.

    Args:
        row: A line below the names of columns.
        names: Where each word of those ends.
        first: Where they begin.
    """
    label = _WORD.match(row)
    cells = [cell.end() for cell in _FIELD.finditer(row)]
    if cells and cells[0] <= first:
        cells = cells[1:]
    return bool(label and label.end() <= first and cells) and names.issuperset(cells)


def _levels(block: list[str]) -> int:
    """A frame whose columns are named on several levels, a line for each."""
    for above in (1, 2):
        heads = block[: above + 1]
        even = len({len(head) for head in heads}) == 1 and not any(re.search(r"\d", head) for head in heads)
        if len(block) > above + 1 and even and (count := _frame(block[above:])):
            return above + count
    return 0


def _is_name(row: str) -> bool:
    """Whether a row below the names of the columns can be the name of the index."""
    return not _CODE.search(row) and all(part.isidentifier() for part in row.split())


def _ragged_frame(block: list[str]) -> int:
    """A frame set by hand: names stand to the right of the labels, values only about below the names."""
    head = [field.span() for field in _FIELD.finditer(block[0].removesuffix("\\").rstrip())]
    cells = [field.group() for field in _FIELD.finditer(block[0])]
    valued = all(map(_VALUE.fullmatch, cells))
    if not head or head[0][0] < _ALONE or _BRACKETS.search(block[0]) or valued:
        return 0
    named = len(block) > 1 and len(block[1]) < head[0][1] and _is_name(block[1])
    top = count = 1 + named
    while count < len(block) and _is_ragged(block[count], head):
        count += 1
    return count if count > top else 0


def _is_ragged(row: str, head: list[tuple[int, int]]) -> bool:
    """Whether a row has a label left of the names and, behind a gap, a value for each or a word below it."""
    words = list(_WORD.finditer(row))
    indent = len(row) - len(row.lstrip())
    if (
        len(words) < len(head) + (indent == 0)
        or indent >= head[0][0]
        or _CODE.search(row)
        or "  " not in row.strip()
    ):
        return False
    last = words[-len(head) :]
    below = (any(word.start() < end and start < word.end() for word in words) for start, end in head)
    return all(_VALUE.fullmatch(word.group()) for word in last) or all(below)


def _loose_frame(block: list[str]) -> int:
    """A frame whose blanks were lost: each row has one field more than the head, most of them values."""
    head = _fields(block[0])
    if _CODE.search(block[0]) or not head or all(map(_VALUE.fullmatch, head)):
        return 0
    count = 1
    while count < len(block) and _is_row(block[count], len(head), count - 1):
        count += 1
    return count if count > _ALONE or (count > 1 and block[1].split()[0] == "0" and "\t" in block[1]) else 0


def _fields(row: str) -> list[str]:
    """The cells of a row, apart by tabs or several blanks; by single ones where there are no others."""
    cells = [cell.strip() for cell in re.split(r"\t| {2,}", row.strip()) if cell.strip()]
    return cells if len(cells) > 1 else row.split()


def _is_row(row: str, columns: int, index: int) -> bool:
    fields = _fields(row) if len(_fields(row)) == columns + 1 else row.split()
    if len(fields) != columns + 1 or _CODE.search(row):
        return False
    values = sum(bool(_VALUE.fullmatch(field)) for field in fields[1:])
    return fields[0] == str(index) or 2 * values > len(fields[1:])
