"""Which topics of a new outline are those of an old one, though they may have other titles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from kbtools.model import Outline, Topic, TopicSlug
from kbtools.text import slug
from kbtools.topics.glossary import Concept, names_in_use
from kbtools.topics.titles import key, names_of

_SIMILAR = 0.5


@dataclass(frozen=True, slots=True)
class Entry:
    """A topic as a person's file holds it."""

    node: CommentedMap
    title: str
    slug: str
    number: str
    aliases: tuple[str, ...]
    below: frozenset[str]
    """The keys of the titles right below it."""


def entries(nodes: object) -> list[Entry]:
    """All topics of a list of the file, those below them included; a bare title with its comment."""
    return list(_entries(nodes))


def matched(
    outline: Outline, old: Sequence[Entry], concepts: Sequence[Concept] = ()
) -> Mapping[TopicSlug, Entry]:
    """The old entry of every new topic that has one: by title, else slug, alias, glossary, number."""
    glossary = names_in_use(concepts)
    found: dict[TopicSlug, Entry] = {}
    free = list(old)

    def is_same_thing(topic: Topic, entry: Entry) -> bool:
        return any(
            glossary.of(name) and glossary.same(name) == glossary.same(other)
            for name in names_of(topic.title)
            for other in (entry.title, *entry.aliases)
        )

    for is_it in (_titled, _addressed, _also_named, is_same_thing, _like):
        for topic in outline.walk():
            entry = None if topic.slug in found else next((one for one in free if is_it(topic, one)), None)
            if entry:
                found[topic.slug] = entry
                free.remove(entry)
    return found


def _titled(topic: Topic, entry: Entry) -> bool:
    return key(topic.title) == key(entry.title)


def _addressed(topic: Topic, entry: Entry) -> bool:
    return str(topic.slug) == entry.slug


def _also_named(topic: Topic, entry: Entry) -> bool:
    """Whether an alias is the title now, or a title holds the other one as its name in another language."""
    names = {key(name) for name in names_of(topic.title)}
    return bool(names & {key(name) for one in (entry.title, *entry.aliases) for name in names_of(one)})


def _like(topic: Topic, entry: Entry) -> bool:
    """Whether it has the same number, and much of its title or of the titles below it."""
    if not topic.number or topic.number != entry.number:
        return False
    below = {key(child.title) for child in topic.children} & entry.below
    likeness = SequenceMatcher(None, key(topic.title), key(entry.title)).ratio()
    return likeness >= _SIMILAR or len(below) > _SIMILAR * len(entry.below)


def _entries(nodes: object) -> Iterator[Entry]:
    if not isinstance(nodes, CommentedSeq):
        return
    for index, one in enumerate(nodes):
        made = one if isinstance(one, CommentedMap) else _spelled(nodes, index, str(one))
        yield _entry(made)
        yield from _entries(made.get("children"))


def _spelled(nodes: CommentedSeq, index: int, title: str) -> CommentedMap:
    """A bare title as a mapping, with the comment behind it."""
    made = CommentedMap({"title": title})
    remark = (nodes.ca.items.get(index) or [None])[0]
    if remark is not None and remark.value.strip():
        made.yaml_add_eol_comment(remark.value.strip().removeprefix("#").strip(), "title")
    return made


def _entry(made: CommentedMap) -> Entry:
    title, aliases = str(made.get("title", "")), made.get("aliases") or []
    below = made.get("children") or []
    titles = (str(one.get("title", "")) if isinstance(one, CommentedMap) else str(one) for one in below)
    return Entry(
        node=made,
        title=title,
        slug=slug(str(made.get("slug") or title)) or "topic",
        number=str(made.get("number") or ""),
        aliases=(str(aliases),) if isinstance(aliases, str) else tuple(map(str, aliases)),
        below=frozenset(map(key, titles)),
    )
