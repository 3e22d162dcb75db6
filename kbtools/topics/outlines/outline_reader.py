"""What docs/topics.yml holds, read part by part, with all that is wrong in it at its own line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kbtools.model import ItemId, Topic, TopicSlug
from kbtools.problems import Code, Problem, Severity, did_you_mean
from kbtools.text import slug
from kbtools.topics.glossary import Concept, from_data

MEND = "mend the file, or move it away and run `kbtools build` to have it derived again"
_KEYS = ("title", "slug", "number", "aliases", "tags", "children")


@dataclass(slots=True)
class OutlineReader:
    """Collects all problems of one file while it is read."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    slugs: set[str] = field(default_factory=set)

    def keys(self, node: Mapping[str, object], known: Sequence[str], where: str) -> None:
        """A slip of the pen would otherwise cost all that stands under the key."""
        for name in sorted(set(map(str, node)) - set(known)):
            self._say(node, f"{where}unknown key `{name}`{did_you_mean(name, known)}", name)

    def topics(self, above: object, nodes: object, key: str = "topics", where: str = "") -> Iterator[Topic]:
        """The topics of a list, those below them included; an entry is a title or a mapping."""
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
        """Items with the slugs of their topics, which must have been read before."""
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
        self.problems.append(problem(self.path, _line(node, at), what))


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


def problem(path: str, line: int, what: str, hint: str = MEND) -> Problem:
    """What is wrong in a docs/topics.yml, with what to do."""
    return Problem(path, line, Severity.ERROR, Code.OUTLINE_INVALID, what, hint)
