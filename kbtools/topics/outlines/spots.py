"""Where a new topic goes in a person's outline: where it is told to, else where the notes have it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from kbtools.model import Note, Outline, Reading, Topic, TopicSlug
from kbtools.text import slug, split_lines
from kbtools.topics.outlines.topic_titles import shown
from kbtools.topics.titles import key


@dataclass(frozen=True, slots=True)
class Spot:
    """A place beside a topic that is there."""

    topic: TopicSlug
    is_after: bool = False
    """Right behind it; else last below it."""


def spots(readings: Sequence[Reading], outline: Outline, titles: Sequence[str]) -> Mapping[str, Spot]:
    """The spots below the topics whose headings the titles stand under in the notes; none for any other."""
    known = {key(name): topic.slug for topic in outline.walk() for name in (*topic.aliases, topic.title)}
    found: dict[str, Spot] = {}
    notes = [item for reading in readings for item in reading.items if isinstance(item, Note)]
    for title in titles:
        above = [note.headings[:-1] for note in notes if key(shown(note.title)) == key(shown(title))]
        names = (key(shown(one)) for headings in above for one in reversed(headings))
        home = next((known[name] for name in names if name in known), None)
        if home:
            found[title] = Spot(home)
    return found


def with_topic(outline: Outline, topic: Topic, spot: Spot) -> Outline:
    """The outline with a topic at a spot."""
    return Outline(_with(outline.topics, topic, spot))


def _with(topics: tuple[Topic, ...], new: Topic, spot: Spot) -> tuple[Topic, ...]:
    made: list[Topic] = []
    for topic in topics:
        below = _with(topic.children, new, spot)
        is_it = topic.slug == spot.topic
        made.append(replace(topic, children=(*below, new) if is_it and not spot.is_after else below))
        if is_it and spot.is_after:
            made.append(new)
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Found:
    """A topic in the file."""

    nodes: CommentedSeq
    index: int

    @property
    def node(self) -> object:
        return self.nodes[self.index]


def edited(text: str, data: CommentedMap, row: str, spot: Spot) -> str:
    """The text with a row for a new topic at a spot; every other byte stays. Wrong for lists in braces."""
    found, lines = _find(data.get("topics"), spot.topic), split_lines(text)
    if found is None:
        return text
    line, column = found.nodes.lc.data[found.index][:2]
    dash, end = found.nodes.lc.col, _end(lines, line, found.nodes.lc.col)
    if spot.is_after:
        rows = [f"{' ' * dash}- {row}"]
    elif isinstance(found.node, CommentedMap) and found.node.get("children"):
        rows = [f"{' ' * found.node['children'].lc.col}- {row}"]
    else:
        rows = [f"{' ' * column}children:", f"{' ' * (column + _offset(data))}- {row}"]
        if not isinstance(found.node, CommentedMap):
            lines[line] = f"{lines[line][:column]}title: {lines[line][column:]}"
    lines[end + 1 : end + 1] = rows
    return "\n".join(lines)


def put(data: CommentedMap, title: str, spot: Spot) -> None:
    """Put a topic at a spot of the parsed file."""
    found = _find(data.get("topics"), spot.topic)
    if found is None:
        return
    if spot.is_after:
        found.nodes.insert(found.index + 1, title)
        return
    if not isinstance(found.node, CommentedMap):
        found.nodes[found.index] = CommentedMap({"title": found.node})
    node = found.node
    if isinstance(node, CommentedMap):
        node["children"] = node.get("children") or CommentedSeq()
        node["children"].append(title)


def _find(nodes: object, wanted: TopicSlug) -> _Found | None:
    if not isinstance(nodes, CommentedSeq):
        return None
    for index, one in enumerate(nodes):
        is_map = isinstance(one, CommentedMap)
        name = (one.get("slug") or one.get("title")) if is_map else one
        if (slug(str(name)) or "topic") == wanted:
            return _Found(nodes, index)
        if is_map and (below := _find(one.get("children"), wanted)):
            return below
    return None


def _end(lines: Sequence[str], start: int, dash: int) -> int:
    """The last line of an entry, 0-based, whose dash stands in a column."""
    last = start
    for index, line in enumerate(lines[start + 1 :], start + 1):
        if line.strip() and len(line) - len(line.lstrip(" ")) <= dash and not line.lstrip().startswith("#"):
            break
        if line.strip() and not line.lstrip().startswith("#"):
            last = index
    return last


def _offset(data: CommentedMap) -> int:
    """How far lists are set in, in columns."""
    return int(data["topics"].lc.col)
