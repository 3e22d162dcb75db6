"""docs/topics.yml: written by the tool the first time, the person's ever after."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from kbtools.model import ItemId, Outline, Topic, TopicSlug
from kbtools.problems import Code, OutlineError, Problem, Severity, did_you_mean
from kbtools.text import slug
from kbtools.topics.glossary import Concept, from_data

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
_TOP = ("topics", "rulings", "glossary", "kept")
_KEYS = ("title", "slug", "number", "aliases", "tags", "children")


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
    reader = _Reader(path)
    reader.keys(data, _TOP, "")
    topics = tuple(reader.topics(data.get("topics") or []))
    rulings = reader.rulings(data.get("rulings") or {})
    concepts = tuple(reader.glossary(data.get("glossary") or []))
    kept = reader.kept(data.get("kept") or {})
    if reader.problems:
        raise OutlineError(reader.problems)
    return OutlineFile(Outline(topics), rulings, concepts, kept)


def document(text: str, path: str) -> CommentedMap:
    """The file as a person wrote it, with comments and places of lines.

    Raises:
        OutlineError: when it is no YAML, or holds something else than keys.
    """
    try:
        data = round_trip().load(text) or CommentedMap()
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        raise OutlineError(
            [_problem(path, line, f"is not valid YAML: {getattr(error, 'problem', error)}")]
        ) from error
    if not isinstance(data, CommentedMap):
        raise OutlineError([_problem(path, 1, "must hold `topics:` and, if you like, `rulings:`")])
    return data


class _Text(VersionedResolver):
    """Every scalar is text: `2.10` is the number of a section, `2024-01-05` a title."""

    def resolve(self, kind: object, value: object, implicit: object) -> object:
        """The tag of a node that names none, as if it stood in quotes."""
        return super().resolve(kind, value, (False, False) if isinstance(implicit, tuple) else implicit)


def round_trip() -> YAML:
    """A parser that keeps comments, order and quotes."""
    yaml = YAML(typ="rt")
    yaml.Resolver = _Text
    yaml.preserve_quotes = True
    _lay_out(yaml)
    return yaml


def _lay_out(yaml: YAML) -> None:
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 4096


@dataclass(slots=True)
class _Reader:
    """Collects all problems of one file while it is read."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    slugs: set[str] = field(default_factory=set)

    def keys(self, node: Mapping[str, object], known: Sequence[str], where: str) -> None:
        """A slip of the pen would otherwise cost all that stands under the key."""
        for name in sorted(set(map(str, node)) - set(known)):
            self._say(node, f"{where}unknown key `{name}`{did_you_mean(name, known)}")

    def topics(self, nodes: object) -> Iterator[Topic]:
        if not isinstance(nodes, list):
            self._say(nodes, "topics and children must be lists")
            return
        for node in nodes:
            if isinstance(node, str):
                yield self._topic({"title": node}, node)
            elif isinstance(node, Mapping) and str(node.get("title") or "").strip():
                yield self._topic(node, str(node["title"]).strip())
            else:
                self._say(node, "a topic needs a title")

    def _topic(self, node: Mapping[str, object], title: str) -> Topic:
        self.keys(node, _KEYS, f"topic `{title}`: ")
        name = slug(str(node.get("slug") or title)) or "topic"
        if name in self.slugs or name == "unplaced":
            self._say(node, f"topic `{title}`: the slug `{name}` is taken; give it another")
        self.slugs.add(name)
        children = tuple(self.topics(node.get("children") or []))
        aliases, tags = self._words(node, "aliases"), self._words(node, "tags")
        return Topic(TopicSlug(name), title, str(node.get("number") or ""), aliases, tags, children)

    def _words(self, node: Mapping[str, object], name: str) -> tuple[str, ...]:
        value = node.get(name) or []
        if isinstance(value, str):
            return (value,)
        return tuple(str(word) for word in value) if isinstance(value, Iterable) else ()

    def rulings(self, node: object) -> Mapping[ItemId, TopicSlug]:
        if not isinstance(node, Mapping):
            self._say(node, "rulings must be lines `item id: topic slug`")
            return {}
        for item, topic in node.items():
            if str(topic) not in self.slugs:
                near = did_you_mean(str(topic), self.slugs)
                self._say(node, f"ruling for `{item}`: there is no topic `{topic}`{near}")
        return {ItemId(str(item)): TopicSlug(str(topic)) for item, topic in node.items()}

    def kept(self, node: object) -> Mapping[str, Mapping[int, str]]:
        """Sources, each with its lines and how they begin."""
        if not isinstance(node, Mapping):
            self._say(node, "kept must name sources, each with lines `number: beginning of its text`")
            return {}
        return {str(name): dict(self._kept_lines(str(name), lines)) for name, lines in node.items()}

    def _kept_lines(self, name: str, lines: object) -> Iterator[tuple[int, str]]:
        if not isinstance(lines, Mapping):
            self._say(lines, f"kept: `{name}` must hold lines `number: beginning of its text`")
            return
        for line, text in lines.items():
            if str(line).isdecimal():
                yield int(line), str(text)
            else:
                self._say(lines, f"kept: `{name}`: `{line}` is no number of a line")

    def glossary(self, node: object) -> Iterator[Concept]:
        """Each entry a list of names, or `names:` and `words:`."""
        if not isinstance(node, list):
            self._say(node, "glossary must be a list; an entry lists the names of one thing")
            return
        for entry in node:
            concept = from_data(entry)
            if concept is None:
                self._say(node, f"glossary: `{entry}` is no list of names, nor `names:` and `words:`")
            else:
                yield concept

    def _say(self, node: object, what: str) -> None:
        mark = getattr(node, "lc", None)
        self.problems.append(
            _problem(self.path, mark.line + 1 if mark and mark.line is not None else 0, what)
        )


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


def _problem(path: str, line: int, what: str) -> Problem:
    hint = "mend the file, or move it away and run `kbtools build` to have it derived again"
    return Problem(path, line, Severity.ERROR, Code.OUTLINE_INVALID, what, hint)
