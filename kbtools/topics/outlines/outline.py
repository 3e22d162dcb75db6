"""docs/topics.yml: written by the tool the first time, the person's ever after."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from kbtools.model import ItemId, Outline, Topic, TopicSlug
from kbtools.problems import OutlineError
from kbtools.topics.glossary import Concept
from kbtools.topics.outlines.outline_reader import MEND, OutlineReader, problem

_HEAD = """\
The outline of this knowledge base: one page a topic, in this order. It is yours: kbtools wrote it once
from the headings of the notes and never changes it again. Rename, move, nest, add `aliases:` and `tags:`.
Under `rulings:` a line `item id: topic slug` puts an item where you want it, for ever.
"""
_GIVEN = """\
The outline of this knowledge base: one page a topic, in this order. It is yours: kbtools wrote it once
from a table of contents and never changes it again. Rename, move, nest, add `aliases:` and `tags:`.
Under `rulings:` a line `item id: topic slug` puts an item where you want it, for ever.
"""
_A_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_FLUSH = re.compile(r"^topics:[^\n]*\n(?:\s*\n|#[^\n]*\n)*- ", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
_SETTLE = "keep the lines that you want, take the marks `<<<<<<<`, `=======`, `>>>>>>>` away"
_NO_TABS = "YAML knows no tabs: write blanks in their place"
_TOP = ("topics", "rulings", "glossary", "kept", "declined")


@dataclass(frozen=True, slots=True)
class OutlineFile:
    """What docs/topics.yml says."""

    outline: Outline
    rulings: Mapping[ItemId, TopicSlug] = field(default_factory=dict)
    """Where a person put an item, for ever."""
    glossary: tuple[Concept, ...] = ()
    """The person's own terms, beside those that the package knows."""
    kept: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    """Name of a source to the dropped lines a person wants to see: 1-based line to how it begins."""
    declined: tuple[str, ...] = ()
    """Titles that are never proposed as topics again."""


def dump(outline: Outline, *, given: bool = False) -> str:
    """The text of a new docs/topics.yml, derived from the notes or given as a table of contents."""
    data = CommentedMap({"topics": CommentedSeq([node(topic) for topic in outline.topics])})
    data.yaml_set_start_comment(_GIVEN if given else _HEAD)
    yaml, out = YAML(), StringIO()
    _lay_out(yaml)
    yaml.dump(data, out)
    return out.getvalue()


def load(text: str, path: str) -> OutlineFile:
    """The outline and the rulings in a docs/topics.yml.

    Raises:
        OutlineError: all that is wrong with it, at once.
    """
    data = document(text, path)
    reader = OutlineReader(path)
    reader.keys(data, _TOP, "")
    topics = tuple(reader.topics(data, data.get("topics") or []))
    rulings = reader.rulings(data, data.get("rulings") or {})
    concepts = tuple(reader.glossary(data, data.get("glossary") or []))
    kept = reader.kept(data, data.get("kept") or {})
    declined = reader.declined(data)
    if reader.problems:
        raise OutlineError(sorted(reader.problems, key=lambda one: one.line))
    return OutlineFile(Outline(topics), rulings, concepts, kept, declined)


def document(text: str, path: str) -> CommentedMap:
    """The file as a person wrote it, with comments and places of lines.

    Raises:
        OutlineError: when it is no YAML, or holds something else than keys.
    """
    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        raise OutlineError([problem(path, line, "holds a merge conflict that nobody has settled", _SETTLE)])
    try:
        data = round_trip(text).load(text) or CommentedMap()
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = str(getattr(error, "problem", error)).split("\n", 1)[0]
        hint = _NO_TABS if "'\\t'" in what else MEND
        raise OutlineError(
            [problem(path, mark.line + 1 if mark else 0, f"is not valid YAML: {what}", hint)]
        ) from error
    if not isinstance(data, CommentedMap):
        raise OutlineError([problem(path, 1, "must hold `topics:` and, if you like, `rulings:`")])
    return data


class _Text(VersionedResolver):
    """Every scalar is text: `2.10` is the number of a section, `2024-01-05` a title."""

    def resolve(self, kind: object, value: object, implicit: object) -> object:
        """The tag of a node that names none, as if it stood in quotes."""
        return super().resolve(kind, value, (False, False) if isinstance(implicit, tuple) else implicit)


def round_trip(text: str = "") -> YAML:
    """A parser that keeps comments, order and quotes, and sets lists in as far as the text does."""
    yaml = YAML(typ="rt")
    yaml.Resolver = _Text
    yaml.preserve_quotes = True
    _lay_out(yaml, 0 if _FLUSH.search(text) else 2)
    return yaml


def _lay_out(yaml: YAML, offset: int = 2) -> None:
    yaml.indent(mapping=2, sequence=2 + offset, offset=offset)
    yaml.width = 4096


def node(topic: Topic) -> CommentedMap:
    """A topic as the file holds it."""
    made = CommentedMap({"title": topic.title, "slug": str(topic.slug)})
    for name, value in (
        ("number", _quoted(topic.number)),
        ("aliases", list(topic.aliases)),
        ("tags", list(topic.tags)),
    ):
        if value:
            made[name] = value
    if topic.children:
        made["children"] = CommentedSeq([node(child) for child in topic.children])
    return made


def _quoted(number: str) -> str:
    """The number in quotes where other programs would read `2.10` as 2.1."""
    return SingleQuotedScalarString(number) if _A_NUMBER.fullmatch(number) else number
