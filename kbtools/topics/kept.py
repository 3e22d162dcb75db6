"""Lines that a person kept, written into docs/topics.yml: `kept:` names a source, a line and its text."""

import json
from collections.abc import Mapping
from io import StringIO

from ruamel.yaml.comments import CommentedMap

from kbtools.topics.outline import document, load, round_trip

KEY = "kept"
KeptLines = Mapping[str, Mapping[int, str]]
"""Name of a source to its kept lines: 1-based line to the beginning of its text."""


def with_kept(text: str, path: str, kept: KeptLines) -> str:
    """The text of the outline with these lines kept; what was kept before stays.

    Raises:
        OutlineError: when the file cannot be used.
    """
    load(text, path)
    data = document(text, path)
    return _dumped(data, kept) if data.get(KEY) else f"{text.rstrip()}\n{_written(kept)}".lstrip("\n")


def _written(kept: KeptLines) -> str:
    """The first entry of its kind: the rest of the file stays to the byte."""
    rows = [f"{KEY}:"]
    for name, lines in kept.items():
        rows.append(f"  {_scalar(name)}:")
        rows += [f"    {line}: {_scalar(text)}" for line, text in lines.items()]
    return "\n".join((*rows, ""))


def _dumped(data: CommentedMap, kept: KeptLines) -> str:
    """The same by a round trip through the parser: comments and order stay."""
    for name, lines in kept.items():
        held = data[KEY].setdefault(name, CommentedMap())
        held.update({str(line): text for line, text in lines.items()})
    out = StringIO()
    round_trip().dump(data, out)
    return out.getvalue()


def _scalar(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
