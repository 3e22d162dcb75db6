"""How people connect what they write: `#tags` and `[[links]]`, told from plain text."""

import re
import unicodedata

_LINK = re.compile(r"(?<!!)\[\[([^\[\]\n]+)\]\]")
_HASHTAG = re.compile(r"(?<![\w&#/\\])#([\w/-]+)")
_CODE = re.compile(r"`[^`\n]*`")
_MOST_PARTS = 5


def hashtags(text: str) -> tuple[str, ...]:
    """The tags of a text without `#`, in order, each once; a number such as `#12` is none, nor is code."""
    found = (tag.strip("/-") for tag in _HASHTAG.findall(_CODE.sub(" ", text)))
    return tuple(dict.fromkeys(tag for tag in found if any(not letter.isdecimal() for letter in tag)))


def wikilinks(text: str) -> tuple[str, ...]:
    """What the links of a text name: page and heading, without the words that are shown instead."""
    return tuple(link.split("|", 1)[0].rstrip("\\").strip() for link in _LINK.findall(text))


def tag_path(tag: str) -> tuple[str, ...]:
    """The parts of a nested tag: `a/b` is `b` in `a`; what is nested too deep stays in one piece."""
    return tuple(part.strip() for part in tag.strip("#/ ").split("/", _MOST_PARTS - 1) if part.strip())


def tag_key(tag: str) -> str:
    """What two spellings of one tag have in common: letter case and width do not count."""
    return unicodedata.normalize("NFKC", "/".join(tag_path(tag))).casefold()
