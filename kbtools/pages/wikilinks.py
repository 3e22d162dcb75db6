"""Where `[[links]]` between notes lead on the site: to a topic, a source, or an item of either."""

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from kbtools.model import BlockKind, Highlight, Item, ItemId, Reading, SourceId, Topic
from kbtools.pages.html import attribute

_BLANKS = re.compile(r"[\s_]+")
_ENDING = re.compile(r"\.(?:md|markdown|txt|pdf|epub|html?)$", re.IGNORECASE)
_BLOCK = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]+)[ \t]*$", re.MULTILINE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)

Headings = Mapping[tuple[str, str], ItemId]
"""Page and folded heading to the item that stands under it."""


@dataclass(frozen=True, slots=True)
class Vault:
    """What links of notes can name."""

    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Folded title, alias or slug to the pages of the topics that are called so, in their order."""
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Folded path, end of a path or file name, with and without its ending, to the pages of the sources that
    are called so, the one nearest to the top first."""
    folders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Page of a source to the folded names of the folders that its file stands in."""
    headings: Headings = field(default_factory=dict)
    blocks: Headings = field(default_factory=dict)
    """Page of a source and name of a block in it, a highlight's id or a paragraph's `^name`, to the item."""


EVERYTHING_UNKNOWN = Vault()
"""No link can name anything."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a link names."""

    page: str
    item: ItemId | None = None
    """The item on it that the heading or the block stands in; None for the page itself."""
    missing: str = ""
    """The heading or block that the page does not have; empty when nothing is missing."""


@dataclass(frozen=True, slots=True)
class Links:
    """Resolves what one source links to, for one page that shows it."""

    vault: Vault = EVERYTHING_UNKNOWN
    at: str = ""
    """The page that shows the text."""
    own: str = ""
    """The page of the source that the text comes from: where `[[#heading]]` leads."""

    def to(self, target: str) -> str | None:
        """The relative address of `page`, `page#heading`, `page#^block` or `#heading`; None if unknown.

        A topic comes before a source of the same name; a heading or block that only the source has leads
        there. One that no page has leads to the page itself, but a heading alone leads nowhere.
        """
        return self._address(self.find(target))

    def _address(self, found: Target | None) -> str | None:
        if found is None:
            return None
        path = "" if found.page == self.at else posixpath.relpath(found.page, posixpath.dirname(self.at))
        return f"{path}#{attribute(found.item)}" if found.item else path or posixpath.basename(found.page)

    def find(self, target: str, *, beside: bool = False) -> Target | None:
        """What `page`, `page#heading`, `page#^block` or `#heading` names; None if unknown.

        A path that starts with a dot, or with `beside` any, starts in the folder of the source.
        """
        name, _, anchor = target.partition("#")
        pages = list(self._pages(name.strip(), beside=beside)) if name.strip() else [self.own]
        anchor = anchor.rpartition("#")[2].strip()
        there = ((page, item) for page in pages if (item := self._item(page, anchor)))
        page, item = next(there, (pages[0] if pages else "", None))
        if not page or (item is None and not name.strip()):
            return None
        return Target(page, item, "" if item else anchor)

    def to_file(self, url: str) -> str | None:
        """The same for the address of a Markdown link that points into the author's own folder."""
        return None if _ELSEWHERE.match(url) else self._address(self.find_file(url))

    def find_file(self, url: str) -> Target | None:
        """What such an address names; None for one that leads elsewhere."""
        return None if _ELSEWHERE.match(url) else self.find(unquote(url), beside=True)

    def rivals(self, target: str) -> tuple[str, ...]:
        """The pages that a link may mean as well as any other; empty where one is meant, or none."""
        name = target.partition("#")[0].strip()
        called = self.vault.topics.get(_key(name), ())
        if not called and not name.startswith("."):
            sources = self._called(name)
            best = [page for page in sources if self._near(page, name) == self._near(sources[0], name)]
            called = () if best and self._near(best[0], name)[0] else tuple(best)
        return called if len(called) > 1 else ()

    def _pages(self, name: str, *, beside: bool) -> Iterator[str]:
        """The page of the topic, then that of the source: what a note says may stand under another topic."""
        exact = self._beside(name) if beside or name.startswith(".") else ()
        for pages in (exact, self.vault.topics.get(_key(name), ()), self._called(name)):
            yield from pages[:1]

    def _beside(self, name: str) -> tuple[str, ...]:
        """The source at a path that starts in the folder of this one."""
        start = (*self.vault.folders.get(self.own, ()), *_key(name).split("/"))
        path = posixpath.normpath("/".join(start))
        named = self.vault.sources.get(path, ())
        return tuple(
            page for page in named if self.vault.folders.get(page, ()) == tuple(path.split("/")[:-1])
        )

    def _called(self, name: str) -> tuple[str, ...]:
        """The sources of a name, the likeliest first; a path may go up, or begin above what was imported."""
        parts = [part for part in name.split("/") if part not in {"", ".", ".."}]
        names = (name, *("/".join(parts[start:]) for start in range(len(parts))))
        pages = next((found for one in names if (found := self.vault.sources.get(_key(one)))), ())
        return tuple(sorted(pages, key=lambda page: self._near(page, name), reverse=True))

    def _near(self, page: str, name: str) -> tuple[bool, int]:
        """Whether a name is the whole path of a source, and how many folders it shares with this one."""
        folders, own = self.vault.folders.get(page, ()), self.vault.folders.get(self.own, ())
        return folders == tuple(_key(name).split("/")[:-1]), len(posixpath.commonprefix((folders, own)))

    def _item(self, page: str, anchor: str) -> ItemId | None:
        if anchor.startswith("^"):
            return self.vault.blocks.get((page, anchor[1:].casefold()))
        if not anchor:
            return None
        # An address has hyphens for the blanks of a heading.
        named = (_key(anchor), _key(anchor.replace("-", " ")))
        return next((item for name in named if (item := self.vault.headings.get((page, name)))), None)


