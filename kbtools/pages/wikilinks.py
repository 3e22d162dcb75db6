"""Where `[[links]]` between notes lead on the site: to a topic, a source, or an item of either."""

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
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

    topics: Mapping[str, str] = field(default_factory=dict)
    """Folded title, alias or slug to the topic's page."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Folded path, end of a path or file name, with and without its ending, to the source's page."""
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
        found = self.find(target)
        if found is None:
            return None
        path = "" if found.page == self.at else posixpath.relpath(found.page, posixpath.dirname(self.at))
        return f"{path}#{attribute(found.item)}" if found.item else path or posixpath.basename(found.page)

    def find(self, target: str) -> Target | None:
        """What `page`, `page#heading`, `page#^block` or `#heading` names; None if unknown."""
        name, _, anchor = target.partition("#")
        pages = list(self._pages(name.strip())) if name.strip() else [self.own]
        anchor = anchor.rpartition("#")[2].strip()
        there = ((page, item) for page in pages if (item := self._item(page, anchor)))
        page, item = next(there, (pages[0] if pages else "", None))
        if not page or (item is None and not name.strip()):
            return None
        return Target(page, item, "" if item else anchor)

    def to_file(self, url: str) -> str | None:
        """The same for the address of a Markdown link that points into the author's own folder."""
        return None if _ELSEWHERE.match(url) else self.to(unquote(url).removeprefix("./"))

    def find_file(self, url: str) -> Target | None:
        """What such an address names; None for one that leads elsewhere."""
        return None if _ELSEWHERE.match(url) else self.find(unquote(url).removeprefix("./"))

    def _pages(self, name: str) -> Iterator[str]:
        """The page of the topic, then that of the source: what a note says may stand under another topic."""
        vault = self.vault
        for page in (vault.topics.get(_key(name)), vault.sources.get(_key(name)) or self._up(name)):
            if page:
                yield page

    def _up(self, name: str) -> str | None:
        """A path from the author's folder may go up, or begin above the folder that was imported."""
        parts = [part for part in name.split("/") if part not in {"", ".", ".."}]
        names = ("/".join(parts[start:]) for start in range(len(parts)))
        return next((page for one in names if (page := self.vault.sources.get(_key(one)))), None)

    def _item(self, page: str, anchor: str) -> ItemId | None:
        if anchor.startswith("^"):
            return self.vault.blocks.get((page, anchor[1:].casefold()))
        return self.vault.headings.get((page, _key(anchor))) if anchor else None


NOWHERE = Links()
"""For text whose links lead nowhere: a notebook's, a label's."""


def _key(name: str) -> str:
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", name)).strip().casefold()


def topic_keys(topics: Iterable[tuple[Topic, str]]) -> dict[str, str]:
    """Every name of the topics to their pages; of two topics with one name the first has it."""
    keys: dict[str, str] = {}
    for names in (_titles, _other_names):
        for topic, page in topics:
            for name in names(topic):
                keys.setdefault(_key(name), page)
    keys.pop("", None)
    return keys


def _titles(topic: Topic) -> tuple[str, ...]:
    return topic.title, f"{topic.number} {topic.title}"


def _other_names(topic: Topic) -> tuple[str, ...]:
    return topic.slug, *topic.aliases


def source_keys(sources: Iterable[tuple[Reading, str]]) -> dict[str, str]:
    """Every way to name a source to its page; of two with one name the one nearer to the top has it.

    The name of a file comes before another name that the front matter of a file gives it.
    """
    ordered = sorted(sources, key=lambda pair: (pair[0].source.name.count("/"), pair[0].source.name))
    keys: dict[str, str] = {}
    for names in (_files, _aliases):
        for reading, page in ordered:
            for name in names(reading):
                keys.setdefault(_key(name), page)
    keys.pop("", None)
    return keys


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
