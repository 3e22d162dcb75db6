"""docs/topics.yml: written by the tool the first time, the person's ever after."""

import re
from collections.abc import Iterator, Mapping, Sequence
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
_FLUSH = re.compile(r"^topics:[^\n]*\n(?:\s*\n|#[^\n]*\n)*- ", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
_SETTLE = "keep the lines that you want, take the marks `<<<<<<<`, `=======`, `>>>>>>>` away"
_NO_TABS = "YAML knows no tabs: write blanks in their place"
_MEND = "mend the file, or move it away and run `kbtools build` to have it derived again"
_TOP = ("topics", "rulings", "glossary", "kept", "declined")
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
    reader = _Reader(path)
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
        raise OutlineError([_problem(path, line, "holds a merge conflict that nobody has settled", _SETTLE)])
    try:
        data = round_trip(text).load(text) or CommentedMap()
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = str(getattr(error, "problem", error)).split("\n", 1)[0]
        hint = _NO_TABS if "'\\t'" in what else _MEND
        raise OutlineError(
            [_problem(path, mark.line + 1 if mark else 0, f"is not valid YAML: {what}", hint)]
        ) from error
    if not isinstance(data, CommentedMap):
        raise OutlineError([_problem(path, 1, "must hold `topics:` and, if you like, `rulings:`")])
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


@dataclass(slots=True)
class _Reader:
    """Collects all problems of one file while it is read."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    slugs: set[str] = field(default_factory=set)

    def keys(self, node: Mapping[str, object], known: Sequence[str], where: str) -> None:
        """A slip of the pen would otherwise cost all that stands under the key."""
        for name in sorted(set(map(str, node)) - set(known)):
            self._say(node, f"{where}unknown key `{name}`{did_you_mean(name, known)}", name)

    def topics(self, above: object, nodes: object, key: str = "topics", where: str = "") -> Iterator[Topic]:
        if not isinstance(nodes, list):
            self._say(above, f"{where}{key} must be a list, a topic an entry", key)
            return
        for index, node in enumerate(nodes):
            title = _scalar(node.get("title") if isinstance(node, Mapping) else node)
            if not title:
                self._say(node if hasattr(node, "lc") else nodes, "a topic needs a title", index)
            elif isinstance(node, Mapping):
                yield self._topic(node, title, nodes, index)
            else:
                yield self._topic({"title": title}, title, nodes, index)

    def _topic(self, node: Mapping[str, object], title: str, nodes: object, index: int) -> Topic:
        self.keys(node, _KEYS, f"topic `{title}`: ")
        name = slug(self._text(node, "slug", title) or title) or "topic"
        if name in self.slugs or name == "unplaced":
            own = node if "slug" in node else nodes
            self._say(
                own,
                f"topic `{title}`: the slug `{name}` is taken; give it another",
                "slug" if own is node else index,
            )
        self.slugs.add(name)
        aliases, tags = self._words(node, "aliases", title), self._words(node, "tags", title)
        children = tuple(self.topics(node, node.get("children") or [], "children", f"topic `{title}`: "))
        return Topic(TopicSlug(name), title, self._text(node, "number", title), aliases, tags, children)

    def _text(self, node: Mapping[str, object], name: str, title: str) -> str:
        value = node.get(name)
        if value and not isinstance(value, str):
            self._say(node, f"topic `{title}`: {name} must be one word or number", name)
        return _scalar(value)

    def _words(self, node: Mapping[str, object], name: str, title: str) -> tuple[str, ...]:
        value = node.get(name) or []
        words = [value] if isinstance(value, str) else value
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            self._say(node, f"topic `{title}`: {name} must be a list of words", name)
            return ()
        return tuple(str(word) for word in words)

    def rulings(self, data: object, node: object) -> Mapping[ItemId, TopicSlug]:
        if not isinstance(node, Mapping):
            self._say(data, "rulings must be lines `item id: topic slug`", "rulings")
            return {}
        for item, topic in node.items():
            if str(topic) not in self.slugs:
                near = did_you_mean(str(topic), self.slugs)
                self._say(node, f"ruling for `{item}`: there is no topic `{topic}`{near}", item)
        return {ItemId(str(item)): TopicSlug(str(topic)) for item, topic in node.items()}

    def kept(self, data: object, node: object) -> Mapping[str, Mapping[int, str]]:
        """Sources, each with its lines and how they begin."""
        if not isinstance(node, Mapping):
            self._say(data, "kept must name sources, each with lines `number: beginning of its text`", "kept")
            return {}
        return {str(name): dict(self._kept_lines(node, str(name), lines)) for name, lines in node.items()}

    def _kept_lines(self, node: object, name: str, lines: object) -> Iterator[tuple[int, str]]:
        if not isinstance(lines, Mapping):
            self._say(node, f"kept: `{name}` must hold lines `number: beginning of its text`", name)
            return
        for line, text in lines.items():
            if str(line).isdecimal():
                yield int(line), str(text)
            else:
                self._say(lines, f"kept: `{name}`: `{line}` is no number of a line", line)

    def glossary(self, data: object, node: object) -> Iterator[Concept]:
        """Each entry a list of names, or `names:` and `words:`."""
        if not isinstance(node, list):
            self._say(data, "glossary must be a list; an entry lists the names of one thing", "glossary")
            return
        for index, entry in enumerate(node):
            concept = from_data(entry)
            if concept is None:
                self._say(node, f"glossary: `{entry}` is no list of names, nor `names:` and `words:`", index)
            else:
                yield concept

    def declined(self, data: Mapping[str, object]) -> tuple[str, ...]:
        """Titles that a person does not want as topics."""
        titles = data.get("declined") or []
        if not isinstance(titles, list) or not all(isinstance(title, str) for title in titles):
            self._say(data, "declined must be a list of titles", "declined")
            return ()
        return tuple(map(str, titles))

    def _say(self, node: object, what: str, at: object = None) -> None:
        """Take down what is wrong in a node, at the line of its key or entry where that is known."""
        self.problems.append(_problem(self.path, _line(node, at), what))


def _line(node: object, at: object) -> int:
    """The 1-based line of a key or an entry, else of the node itself; 0 for unknown."""
    mark = getattr(node, "lc", None)
    if mark is None:
        return 0
    place = (mark.data or {}).get(at)
    line = place[0] if place else mark.line
    return 0 if line is None else int(line) + 1


def _scalar(value: object) -> str:
    return str(value).strip() if isinstance(value, str) else ""


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


def _problem(path: str, line: int, what: str, hint: str = _MEND) -> Problem:
    return Problem(path, line, Severity.ERROR, Code.OUTLINE_INVALID, what, hint)
