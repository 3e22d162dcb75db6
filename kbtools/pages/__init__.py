"""Topics and checked snippets become Markdown pages and notebooks; nothing here runs code or decides."""

from collections.abc import Callable, Iterable
from importlib.metadata import entry_points

from kbtools.model import Book, Page
from kbtools.pages import (
    errata_page,
    graph,
    index_page,
    notebook,
    source_page,
    tags_page,
    topic_page,
    unplaced_page,
)
from kbtools.pages.published import published

Renderer = Callable[[Book], Iterable[Page]]
"""Gives some of a book's pages; must give the same pages for the same book."""

RENDERERS: tuple[Renderer, ...] = (
    index_page.render,
    topic_page.render,
    unplaced_page.render,
    source_page.render,
    errata_page.render,
    tags_page.render,
    graph.render,
    notebook.render,
)
"""The built-in renderers; others come from the entry-point group `kbtools.renderers`."""


def render(book: Book) -> tuple[Page, ...]:
    """All pages by path; of two pages with one path the built-in, then the first, wins.

    What authors hid, and what tells of their machines, is left out before any renderer sees the book.
    """
    pages: dict[str, Page] = {}
    book = published(book)
    for renderer in (*RENDERERS, *_from_outside()):
        for page in renderer(book):
            pages.setdefault(page.path, page)
    return tuple(pages[path] for path in sorted(pages))


def _from_outside() -> tuple[Renderer, ...]:
    found = sorted(entry_points(group="kbtools.renderers"), key=lambda point: point.name)
    return tuple(point.load() for point in found)
