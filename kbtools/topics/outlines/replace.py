"""A new outline in the place of an old one: what a person wrote about a topic goes on with it."""

from collections.abc import Mapping
from io import StringIO

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from kbtools.model import ItemId, Outline, Topic, TopicSlug
from kbtools.topics.outlines.outline import document, load, node, round_trip
from kbtools.topics.outlines.renamed import Entry, entries, matched
from kbtools.topics.titles import key


def with_topics(text: str, path: str, outline: Outline) -> tuple[str, Mapping[ItemId, TopicSlug]]:
    """The old file with the topics of the new outline, and the rulings whose topics it no longer has.

    A topic of the same title, alias, slug or name in the glossary, or of the same number and a similar title,
    keeps its slug, aliases, tags and comments, and its old title as an alias; rulings, glossary and the head
    of the file stay. The rulings that lead nowhere are kept as comments at the end.

    Raises:
        OutlineError: when the old file cannot be used.
    """
    before = load(text, path)
    rulings = before.rulings
    data = document(text, path)
    old = matched(outline, entries(data.get("topics")), before.glossary)
    taken: set[str] = set()
    held = {entry.slug for entry in old.values()}
    data["topics"] = CommentedSeq([_merged(topic, old, held, taken) for topic in outline.topics])
    lost = {item: topic for item, topic in rulings.items() if topic not in held}
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


def _merged(topic: Topic, old: Mapping[TopicSlug, Entry], held: set[str], taken: set[str]) -> CommentedMap:
    entry = old.get(topic.slug)
    if entry is None:
        made = node(topic)
        made["slug"] = _free(str(topic.slug), held | taken)
    else:
        made = entry.node
        _rename(made, topic.title)
        made.update({name: value for name, value in node(topic).items() if name not in _KEPT})
        made["slug"] = made.get("slug", entry.slug)
    taken.add(str(made["slug"]))
    made.pop("children", None)
    if topic.children:
        made["children"] = CommentedSeq([_merged(child, old, held, taken) for child in topic.children])
    return made


_KEPT = frozenset({"slug", "aliases", "tags", "children"})


def _rename(made: CommentedMap, title: str) -> None:
    """Keep the old title as an alias, in the place of the alias that is the title now."""
    before, aliases = str(made["title"]), made.get("aliases") or []
    if key(before) == key(title):
        return
    words = CommentedSeq([aliases]) if isinstance(aliases, str) else aliases
    place = next((index for index, word in enumerate(words) if key(word) == key(title)), None)
    if place is None:
        made["aliases"] = words = words if isinstance(words, CommentedSeq) else CommentedSeq(words)
        words.append(before)
    else:
        words[place] = before
        made["aliases"] = words


def _free(name: str, taken: set[str]) -> str:
    free, count = name, 1
    while free in taken:
        count += 1
        free = f"{name}-{count}"
    return free
