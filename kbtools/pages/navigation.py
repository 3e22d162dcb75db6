"""The navigation of the site: topics in outline order, sources, errata, and the person's own pages."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from kbtools.model import Book, Topic
from kbtools.pages.published import published
from kbtools.pages.written import tags

_WORDS = {
    "zh": {
        "home": "首页",
        "topics": "主题",
        "unplaced": "待归类",
        "sources": "来源",
        "notebooks": "笔记本",
        "tags": "标签",
        "errata": "勘误",
    },
    "en": {
        "home": "Home",
        "topics": "Topics",
        "unplaced": "Unplaced",
        "sources": "Sources",
        "notebooks": "Notebooks",
        "tags": "Tags",
        "errata": "Errata",
    },
}


def navigation(book: Book, own: Mapping[str, str]) -> list[object]:
    """What mkdocs takes as `nav`.

    `own` are the Markdown files below docs/ that no renderer gives, path to title, in the order to show them;
    they come last, by folder.
    """
    words, book = _WORDS[book.language], published(book)
    topics = [*map(_topic, book.outline.topics), {words["unplaced"]: "topics/unplaced.md"}]
    sources = [{reading.title: f"sources/{reading.source.id}.md"} for reading in book.readings]
    notebooks = [
        {reading.title: f"notebooks/{reading.source.id}.ipynb"}
        for reading in book.readings
        if book.sessions[reading.source.id].snippets
    ]
    parts: list[object] = [{words["home"]: "index.md"}, {words["topics"]: topics}]
    parts += [{words[name]: rows} for name, rows in (("sources", sources), ("notebooks", notebooks)) if rows]
    parts += [{words["tags"]: "tags/index.md"}] if _tagged(book) else []
    return [*parts, {words["errata"]: "errata.md"}, *_folders(own)]


def _tagged(book: Book) -> bool:
    """Whether anything carries a tag, so that there are pages of tags."""
    if any(topic.tags for topic in book.outline.walk()) or any(one.tags for one in book.readings):
        return True
    return any(tags(item) for reading in book.readings for item in reading.items)


def _topic(topic: Topic) -> dict[str, object]:
    """A page, or a chapter whose own page comes first."""
    page, title = f"topics/{topic.slug}.md", f"{topic.number} {topic.title}".strip()
    return {title: [page, *map(_topic, topic.children)]} if topic.children else {title: page}


def _folders(own: Mapping[str, str]) -> list[object]:
    """Pages at the top by themselves, the others under their first folder, named by its index page."""
    tops: list[object] = [
        {title: path} for path, title in own.items() if "/" not in path and path != "index.md"
    ]
    names = dict.fromkeys(path.split("/", 1)[0] for path in own if "/" in path)
    return [*tops, *({_title(f"{name}/", own): _inside(f"{name}/", own)} for name in names)]


def _title(folder: str, own: Mapping[str, str]) -> str:
    return own.get(f"{folder}index.md") or PurePosixPath(folder).name


def _inside(folder: str, own: Mapping[str, str]) -> list[object]:
    """The index page first, then files, then folders below."""
    below = {path: title for path, title in own.items() if path.startswith(folder)}
    files: list[object] = [
        {title: path}
        for path, title in below.items()
        if path.count("/") == folder.count("/") and path != f"{folder}index.md"
    ]
    index: list[object] = [f"{folder}index.md"] if f"{folder}index.md" in below else []
    deeper = dict.fromkeys(
        path[len(folder) :].split("/", 1)[0] for path in below if path.count("/") > folder.count("/")
    )
    return [
        *index,
        *files,
        *({_title(f"{folder}{name}/", own): _inside(f"{folder}{name}/", own)} for name in deeper),
    ]
