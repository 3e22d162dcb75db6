"""Where a link in strangers' text may lead: to the web or a mail address, nowhere else."""

import re
from urllib.parse import quote

_ALLOWED = re.compile(r"(?:https?://|mailto:)[^\s]+$", re.IGNORECASE)
_BARE = re.compile(r"https?://[\w\-.~:/?#@!$&+,;=%]*[\w/#=&%]", re.ASCII | re.IGNORECASE)
# Everything else that Markdown could read inside the parentheses of a link is percent-encoded.
_SAFE = "-._~:/?#@!&+,;=%"


def destination(url: str) -> str | None:
    """The address as it stands between the parentheses of a link; None when it must not be one.

    Anchors and relative paths are refused: they pointed into the author's own vault or site.
    """
    if not _ALLOWED.match(url):
        return None
    return quote(url, safe=_SAFE, errors="replace").replace("&", "&amp;")


def split_urls(text: str) -> list[tuple[str, bool]]:
    """The text cut into runs, each with whether it is a bare web address."""
    runs, end = [], 0
    for match in _BARE.finditer(text):
        runs += [(text[end : match.start()], False), (match[0], True)]
        end = match.end()
    return [run for run in (*runs, (text[end:], False)) if run[0]]
