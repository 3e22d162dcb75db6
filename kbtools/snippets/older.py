"""Python 2, told from broken Python 3: its statements that are none any more, in a text that parses without them."""

import re

from kbtools.snippets.parsing import parse

_STATEMENT = re.compile(
    r"(^|[:;])([ \t]*)(?:(?:print|exec)[ \t]+(?:>>[ \t]*)?|raise[ \t]+(?=[\w.]+[ \t]*,))(?![=(\s])", re.MULTILINE
)
_PRINTED = re.compile(r"(^|[:;])([ \t]*)print[ \t]*(?=\()", re.MULTILINE)
_CLAUSE = re.compile(r"(\bexcept[ \t]+)([\w.]+|\([\w., \t]+\))[ \t]*,[ \t]*(\w+)[ \t]*:")
_REDIRECTED = re.compile(r"(?:^|[:;])[ \t]*print[ \t]*>>", re.MULTILINE)
"""Python 3 parses it, as a shift of the function `print`, which nobody means."""
_NEWER = re.compile(r"\b[fF][rR]?[\"']|\bawait\b|\bnonlocal\b|:=")
"""What no Python 2 knows."""


def is_python_2(text: str) -> bool:
    """Whether a text parses only with `print x`, `exec code`, `raise E, x` or `except E, e` taken for statements."""
    if _NEWER.search(text) or (parse(text) is not None and not _REDIRECTED.search(text)):
        return False
    today, clauses = _CLAUSE.subn(r"\1\2 as \3:", text)
    today, statements = _STATEMENT.subn(r"\1\2_ = ", today)
    if not clauses + statements:
        return False
    return parse(_PRINTED.sub(r"\1\2_ = ", today)) is not None
