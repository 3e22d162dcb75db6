"""A new outline in the place of an old one: what a person wrote about a topic goes on with it."""

from collections.abc import Iterator, Mapping
from io import StringIO

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from kbtools.model import ItemId, Outline, Topic, TopicSlug
from kbtools.topics.outlines.outline import document, load, node, round_trip
from kbtools.topics.titles import key


def with_topics(text: str, path: str, outline: Outline) -> tuple[str, Mapping[ItemId, TopicSlug]]:
    """The old file with the topics of the new outline, and the rulings whose topics it no longer has.

    A topic of the same title keeps its slug, aliases, tags and comments; rulings, glossary and the head
    of the file stay. The rulings that lead nowhere are kept as comments at the end.

    Raises:
        OutlineError: when the old file cannot be used.
    """
    before = load(text, path)
    rulings = before.rulings
    data = document(text, path)
    old = {key(str(one["title"])): one for one in _nodes(data.get("topics")) if "title" in one}
    taken: set[str] = set()
    data["topics"] = CommentedSeq([_merged(topic, old, taken) for topic in outline.topics])
    lost = {item: topic for item, topic in rulings.items() if topic not in taken}
    for item in lost:
        del data["rulings"][item]
    if not data.get("rulings", True):
        del data["rulings"]
    out = StringIO()
    round_trip(text).dump(data, out)
    if not lost and load(out.getvalue(), path).outline == before.outline:
        return text, lost
    rows = [f"# the new outline has no topic `{topic}`: {item}: {topic}\n" for item, topic in lost.items()]
    return out.getvalue() + "".join(rows), lost


def _nodes(nodes: object) -> Iterator[CommentedMap]:
    for one in nodes if isinstance(nodes, list) else ():
        if isinstance(one, CommentedMap):
            yield one
            yield from _nodes(one.get("children"))


def _merged(topic: Topic, old: dict[str, CommentedMap], taken: set[str]) -> CommentedMap:
    made = old.pop(key(topic.title), None)
    if made is None:
        made = node(topic)
    else:
        made.update({name: value for name, value in node(topic).items() if name not in _KEPT})
        made.setdefault("slug", str(topic.slug))
    made["slug"] = _free(str(made["slug"]), taken)
    made.pop("children", None)
    if topic.children:
        made["children"] = CommentedSeq([_merged(child, old, taken) for child in topic.children])
    return made


_KEPT = frozenset({"slug", "aliases", "tags", "children"})


def _free(name: str, taken: set[str]) -> str:
    free, count = name, 1
    while free in taken:
        count += 1
        free = f"{name}-{count}"
    taken.add(free)
    return free
