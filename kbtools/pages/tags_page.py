"""The index of tags and a page for each of them."""

from collections.abc import Iterable, Iterator

from kbtools.model import Book, Page
from kbtools.pages.catalogue import Catalogue, catalogue, link, source_path, topic_path
from kbtools.pages.html import div, paragraphs
from kbtools.pages.listed import line
from kbtools.pages.markup import inline
from kbtools.pages.tags import TAGS, Tag


def render(book: Book) -> Iterator[Page]:
    """The index and the pages; none where nothing is tagged."""
    known = catalogue(book)
    if not known.tags:
        return
    title = f"# {known.labels('tags')}"
    listed = div("kb-tags", _tree(_outermost(known), at=TAGS))
    yield Page(TAGS, f"{paragraphs(title, known.labels('tags-lead'), listed)}\n")
    for tag in known.tags.values():
        yield Page(tag.page, _text(tag, known))


def _outermost(known: Catalogue) -> list[Tag]:
    return [tag for tag in known.tags.values() if "/" not in tag.name]


def _text(tag: Tag, known: Catalogue) -> str:
    labels, at = known.labels, tag.page
    highlights = [entry for entry in tag.entries if entry.is_highlight]
    notes = [entry for entry in tag.entries if not entry.is_highlight]
    topics = [link(inline(f"{one.number} {one.title}"), topic_path(one.slug), at=at) for one in tag.topics]
    readings = [
        link(inline(one.title or one.source.name), source_path(one.source.id), at=at) for one in tag.readings
    ]
    parts = (
        f"# {inline(f'#{tag.name}')}",
        _above(tag, known),
        _section(labels("tags-below"), div("kb-tags", _tree(_sorted(tag), at=at)) if tag.below else ""),
        _section(labels("topics"), _list(topics)),
        _section(labels("sources"), _list(readings)),
        _section(labels("highlights"), "\n".join(line(one, known, at=at) for one in highlights)),
        _section(labels("notes"), "\n".join(line(one, known, at=at) for one in notes)),
    )
    return f"{paragraphs(*parts)}\n"


def _above(tag: Tag, known: Catalogue) -> str:
    """Where the tag stands: the index, then the tags that it is nested in."""
    way = [link(known.labels("tags"), TAGS, at=tag.page)]
    folder = tag.page.rsplit("/", 1)[0]
    outer = tag.name.split("/")[:-1]
    for depth in range(len(outer), 0, -1):
        way.insert(1, link(inline(f"#{'/'.join(outer[:depth])}"), f"{folder}.md", at=tag.page))
        folder = folder.rsplit("/", 1)[0]
    below = sum(one.count for one in tag.below.values())
    told = known.labels("n-tagged-below" if below else "n-tagged", n=tag.count, below=below)
    return div("kb-meta", " · ".join([*way, told]))


def _tree(tags: Iterable[Tag], *, at: str, depth: int = 0) -> str:
    """Tags as nested lists, each with the number of what carries it."""
    lines = []
    for tag in tags:
        lines.append(f"{' ' * 4 * depth}-   {link(inline(f'#{tag.name}'), tag.page, at=at)} ({tag.count})")
        lines += [_tree(_sorted(tag), at=at, depth=depth + 1)] if tag.below else []
    return "\n".join(lines)


def _sorted(tag: Tag) -> list[Tag]:
    return [below for _, below in sorted(tag.below.items())]


def _section(title: str, body: str) -> str:
    return paragraphs(f"## {title}", body) if body else ""


def _list(links: Iterable[str]) -> str:
    return "\n".join(f"-   {one}" for one in links)
