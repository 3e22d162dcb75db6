"""What a graph and previews are drawn from: `docs/data/graph.json` and `docs/data/previews.json`.

Both are small, in a stable order, and name pages without their ending: append `.html`, or `/` where mkdocs
uses directory URLs.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kbtools.mentions import tag_key
from kbtools.model import Block, BlockKind, Book, Highlight, Page
from kbtools.pages.catalogue import Catalogue, catalogue, source_path, topic_path
from kbtools.pages.connections import Connections, connections, related
from kbtools.pages.entry import Entry
from kbtools.pages.listed import said
from kbtools.pages.plain_words import plain_words
from kbtools.pages.written import tags

GRAPH, PREVIEWS = "docs/data/graph.json", "docs/data/previews.json"
VERSION = 1
"""Of both files; it grows when a field changes its meaning."""
_LONGEST, _ENOUGH = 200, 4
# Characters of a preview, and how much more of a text is looked at, for marks and blanks go.
_Row = Mapping[str, object]


def render(book: Book) -> Iterator[Page]:
    """The two files."""
    known = catalogue(book)
    yield Page(GRAPH, _json({"nodes": list(_nodes(known)), "edges": _edges(known, connections(known))}))
    yield Page(PREVIEWS, _json({"items": {entry.item.id: _preview(entry, known) for entry in _items(known)}}))


def _json(data: Mapping[str, object]) -> str:
    """One row a line: a change of one item is a change of one line."""
    parts = [f'"version": {VERSION}']
    for name, rows in data.items():
        if isinstance(rows, Mapping):
            lines = [f"{_flat(key)}: {_flat(value)}" for key, value in rows.items()]
            parts.append(f'"{name}": {{\n{_joined(lines)}}}')
        elif isinstance(rows, list):
            parts.append(f'"{name}": [\n{_joined([_flat(row) for row in rows])}]')
    return "{" + ",\n".join(parts) + "}\n"


def _flat(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in ",\n".join(lines).split("\n") if line)


def _nodes(known: Catalogue) -> Iterator[_Row]:
    """Topics, sources and tags; `size` is how many items they have."""
    for topic in known.topics.values():
        title = f"{topic.number} {topic.title}".strip()
        yield _node(
            f"topic:{topic.slug}", "topic", title, topic_path(topic.slug), len(known.under(topic.slug))
        )
    for reading in known.book.readings:
        name, page = reading.source.id, source_path(reading.source.id)
        yield _node(
            f"source:{name}", "source", reading.title or reading.source.name, page, len(reading.items)
        )
    for key, tag in known.tags.items():
        yield _node(f"tag:{key}", "tag", f"#{tag.name}", tag.page, tag.count)


def _node(identity: str, kind: str, title: str, page: str, size: int) -> _Row:
    return {"id": identity, "kind": kind, "title": title, "page": _address(page), "size": size}


def _edges(known: Catalogue, linked: Connections) -> list[_Row]:
    """What holds the nodes together, each pair once a kind: `parent`, `related`, `link`, `item`, `tag`."""
    weights: Counter[tuple[str, str, str]] = Counter()
    for topic in known.topics.values():
        for child in topic.children:
            weights["parent", f"topic:{topic.slug}", f"topic:{child.slug}"] = 1
    for (start, end), count in linked.between.items():
        weights["link", f"topic:{start}", f"topic:{end}"] += count
    for entry in known.entries.values():
        for ends in _of_item(entry, known):
            weights[ends] += 1
    rows = [_edge(kind, start, end, count) for (kind, start, end), count in weights.items()]
    rows += [
        _edge("related", f"topic:{slug}", f"topic:{one.topic}", round(one.score, 2))
        for slug in known.topics
        for one in related(slug, known, linked)
    ]
    return sorted(rows, key=lambda row: (str(row["kind"]), str(row["from"]), str(row["to"])))


def _of_item(entry: Entry, known: Catalogue) -> Iterator[tuple[str, str, str]]:
    topic = known.topic_of(entry.item.id)
    here = f"topic:{topic.slug}" if topic else f"source:{entry.reading.source.id}"
    if topic:
        yield "item", f"source:{entry.reading.source.id}", here
    for name in tags(entry.item):
        yield "tag", here, f"tag:{tag_key(name)}"


def _edge(kind: str, start: str, end: str, weight: float) -> _Row:
    return {"kind": kind, "from": start, "to": end, "weight": weight}


def _items(known: Catalogue) -> Iterable[Entry]:
    return (entry for _, entry in sorted(known.entries.items()))


def _preview(entry: Entry, known: Catalogue) -> _Row:
    """What a small window says of an item; its anchor on the page is its id, the key."""
    item = entry.item
    silent = isinstance(item, Highlight) and not item.comment
    return {
        "page": _address(known.page_of(item.id)),
        "source": _address(source_path(entry.reading.source.id)),
        "kind": "highlight" if entry.is_highlight else "note",
        "title": said(item),
        "text": "" if silent else _first_words(item.body)[:_LONGEST],
    }


def _first_words(body: Sequence[Block]) -> str:
    """The beginning of a section or a comment, as much as a small window shows; prose without its marks."""
    said = ""
    for block in body:
        text = block.text[: _ENOUGH * _LONGEST]
        said += f"{plain_words(text) if block.kind is BlockKind.PROSE else ' '.join(text.split())} "
        if len(said) > _LONGEST:
            break
    return said.strip()


def _address(path: str) -> str:
    return path.removeprefix("docs/").removesuffix(".md").removesuffix("/index")
