"""A person's rulings written into docs/topics.yml: lines are added or changed, every other byte stays."""

import json
import re
from collections.abc import Mapping
from io import StringIO

from ruamel.yaml.comments import CommentedMap

from kbtools.model import ItemId, TopicSlug
from kbtools.problems import OutlineError
from kbtools.text import split_lines
from kbtools.topics.outlines.file_lines import with_end, with_lines
from kbtools.topics.outlines.flow import with_flow
from kbtools.topics.outlines.outline import document, load, round_trip

_PLAIN = re.compile(r"[^\W_][\w-]*")
_VALUE = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"|[^\s#,}]+")
_KEY = "rulings"


def with_rulings(text: str, path: str, rulings: Mapping[ItemId, TopicSlug]) -> str:
    """The text of the outline with these rulings in it; older ones for the same items give way.

    Raises:
        OutlineError: when the file cannot be used, or a ruling names no topic of it.
    """
    held = load(text, path).rulings
    fresh = {item: topic for item, topic in rulings.items() if held.get(item) != topic}
    if not fresh:
        return text
    edited = _edited(text, document(text, path), fresh)
    try:
        return edited if load(edited, path).rulings == {**held, **fresh} else _dumped(text, path, fresh)
    except OutlineError:
        # Written in a way that lines cannot be put into, such as `rulings: {a: b}`.
        dumped = _dumped(text, path, fresh)
        load(dumped, path)
        return dumped


def _edited(text: str, data: CommentedMap, rulings: Mapping[ItemId, TopicSlug]) -> str:
    """The same by lines: changed where an item has a ruling, added after the last one."""
    held, lines = data.get(_KEY), split_lines(text)
    flowed = with_flow(text, _KEY, *_entries(rulings, held or {}))
    if flowed is not None:
        return flowed
    if not held:
        rows = _rows(rulings, "  ")
        return (
            with_lines(text, {data.lc.key(_KEY)[0]: rows})
            if _KEY in data
            else with_end(text, [f"{_KEY}:", *rows])
        )
    last, indent = held.lc.key(list(held)[-1])
    for item, topic in rulings.items():
        if item in held:
            line, column = held.lc.value(item)
            old = _VALUE.match(lines[line][column:])
            rest = lines[line][column + (old.end() if old else 0) :]
            lines[line] = f"{lines[line][:column]}{_scalar(topic)}{rest}"
    fresh = {item: topic for item, topic in rulings.items() if item not in held}
    return with_lines("\n".join(lines), {last: _rows(fresh, " " * indent)})


def _entries(
    rulings: Mapping[ItemId, TopicSlug], held: Mapping[str, object]
) -> tuple[list[str], dict[str, str]]:
    """The rulings as braces hold them: those that are new, and the topics of those that are there."""
    added = [f"{_scalar(item)}: {_scalar(topic)}" for item, topic in rulings.items() if item not in held]
    return added, {str(item): _scalar(topic) for item, topic in rulings.items() if item in held}


def _rows(rulings: Mapping[ItemId, TopicSlug], indent: str) -> list[str]:
    return [f"{indent}{_scalar(item)}: {_scalar(topic)}" for item, topic in rulings.items()]


def _dumped(text: str, path: str, rulings: Mapping[ItemId, TopicSlug]) -> str:
    """The same by a round trip through the parser: comments and order stay, blanks may not."""
    data = document(text, path)
    held = data.get(_KEY)
    if not isinstance(held, CommentedMap):
        data[_KEY] = held = CommentedMap()
    held.update({str(item): str(topic) for item, topic in rulings.items()})
    out = StringIO()
    round_trip(text).dump(data, out)
    return out.getvalue()


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
