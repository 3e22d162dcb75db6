"""The plugin's own patterns, as JavaScript runs them, and reading a text before and after it is written."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from kbtools.decode import decode
from kbtools.exports import WRITERS, Written
from kbtools.model import Highlight, Reading, Source, SourceId
from kbtools.sources import read

_CASES = Path(__file__).parents[1] / "sources" / "cases"
_FIELDS = ("id", "quote", "exact", "prefix", "suffix", "comment", "tags", "place", "created", "title")

# In JavaScript `.` matches all but these four, `^` with `m` stands behind any of them, and `$` without `m`
# only at the very end. U+0085, which Python breaks lines at elsewhere, is an ordinary character.
_DOT = r"[^\n\r\u2028\u2029]"
_START = r"(?:(?<=[\n\r\u2028\u2029])|\A)"
_ANY = rf"(?:{_DOT}|\n)"
_BLOCK = re.compile(
    rf"(?P<block>{_START}\n(?:>{_DOT}*?\n)*?>```annotation-json(?:\n>{_DOT}*?)*?)\n\^(?P<id>[a-zA-Z0-9]+)\n"
)
_CONTENT = re.compile(
    rf"{_ANY}*?%%\n```annotation-json\n(?P<json>{_ANY}*?)\n```\n%%{_ANY}*?\*"
    rf"(?:%%PREFIX%%(?P<prefix>{_ANY}*?))?(?:%%HIGHLIGHT%%(?: ==)?(?P<highlight>{_ANY}*?)(?:== )?)?"
    rf"(?:%%POSTFIX%%(?P<postfix>{_ANY}*?))?\*\n(?:%%LINK%%(?P<link>{_ANY}*?)\n)?"
    rf"(?:%%COMMENT%%\n(?P<comment>{_ANY}*?)\n)?(?:%%TAGS%%\n(?P<tags>{_ANY}*))?\Z"
)
_VIDEO = re.compile(
    rf"{_START}\n> \*\*(?P<title>{_DOT}*?)\*\* %%TIMESTAMP: (?P<seconds>[0-9.]+)%%\n"
    rf"(?P<content>(?:>{_DOT}*\n)*)\^(?P<id>[a-zA-Z0-9]+)\n"
)


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the plugin makes of one block."""

    id: str
    record: Mapping[str, object]
    """The JSON."""
    selectors: Sequence[Mapping[str, object]]
    """Of the first target, with the passage as the Markdown has it."""
    text: str
    """The comment."""
    tags: Sequence[str]


def _load(text: str) -> list[Annotation]:
    """The annotations that the plugin finds in a file.

    Raises:
        ValueError: where the plugin itself throws, and with that loses every annotation of the file.
    """
    return [_annotation(found["block"], found["id"]) for found in _BLOCK.finditer(text)]


def _annotation(block: str, name: str) -> Annotation:
    found = _CONTENT.match("\n".join(line[1:] for line in block.split("\n")))
    if found is None or found["tags"] is None:
        raise ValueError(f"the plugin throws at ^{name}")
    record = json.loads(found["json"])
    target = (record.get("target") or [None])[0]
    passages: list[Mapping[str, object]] = []
    if target is not None and "selector" in target:
        passages = [_with_passage(one, found) for one in target["selector"]]
    tags = [tag for each in found["tags"].split(",") if (tag := each.strip()[1:])]
    return Annotation(str(record.get("id", name)), record, passages, found["comment"], tags)


def _with_passage(selector: Mapping[str, object], found: re.Match[str]) -> Mapping[str, object]:
    if selector["type"] != "TextQuoteSelector":
        return selector
    shown = {"prefix": found["prefix"], "suffix": found["postfix"]}
    return {**selector, **{name: value for name, value in shown.items() if value is not None}}


@pytest.fixture(scope="session")
def load() -> Callable[[str], list[Annotation]]:
    """What the plugin finds in a file; it throws where the plugin does."""
    return _load


@pytest.fixture(scope="session")
def plugin_ids() -> Callable[[str], set[str]]:
    """The ids of all that the plugin finds in a file, remarks on videos included."""
    return lambda text: {found["id"] for found in _VIDEO.finditer(text)} | {one.id for one in _load(text)}


@pytest.fixture(scope="session")
def reading_of() -> Callable[[str], Reading]:
    """The reading of a text, as a file of that text is read."""

    def reading(text: str) -> Reading:
        data = text.encode("utf-8", "surrogatepass")
        return read(Source(SourceId("case"), "notes/case.md", decode(data, "notes/case.md")))

    return reading


@pytest.fixture(scope="session")
def case(reading_of: Callable[[str], Reading]) -> Callable[[str], Reading]:
    """The reading of a case of the readers."""
    return lambda name: reading_of((_CASES / name).read_text("utf-8"))


@pytest.fixture(scope="session")
def fields() -> Callable[[Reading], list[tuple[object, ...]]]:
    """All of every highlight that a round trip is to keep."""
    return lambda reading: [
        tuple(getattr(one, name) for name in _FIELDS) for one in reading.items if isinstance(one, Highlight)
    ]


@pytest.fixture(scope="session")
def write() -> Callable[[Reading], Written]:
    """The writer for Annotator."""
    return next(writer for writer in WRITERS if writer.name == "annotator").write
