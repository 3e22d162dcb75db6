"""Characters of strangers' text, written so that no Markdown renderer reads them as markup."""

import re

# Python-Markdown uses U+0002 and U+0003 for its own placeholders; no control character has a glyph anyway.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_BREAKS = re.compile(r"[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_ENTITY = re.compile(r"[&<>\[\]\\]|\{(?=[{%:#.\s])|(?<=\{)\{|_(?![A-Za-z0-9])|(?<![A-Za-z0-9])_")
_BACKSLASH = re.compile(r"[*`|~$]|=(?==)|(?<==)=|!(?=\[|$)")
_MARK = re.compile(rf"{_ENTITY.pattern}|{_BACKSLASH.pattern}")
_WITH_ENTITY = frozenset("&<>[]\\{")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LINE_START = re.compile(r"(#|=|!(?=!!)|-(?=[\s-]|$)|\+(?=\s|$))")
_NUMBERED = re.compile(r"(\d+)([.)])(?=\s|$)")
_PUNCTUATION = re.compile(r"""[!"#$&()*+\-<=>\[\\\]^_`{|}~]""")


def clean(text: str) -> str:
    """The text without what no page can hold: controls become U+FFFD, odd line ends become blanks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("\ufffd", _BREAKS.sub(" ", text))


def escape(text: str) -> str:
    """The text of one line with every character that may be markup anywhere in a line made literal."""
    return _MARK.sub(_literal, text)


def _literal(match: re.Match[str]) -> str:
    character = match[0]
    # `\\[` and `\\(` open mathematics in arithmatex, and not every renderer knows `\\&`: these get entities.
    if character in _WITH_ENTITY:
        return _NAMED.get(character, f"&#{ord(character)};")
    return f"\\{character}"


def line_start(line: str) -> str:
    """An escaped line with what would be markup at its start only made literal, its indentation removed."""
    line = line.strip()
    if line.startswith("???"):
        return f"&#63;{line[1:]}"
    line = _LINE_START.sub(r"\\\1", line, count=1) if _LINE_START.match(line) else line
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


def entities(text: str) -> str:
    """The text with all that markup is made of as entities: literal wherever Markdown or HTML reads it."""
    return _PUNCTUATION.sub(lambda match: f"&#{ord(match[0])};", text)


def code_span(text: str, *, crowded: bool = False) -> str:
    """The text as inline code on one line, without backticks when they would touch others; empty for none."""
    text = " ".join(clean(text).split())
    if not text:
        return ""
    # Python-Markdown looks for block tags before it looks for code spans.
    if crowded or re.search(r"[<>&`|\\$]", text):
        return f"<code>{entities(text)}</code>"
    return f"`{text}`"
