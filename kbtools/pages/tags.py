"""The tags of a book as a tree: `a/b` below `a`, whatever the letter case, each with what carries it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kbtools.mentions import tag_key, tag_path
from kbtools.model import Reading, Topic
from kbtools.pages.entry import Entry
from kbtools.pages.written import tags as written
from kbtools.text import slug

TAGS = "docs/tags/index.md"
_TAKEN = frozenset({"index", "readme"})
# mkdocs gives pages of these names the address of their folder.


@dataclass(slots=True)
class Tag:
    """One tag with what carries it; grows while the book is walked through."""

    name: str
    """Whole, without `#`, as first written."""
    page: str
    """Path of its page."""
    entries: list[Entry] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    """Sources whose front matter names it."""
    topics: list[Topic] = field(default_factory=list)
    """Topics that docs/topics.yml gives it to."""
    below: dict[str, "Tag"] = field(default_factory=dict)
    """Nested tags by the key of their last part."""

    def walk(self) -> Iterator["Tag"]:
        """The tag, then all below it in the order of their names."""
        yield self
        for _, tag in sorted(self.below.items()):
            yield from tag.walk()

    @property
    def count(self) -> int:
        """How many items, sources and topics carry the tag or one below it, each once for each tag."""
        own = len(self.entries) + len(self.readings) + len(self.topics)
        return own + sum(tag.count for tag in self.below.values())


def tag_tree(
    entries: Iterable[Entry], readings: Iterable[Reading], topics: Iterable[Topic]
) -> Mapping[str, Tag]:
    """The outermost tags by key, in the order of their names."""
    roots: dict[str, Tag] = {}
    for entry in entries:
        for name in written(entry.item):
            _add(roots, name, entry)
    for reading in readings:
        for name in reading.tags:
            _add(roots, name, reading)
    for topic in topics:
        for name in topic.tags:
            _add(roots, name, topic)
    return dict(sorted(roots.items()))


def by_key(roots: Mapping[str, Tag]) -> Mapping[str, Tag]:
    """Every tag of the tree by the key of its whole name."""
    return {tag_key(tag.name): tag for root in roots.values() for tag in root.walk()}


def _add(roots: dict[str, Tag], name: str, what: Entry | Reading | Topic) -> None:
    """Put what carries a tag under it; what carries it twice counts once."""
    level, folder, tag, said = roots, "docs/tags", None, ""
    for part in tag_path(name):
        said = f"{said}/{part}" if said else part
        found = level.get(tag_key(part))
        if found is None:
            found = level[tag_key(part)] = Tag(said, _free(folder, part, level))
        tag, level, folder = found, found.below, found.page.removesuffix(".md")
    if tag is None:
        return
    kind = (
        tag.entries if isinstance(what, Entry) else tag.readings if isinstance(what, Reading) else tag.topics
    )
    if what not in kind[-1:]:
        kind.append(what)  # type: ignore[arg-type] # the list was chosen by the same test


def _free(folder: str, part: str, level: Mapping[str, Tag]) -> str:
    """A page that no tag beside it has: `c` and `c++` have one slug."""
    taken = {tag.page for tag in level.values()}
    stem = slug(part) or "tag"
    names = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 4)))
    return next(page for name in names if name not in _TAKEN and (page := f"{folder}/{name}.md") not in taken)
