"""An output that stands as plain words under its code: `Output: tensor([1, 2])`, or its value alone."""

import re
from dataclasses import replace

from kbtools.printout import table_end
from kbtools.snippets.frames import frame
from kbtools.snippets.rows import Row, Rows
from kbtools.snippets.shapes import is_error, is_output, opens_brackets

_LABEL = re.compile(
    r"\W{0,3}(?:[\u4e00-\u9fff]{0,6}(?:输出|结果|打印)[\u4e00-\u9fff]{0,4}"
    r"|(?:the )?(?:outputs?|results?)(?: is)?|out ?\[\d*\]"
    r"|(?:it |this )?(?:prints?|returns?|gives?|shows?))[\s*_]{0,3}(?P<colon>[:：])?[\s*_]{0,3}",
    re.IGNORECASE,
)
_LITERAL = re.compile(r"\s*`?(?:True|False|None|[-+]?\d+(?:\.\d*)?(?:e[-+]?\d+)?)`?\s*[。.]?\s*")
_DTYPE = re.compile(r"\s*(?:Name: [^,]*, )?(?:Length: \d+, )?dtype: \w+\s*")
"""The last line of a printed column."""
_ALONE = re.compile(r"\s*(?:True|False|None|`(?:True|False|None|\d+\.\d+|[\[{(][^`]*[\]})])`)\s*")
"""A line of prose that can only be a value: a word of Python's own, or a literal set as code."""
_NUMBER = re.compile(r"\s*(?:[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?|-?inf|nan)\s*", re.IGNORECASE)
_COUNTED = re.compile(r"\s*[1-9]\d*\s*")
"""A number that a page may have."""
_LONGEST = 300
"""Rows; a value that ends inside of a longer paragraph is not looked for beyond."""
_MARKUP = re.compile(r"^[`*_]+|[`*_。.]+$")


def said_number(rows: Rows, *, paged: bool) -> tuple[Rows, int]:
    """The number that is the first paragraph of a run of prose, and how many rows it takes; else nothing and 0.

    Args:
        rows: The prose right below a fence.
        paged: Whether it may be the number of a page, so that only what no page has is taken: `0.5`, `-3`.
    """
    start = next((index for index, row in enumerate(rows) if not row.blank), len(rows))
    alone = start < len(rows) and (start + 1 == len(rows) or rows[start + 1].blank)
    if not alone or not _NUMBER.fullmatch(rows[start].text) or (paged and _COUNTED.fullmatch(rows[start].text)):
        return (), 0
    return (rows[start],), start + 1


def said_output(rows: Rows) -> tuple[Rows, int]:
    """The output that a run of prose begins with, and how many rows it takes; nothing and 0 for words.

    It ends at the first blank row behind it. Without a label only what Python alone prints is taken, for a
    number under a listing may be a page number; below a fence `said_number` knows more.
    """
    start = next((index for index, row in enumerate(rows) if not row.blank), len(rows))
    if start == len(rows):
        return (), 0
    rows = _unquoted(rows)
    if (found := frame(rows[start:]))[0]:
        return found[0], start + found[1]
    label = _LABEL.match(rows[start].text)
    value = rows[start].text[label.end() :].lstrip("`") if label else ""
    labelled = label is not None and bool(label["colon"] or opens_brackets(value) or _LITERAL.fullmatch(value))
    first = replace(rows[start], text=rows[start].text[label.end() :]) if label and labelled else rows[start]
    behind = rows[start + 1 :]
    if first.blank:
        start += next((index for index, row in enumerate(behind, 1) if not row.blank), len(rows))
        first, behind = (rows[start], rows[start + 1 :]) if start < len(rows) else (first, ())
    end = next((index for index, row in enumerate(behind) if row.blank), len(behind))
    if first.text.startswith("|"):
        return _table((first, *behind[:end]), start)
    if label and (size := table_end([row.text for row in (first, *behind)], 0)):
        return (first, *behind[: size - 1]), start + size
    column = table_end([row.text for row in rows[start : start + 1 + end]], 0)
    if column and not label and _DTYPE.fullmatch(rows[start + column - 1].text):
        return rows[start : start + column], start + column
    if _ALONE.fullmatch(first.text) and not end:
        return (_plain(first),), start + 1
    body = tuple(map(_plain, (first, *behind[:end])))
    if not _begins_value(body[0].text, labelled=labelled):
        return (), 0
    counts = (len(body), *range(min(len(body) - 1, _LONGEST), 0, -1))
    count = next((count for count in counts if _is_value(body[:count])), 0)
    return body[:count], start + count if count else 0


def _unquoted(rows: Rows) -> Rows:
    """The rows with the quotation that they begin with unmarked, and a blank row behind it."""
    quoted = [row.blank or row.text.lstrip().startswith(">") for row in rows]
    end = quoted.index(False) if False in quoted else len(rows)
    return (*(replace(row, text=re.sub(r"^\s*> ?", "", row.text)) for row in rows[:end]), *rows[end:])


def _table(rows: Rows, start: int) -> tuple[Rows, int]:
    """A printed data frame that a conversion made a Markdown table: its first column is an index."""
    cells = [[cell.strip() for cell in row.text.strip().strip("|").split("|")] for row in rows]
    indexed = len(rows) > 2 and not cells[0][0] and all(line[0] for line in cells[1:])  # noqa: PLR2004 - head and rule
    if not indexed or not all(row.text.startswith("|") for row in rows):
        return (), 0
    kept = (each for each in zip(rows, cells, strict=True) if set("".join(each[1])) - set("-: "))
    return tuple(replace(row, text="\t".join(line)) for row, line in kept), start + len(rows)


def _begins_value(text: str, *, labelled: bool) -> bool:
    """Whether what is printed may begin with a line: asked once, for a paragraph may have thousands."""
    text = text.strip()
    strong = opens_brackets(text) or (is_error(text) and not text.endswith(":"))
    return strong or (labelled and bool(re.search(r"[\w'\"]", text)))


def _is_value(rows: Rows) -> bool:
    text = rows[0].text.strip()
    alone = is_error(text) and "Traceback" not in text  # Words below an error are words.
    return is_output(rows) and not (alone and len(rows) > 1)


def _plain(row: Row) -> Row:
    return replace(row, text=_MARKUP.sub("", row.text.strip()) if "`" in row.text else row.text.rstrip(" 。"))
