"""A recorded error: a traceback, or its last line alone."""

from kbtools.snippets.pairing.found import Found, Seen
from kbtools.snippets.parsing import is_code_line
from kbtools.snippets.rows import Rows
from kbtools.snippets.shapes import is_error


def find(seen: Seen) -> Found | None:
    """The error with all lines of its traceback."""
    if not seen.ready or not is_error(seen.row.text):
        return None
    end = error_end(seen.rows, seen.at)
    return Found(end, seen.rows[seen.at : end], "error")


def is_error_alone(rows: Rows) -> bool:
    """Whether rows are one recorded error from the first to the last."""
    return bool(rows) and is_error(rows[0].text) and error_end(rows, 0) == len(rows)


def error_end(rows: Rows, start: int) -> int:
    """The index behind the line that names the error, or behind the single line."""
    if "Traceback" not in rows[start].text:
        return start + 1
    for index in range(start + 1, len(rows)):
        text = rows[index].text
        if is_error(text) and not text[:1].isspace() and "Traceback" not in text:
            return index + 1
        if text.strip(" .") and not text.startswith((" ", "\t", "-", "<", "File")) and is_code_line(text):
            return index
    return len(rows)
