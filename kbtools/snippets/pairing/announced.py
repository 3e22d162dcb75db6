"""A comment such as `# Output:` with the printed lines under it, plain or behind `#`."""

import re
from dataclasses import replace

from kbtools.snippets.pairing.found import Found, Seen, is_code
from kbtools.snippets.pairing.plain import printed_end
from kbtools.snippets.remarks import remark
from kbtools.snippets.rows import Rows
from kbtools.snippets.shapes import depth, is_output, is_printed, is_value_line, literals, opens_value

_BEHIND = re.compile(r"(?P<value>.*[\])}])\s+(?:\d+ )?[A-Za-z\u4e00-\u9fff（(][^\[\](){}]*")
"""A line that ends a value, with words behind it."""
_WORDS = re.compile(
    r"\s*#+\s*[^,，。.;；(（]{0,12}?(?:输出|结果|打印|显示|outputs?\b|results?\b|prints?\b|printed\b|out\b)",
    re.IGNORECASE,
)


def find(seen: Seen) -> Found | None:
    """The lines under the announcement, which itself stays a comment of the code."""
    if not seen.ready or not _WORDS.match(seen.row.text):
        return None
    start = seen.at + 1
    while start < len(seen.rows) and seen.rows[start].blank:
        start += 1
    if start == len(seen.rows):
        return None
    fixed = literals("\n".join(row.text for row in seen.code))
    if not is_code(seen.rows[start]):
        return _commented(seen, start, fixed)
    text = seen.rows[start].text
    if not (is_value_line(text) or opens_value(text) or is_printed(text, fixed)):
        return None
    end = max(printed_end(seen.rows, start, fixed), start + 1)
    return Found(end, seen.rows[start:end], "announced", (seen.row,))


def _commented(seen: Seen, start: int, fixed: frozenset[str]) -> Found | None:
    end = start
    while end < len(seen.rows) and seen.rows[end].text.lstrip().startswith("#"):
        end += 1
    body = _value(_bare(seen.rows[start:end]), fixed)
    while body and not is_output(body, fixed):
        body = body[:-1]
    if not body or remark(seen.rows[start].text.strip(), printed=True, literals=fixed) is None:
        return None
    return Found(start + len(body), body, "announced", (seen.row,))


def _value(rows: Rows, fixed: frozenset[str]) -> Rows:
    """The rows up to where words begin, once the brackets of the value are closed."""
    level = 0
    for at, row in enumerate(rows):
        if at and level <= 0 and not (is_value_line(row.text) or opens_value(row.text) or is_printed(row.text, fixed)):
            return rows[:at]
        level += depth(row.text)
        if level <= 0 and (words := _BEHIND.fullmatch(row.text)):
            return (*rows[:at], replace(row, text=words["value"]))
    return rows


def _bare(rows: Rows) -> Rows:
    return tuple(replace(row, text=re.sub(r"^\s*#+ ?", "", row.text)) for row in rows)
