"""What a snippet wrote to standard error, without what differs between machines and from run to run."""

import re

from kbtools.privacy import without_secrets
from kbtools.verify.acceptance import CUT
from kbtools.verify.mask import mask

LONGEST = 8000
"""Characters kept of one snippet; a library that warns in a loop says the same again."""
_DRESS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_ROOT = r"(?<![\w.~:/\\-])(?:[A-Za-z]:)?[\\/]"
_INNER = r"(?:[^\s:'\"<>|\\/]+[\\/])"
_PACKAGES = re.compile(
    rf"{_ROOT}{_INNER}*?(?:site-packages|dist-packages|lib[\\/]python3\.\d+(?![\\/]site-packages))[\\/]"
)
_FOLDER = re.compile(rf"{_ROOT}{_INNER}+?(?=[^\s:'\"<>|\\/]+(?![^\s:'\"<>|\\/]*[\\/]))")
_CLOCK = re.compile(
    r"\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)?|\b\d{1,4}:\d\d(?:<(?:\d{1,4}:\d\d|\?))?(?=[,\]])"
)
_TEMPORARY = re.compile(r"\btmp[a-z0-9_]{8}\b")
"""How Python names a file or folder that nobody named."""
_RATE = re.compile(r"(?<![\d.])\d{1,9}(?:\.\d{1,9})?(?=[a-zA-Z]{0,12}/s\b|s/[a-zA-Z]{1,12}\b)")


def steady(text: str, code: str, path: str) -> str:
    """The text as it is stored; empty for none.

    What a progress bar wrote over is gone; addresses, times, rates and names of temporary files are masked.
    Of a path that does not begin in the note's own folder only what names the file on every machine is left.
    Lines of the note are not told, for they move when words are added above the snippet.

    Args:
        text: As it was written.
        code: The layout that ran.
        path: The name that the note's code was compiled under.
    """
    rows = (row.rstrip("\r").rpartition("\r")[2].rstrip() for row in _DRESS.sub("", text).split("\n"))
    note = rf"{re.escape(path)}(?:#\d+)?"
    text = re.sub(rf"^{note}:\d+: ", "", mask("\n".join(rows).strip("\n"), code), flags=re.MULTILINE)
    text = re.sub(rf"(\"{note}\"), line \d+", r"\1", text)
    text = without_secrets(_PACKAGES.sub("", text))
    text = _TEMPORARY.sub("tmp…", _FOLDER.sub("", text))
    text = _RATE.sub("…", _CLOCK.sub("…", text))
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition("\n")[0] + f"\n{CUT}"
