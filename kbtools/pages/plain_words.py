"""Markdown as the words that a reader sees, on one line: for previews and lists, where no markup is read."""

import re

_SPAN = re.compile(
    r"""(?P<ticks>`+)(?P<code>.+?)(?P=ticks)
    | (?P<tex>\$\$?[^$\n]+\$\$?)
    | !?\[\[(?P<name>[^\[\]|\\]*)(?:\\?\|(?P<words>[^\[\]]*))?\]\]
    | !?\[(?P<label>[^\[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)
    | (?P<mark>\*\*|==|~~)(?=\S)(?P<inner>[^\n]+?)(?<=\S)(?P=mark)
    | \\(?P<escaped>[!-/:-@\[-`{-~])""",
    re.VERBOSE,
)
_LINE = re.compile(
    r"""^[ \t]*(?:>[ \t]?)*
    (?:\#{1,6}[ \t]+ | (?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?
    (?:\[![\w-]+\][+-]?)?""",
    re.MULTILINE | re.VERBOSE,
)
_FENCE = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})[^`\n]*$", re.MULTILINE)
_BLOCK_NAME = re.compile(r"(?:^|\s)\^[A-Za-z0-9-]+[ \t]*$", re.MULTILINE)


def plain_words(text: str) -> str:
    """The words on one line; what looks like markup and is none stays."""
    return " ".join(_SPAN.sub(_said, _BLOCK_NAME.sub("", _LINE.sub("", _FENCE.sub("", text)))).split())


def _said(found: re.Match[str]) -> str:
    if found["code"] is not None:
        return found["code"].strip()
    if found["tex"] is not None:
        return found["tex"]
    if found["inner"] is not None:
        return _SPAN.sub(_said, found["inner"])
    if found["escaped"] is not None:
        return found["escaped"]
    return (found["words"] or found["label"] or found["name"] or "").strip()
