"""Lines that a person kept, written into docs/topics.yml: `kept:` names a source, a line and its text."""

import json
from collections.abc import Mapping
from io import StringIO

from ruamel.yaml.comments import CommentedMap

from kbtools.problems import OutlineError
from kbtools.topics.outlines.file_lines import with_end, with_lines
from kbtools.topics.outlines.outline import document, load, round_trip

KEY = "kept"
KeptLines = Mapping[str, Mapping[int, str]]
"""Name of a source to its kept lines: 1-based line to the beginning of its text."""


def with_kept(text: str, path: str, kept: KeptLines) -> str:
    """The text of the outline with these lines kept; what was kept before stays.

    Raises:
        OutlineError: when the file cannot be used.
    """
    held = load(text, path).kept
    fresh = {
        name: found
        for name, lines in kept.items()
        if (found := {line: words for line, words in lines.items() if held.get(name, {}).get(line) != words})
    }
    if not fresh:
        return text
    wanted = {name: {**held.get(name, {}), **fresh.get(name, {})} for name in {**held, **fresh}}
    edited = _edited(text, document(text, path), fresh)
    try:
        return edited if load(edited, path).kept == wanted else _dumped(text, path, fresh)
    except OutlineError:
        # Written in a way that lines cannot be put into, such as `kept: {a.md: {3: x}}`.
        return _dumped(text, path, fresh)


def _edited(text: str, data: CommentedMap, kept: KeptLines) -> str:
    """The same by lines, put behind the last of their source, else behind the last source."""
    held = data.get(KEY)
    if not held:
        rows = _rows(kept, "  ")
        return (
            with_lines(text, {data.lc.key(KEY)[0]: rows})
            if KEY in data
            else with_end(text, [f"{KEY}:", *rows])
        )
    inserted: dict[int, list[str]] = {}
    for name, lines in kept.items():
        line, indent = _end(held.get(name, held))
        rows = _lines(lines, " " * indent) if name in held else _rows({name: lines}, " " * held.lc.col)
        inserted.setdefault(line, []).extend(rows)
    return with_lines(text, inserted)


def _end(node: CommentedMap) -> tuple[int, int]:
    """The last line of a mapping, 0-based, and the column of its keys."""
    last = list(node)[-1]
    line, column = node.lc.key(last)
    below = node[last]
    return (_end(below)[0], column) if isinstance(below, CommentedMap) and below else (line, column)


def _rows(kept: KeptLines, indent: str) -> list[str]:
    return [
        row
        for name, lines in kept.items()
        for row in (f"{indent}{_scalar(name)}:", *_lines(lines, f"{indent}  "))
    ]


def _lines(lines: Mapping[int, str], indent: str) -> list[str]:
    return [f"{indent}{line}: {_scalar(text)}" for line, text in lines.items()]


def _dumped(text: str, path: str, kept: KeptLines) -> str:
    """The same by a round trip through the parser: comments and order stay, blanks may not."""
    data = document(text, path)
    for name, lines in kept.items():
        held = data.setdefault(KEY, CommentedMap()).setdefault(name, CommentedMap())
        held.update({str(line): words for line, words in lines.items()})
    out = StringIO()
    round_trip(text).dump(data, out)
    return out.getvalue()


def _scalar(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
