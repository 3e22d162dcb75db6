"""A person's rulings written into docs/topics.yml: lines are added or changed, every other byte stays."""

import json
import re
from collections.abc import Mapping
from io import StringIO

from ruamel.yaml.comments import CommentedMap

from kbtools.model import ItemId, TopicSlug
from kbtools.text import split_lines
from kbtools.topics.outline import document, load, round_trip

_PLAIN = re.compile(r"[^\W_][\w-]*")
_KEY = "rulings"


def with_rulings(text: str, path: str, rulings: Mapping[ItemId, TopicSlug]) -> str:
    """The text of the outline with these rulings in it; older ones for the same items give way.

    Raises:
        OutlineError: when the file cannot be used, or a ruling names no topic of it.
    """
    wanted = {**load(text, path).rulings, **rulings}
    edited = text
    for item, topic in rulings.items():
        edited = _with_one(edited, path, str(item), str(topic))
    if load(edited, path).rulings != wanted:
        edited = _dumped(text, path, rulings)
    return edited


def _with_one(text: str, path: str, item: str, topic: str) -> str:
    data = document(text, path)
    held = data.get(_KEY)
    lines = split_lines(text)
    if not isinstance(held, CommentedMap) or not held:
        return _appended(text, [f"{_KEY}:", f"  {_scalar(item)}: {_scalar(topic)}"], known=_KEY in data)
    if item in held:
        line, column = held.lc.value(item)
        old = re.match(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"|[^\s#,}]+", lines[line][column:])
        lines[line] = (
            lines[line][:column] + _scalar(topic) + lines[line][column + (old.end() if old else 0) :]
        )
        return "\n".join(lines)
    line, column = held.lc.key(list(held)[-1])
    lines.insert(line + 1, f"{' ' * column}{_scalar(item)}: {_scalar(topic)}")
    return "\n".join(lines)


def _appended(text: str, rows: list[str], *, known: bool) -> str:
    """The rows at the end; an empty `rulings:` that is there already is left to the round trip."""
    return text if known else "\n".join([text.rstrip("\n"), *rows, ""]).lstrip("\n")


def _dumped(text: str, path: str, rulings: Mapping[ItemId, TopicSlug]) -> str:
    """The same by a round trip through the parser: comments and order stay, blanks may not."""
    data = document(text, path)
    held = data.get(_KEY)
    if not isinstance(held, CommentedMap):
        data[_KEY] = held = CommentedMap()
    held.update({str(item): str(topic) for item, topic in rulings.items()})
    out = StringIO()
    round_trip().dump(data, out)
    return out.getvalue()


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
