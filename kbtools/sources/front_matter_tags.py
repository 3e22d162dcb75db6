"""The tags and the other names that a file's front matter gives the whole file."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from kbtools.sources.front_matter import front_matter
from kbtools.text import split_lines

_TAGS = re.compile(r"""["']?(?:tags?)["']?\s*:""", re.IGNORECASE)
_ALIASES = re.compile(r"""["']?(?:alias(?:es)?)["']?\s*:""", re.IGNORECASE)
# Where front matter ends at the latest: what follows need not be taken apart.
_END = re.compile(r"^(?:---|\.\.\.)\s*?$", re.MULTILINE)
_GOES_ON = re.compile(r"\s+\S|-\s|\s*$|[\]}]")
_BETWEEN, _BETWEEN_NAMES = re.compile(r"[,，、\s]+"), re.compile(r"[,，]")
# In a list every entry is one; in one string blanks and commas part tags, and commas names, as in Obsidian.
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def tags(text: str) -> tuple[str, ...]:
    """The tags without `#`, in order, each once; none without front matter or where it is no YAML."""
    words = (word.strip().strip("#").strip() for word in _words(_value(_inside(text), _TAGS), _BETWEEN))
    return _each_once(words)


def aliases(text: str) -> tuple[str, ...]:
    """The other names of the note, in order, each once; none without front matter or where it is no YAML."""
    return _each_once(word.strip() for word in _words(_value(_inside(text), _ALIASES), _BETWEEN_NAMES))


def _each_once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word not in _NOTHING))


def _inside(text: str) -> Sequence[str]:
    """The lines between the marks of the front matter; none without any."""
    if not text.lstrip().startswith("---"):
        return ()
    end = _END.search(text, text.index("---") + 1)
    lines = split_lines(text[: end.end()] if end else text)
    found = front_matter(lines).lines
    return lines[found.start : found.end - 1] if found else ()


def _value(lines: Sequence[str], name: re.Pattern[str]) -> object:
    """What the property holds, as YAML or, on a single line of JSON, as JSON reads it."""
    if lines and lines[0].startswith("{"):
        record = json.loads(lines[0])
        return next((value for known, value in record.items() if name.match(f"{known}:")), None)
    start = next((index for index, line in enumerate(lines) if name.match(line)), None)
    if start is None:
        return None
    rest = lines[start + 1 :]
    end = next((index for index, line in enumerate(rest) if not _GOES_ON.match(line)), len(rest))
    # A bare `#tag` is a comment in YAML and a tag to whoever wrote it here.
    written = re.sub(r"(?<=[\s\[,-])#(?=\S)", "", "\n".join([lines[start], *rest[:end]]))
    try:
        # Words as they stand: `1.10` is no number here, and a day that no calendar has is no error.
        data = YAML(typ="base", pure=True).load(StringIO(written))
    except (YAMLError, RecursionError):
        return None
    return next(iter(data.values()), None) if isinstance(data, Mapping) else None


def _words(value: object, between: re.Pattern[str]) -> Iterable[str]:
    if isinstance(value, str):
        return between.split(value)
    if isinstance(value, list):
        return (str(word) for word in value if isinstance(word, str | int | float))
    return ()