NOWHERE = Links()
"""For text whose links lead nowhere: a notebook's, a label's."""


def _key(name: str) -> str:
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", name)).strip().casefold()


def topic_keys(topics: Sequence[tuple[Topic, str]]) -> dict[str, tuple[str, ...]]:
    """Every name of the topics to their pages; a title comes before another topic's other name."""
    return _keys(
        [(name, page) for topic, page in topics for name in names(topic)] for names in (_titles, _other_names)
    )


def _keys(tiers: Iterable[Sequence[tuple[str, str]]]) -> dict[str, tuple[str, ...]]:
    """Every folded name to the pages of the first tier that has it."""
    keys: dict[str, tuple[str, ...]] = {}
    for tier in tiers:
        found: dict[str, dict[str, None]] = {}
        for name, page in tier:
            if _key(name) and _key(name) not in keys:
                found.setdefault(_key(name), {})[page] = None
        keys |= {name: tuple(pages) for name, pages in found.items()}
    return keys


def _titles(topic: Topic) -> tuple[str, ...]:
    return topic.title, f"{topic.number} {topic.title}"


def _other_names(topic: Topic) -> tuple[str, ...]:
    return topic.slug, *topic.aliases


def source_keys(sources: Iterable[tuple[Reading, str]]) -> dict[str, tuple[str, ...]]:
    """Every way to name a source to its page; of several with one name the one nearer to the top is first.

    The name of a file comes before another name that the front matter of a file gives it.
    """
    ordered = sorted(sources, key=lambda pair: (pair[0].source.name.count("/"), pair[0].source.name))
    return _keys(
        [(name, page) for reading, page in ordered for name in names(reading)] for names in (_files, _aliases)
    )


def source_folders(sources: Iterable[tuple[Reading, str]]) -> dict[str, tuple[str, ...]]:
    """The page of every source to the folders of its file, outermost first; none for one at the top."""
    return {page: tuple(_key(reading.source.name).split("/")[:-1]) for reading, page in sources}


def _files(reading: Reading) -> Iterator[str]:
    return _paths(reading.source.name)


def _aliases(reading: Reading) -> tuple[str, ...]:
    return reading.aliases


def _paths(name: str) -> Iterator[str]:
    parts = name.split("/")
    for start in range(len(parts)):
        path = "/".join(parts[start:])
        yield path
        yield _ENDING.sub("", path)


def heading_keys(items: Iterable[tuple[str, str, str, ItemId]]) -> dict[tuple[str, str], ItemId]:
    """From page, number and title of notes with their ids; the first of two with one title has it."""
    keys: dict[tuple[str, str], ItemId] = {}
    for page, number, title, item in items:
        for name in (title, f"{number} {title}"):
            keys.setdefault((page, _key(name)), item)
    return keys


def block_keys(readings: Iterable[tuple[Reading, str]]) -> dict[tuple[str, str], ItemId]:
    """From page of a source and name of a block to the item; of two with one name the first has it."""
    keys: dict[tuple[str, str], ItemId] = {}
    for reading, page in readings:
        for item in reading.items:
            for name in _blocks(item, reading.source.id):
                keys.setdefault((page, name.casefold()), item.id)
    return keys


def _blocks(item: Item, source: SourceId) -> Iterator[str]:
    if isinstance(item, Highlight):
        # Where another source has the same id, this one's ends in its source; in the file it does not.
        yield from (item.id, item.id.removesuffix(f"-{source}"))
    for block in item.body:
        if block.kind is BlockKind.PROSE and "^" in block.text:
            yield from _BLOCK.findall(block.text)
