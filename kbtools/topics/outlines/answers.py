"""A person's answers to proposals, written into docs/topics.yml: a topic more, or a title that is none."""

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import StringIO

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from kbtools.problems import OutlineError
from kbtools.topics.outlines.file_lines import end_of_block, with_end, with_lines
from kbtools.topics.outlines.flow import with_flow
from kbtools.topics.outlines.outline import OutlineFile, document, load, round_trip
from kbtools.topics.outlines.spots import Spot, edited, put, with_topic
from kbtools.topics.outlines.tree import new_topic

_TOPICS, _DECLINED = "topics", "declined"
_LAST: Mapping[str, Spot] = {}
_PLAIN = re.compile(r"[^\W\d_]\w*(?: \w+)*")
_READ_OTHERWISE = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def with_added(text: str, path: str, titles: Sequence[str], spots: Mapping[str, Spot] = _LAST) -> str:
    """The text of the outline with these topics in it; one that is there already stays where it is.

    Args:
        text: The outline as it is.
        path: For problems.
        titles: Of the topics.
        spots: Where they go, by title; one without goes to the end.

    Raises:
        OutlineError: when the file cannot be used, or a title gives a slug that is taken.
    """
    outline = load(text, path).outline
    fresh = [title for title in dict.fromkeys(titles) if not outline.named(title)]
    behind: dict[Spot, Spot] = {}
    for title in (one for one in fresh if one in spots):
        spot = spots[title]
        text = _with_topic(text, path, title, behind.get(spot, spot))
        if spot.is_after:
            # The next one comes behind this one.
            behind[spot] = Spot(new_topic(title).slug, is_after=True)
    return _with_entries(text, path, _TOPICS, [title for title in fresh if title not in spots])


def _with_topic(text: str, path: str, title: str, spot: Spot) -> str:
    wanted = with_topic(load(text, path).outline, new_topic(title), spot)
    data = document(text, path)
    # Where it is written so that no line can be put into it, as `children: [a]`, the parser writes it.
    with suppress(OutlineError):
        written = edited(text, data, _scalar(title), spot)
        if load(written, path).outline == wanted:
            return written
    put(data, title, spot)
    return _as_text(text, path, data)


def with_declined(text: str, path: str, titles: Sequence[str]) -> str:
    """The text of the outline with these titles among those that are never proposed again.

    Raises:
        OutlineError: when the file cannot be used.
    """
    held = load(text, path).declined
    fresh = [title for title in dict.fromkeys(titles) if title not in held]
    return _with_entries(text, path, _DECLINED, fresh)


def _with_entries(text: str, path: str, name: str, titles: Sequence[str]) -> str:
    if not titles:
        return text
    before = _held(load(text, path), name)
    written = _edited(text, document(text, path), name, titles)
    try:
        fits = _held(load(written, path), name) == (*before, *titles)
    except OutlineError:
        fits = False
    return written if fits else _dumped(text, path, name, titles)


def _held(file: OutlineFile, name: str) -> tuple[str, ...]:
    return tuple(topic.title for topic in file.outline.topics) if name == _TOPICS else file.declined


def _edited(text: str, data: CommentedMap, name: str, titles: Sequence[str]) -> str:
    """The same by lines, put behind the last entry."""
    if name not in data:
        return with_end(text, [f"{name}:", *_rows(titles, 2)])
    flowed = with_flow(text, name, list(map(_scalar, titles)))
    if flowed is not None:
        return flowed
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
    return _as_text(text, path, data)


def _as_text(text: str, path: str, data: CommentedMap) -> str:
    out = StringIO()
    round_trip(text).dump(data, out)
    load(out.getvalue(), path)
    return out.getvalue()


def _scalar(title: str) -> str:
    is_plain = _PLAIN.fullmatch(title) and title.lower() not in _READ_OTHERWISE
    return title if is_plain else json.dumps(title, ensure_ascii=False)
