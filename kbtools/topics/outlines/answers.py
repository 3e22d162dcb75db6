"""A person's answers to proposals, written into docs/topics.yml: a topic more, or a title that is none."""

import json
import re
from collections.abc import Sequence
from io import StringIO

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from kbtools.problems import OutlineError
from kbtools.topics.outlines.file_lines import end_of_block, with_end, with_lines
from kbtools.topics.outlines.outline import OutlineFile, document, load, round_trip

_TOPICS, _DECLINED = "topics", "declined"
_PLAIN = re.compile(r"[^\W\d_]\w*(?: \w+)*")
_READ_OTHERWISE = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def with_added(text: str, path: str, titles: Sequence[str]) -> str:
    """The text of the outline with these topics at its end; one that is there already stays where it is.

    Raises:
        OutlineError: when the file cannot be used, or a title gives a slug that is taken.
    """
    outline = load(text, path).outline
    return _with_entries(text, path, _TOPICS, [title for title in titles if not outline.named(title)])


def with_declined(text: str, path: str, titles: Sequence[str]) -> str:
    """The text of the outline with these titles among those that are never proposed again.

    Raises:
        OutlineError: when the file cannot be used.
    """
    held = load(text, path).declined
    return _with_entries(text, path, _DECLINED, [title for title in titles if title not in held])


def _with_entries(text: str, path: str, name: str, titles: Sequence[str]) -> str:
    if not titles:
        return text
    before = _held(load(text, path), name)
    edited = _edited(text, document(text, path), name, titles)
    try:
        fits = _held(load(edited, path), name) == (*before, *titles)
    except OutlineError:
        fits = False
    return edited if fits else _dumped(text, path, name, titles)


def _held(file: OutlineFile, name: str) -> tuple[str, ...]:
    return tuple(topic.title for topic in file.outline.topics) if name == _TOPICS else file.declined


def _edited(text: str, data: CommentedMap, name: str, titles: Sequence[str]) -> str:
    """The same by lines, put behind the last entry."""
    if name not in data:
        return with_end(text, [f"{name}:", *_rows(titles, 2)])
    held, line = data[name], data.lc.key(name)[0]
    column = held.lc.col if isinstance(held, CommentedSeq) and held else 2
    return with_lines(text, {end_of_block(text, line): _rows(titles, column)})


def _rows(titles: Sequence[str], column: int) -> list[str]:
    return [f"{' ' * column}- {_scalar(title)}" for title in titles]


def _dumped(text: str, path: str, name: str, titles: Sequence[str]) -> str:
    """The same by a round trip through the parser, for lists in one line; what cannot be read is refused."""
    data = document(text, path)
    data[name] = data.get(name) or CommentedSeq()
    data[name].extend(titles)
    out = StringIO()
    round_trip(text).dump(data, out)
    load(out.getvalue(), path)
    return out.getvalue()


def _scalar(title: str) -> str:
    is_plain = _PLAIN.fullmatch(title) and title.lower() not in _READ_OTHERWISE
    return title if is_plain else json.dumps(title, ensure_ascii=False)
