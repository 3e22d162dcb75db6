"""The passage line of an Annotator block and its tags: text as people left it."""

import re
from dataclasses import dataclass

from kbtools.sources.privacy import without_secrets
from kbtools.text import fold_radicals

_PREFIX, _HIGHLIGHT, _POSTFIX = "%%PREFIX%%", "%%HIGHLIGHT%%", "%%POSTFIX%%"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_MARKED = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """What the line of the passage shows; empty text for what is switched off."""

    prefix: str = ""
    highlight: str = ""
    suffix: str = ""


def passage(text: str) -> Passage:
    """The passage between its markers, each of which may be switched off."""
    text = text.strip().removeprefix("%%").strip()
    text = text.removeprefix("*").removesuffix("*")
    before, _, rest = (
        text.rpartition(_HIGHLIGHT) if text.count(_HIGHLIGHT) == 1 else text.partition(_HIGHLIGHT)
    )
    highlight, _, suffix = rest.rpartition(_POSTFIX) if _POSTFIX in rest else (rest, "", "")
    _, _, prefix = before.partition(_PREFIX)
    return Passage(prefix.strip(), _unmarked(highlight.strip()), suffix.strip())


def _unmarked(highlight: str) -> str:
    """The highlight without the `==` around it, as a person reads it."""
    if len(highlight) >= _MARKED and highlight.startswith("==") and highlight.endswith("=="):
        highlight = highlight[2:-2]
    return "\n".join(line.rstrip() for line in highlight.split("\n")).strip()


def tags(text: str) -> tuple[str, ...]:
    """The tags of a list such as `#a, ##b c`: hashes and blanks around them removed, none twice."""
    found = (cleaned(tag).strip().lstrip("#").strip() for tag in re.split(r"[,，\n]", text))
    return tuple(dict.fromkeys(tag for tag in found if tag))


def cleaned(text: str) -> str:
    """The text for display: radicals folded, control characters, local paths and tokens gone."""
    return without_secrets(fold_radicals(_CONTROL.sub("", text).replace("\u00a0", " ")))
