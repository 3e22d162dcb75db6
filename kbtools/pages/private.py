"""The book without what tells of anybody's machine: local paths become names of files, secrets go."""

from dataclasses import replace

from kbtools.model import Book, Checked, Highlight, Item, Layout, Reading, Session, Snippet
from kbtools.privacy import without_secrets


def private(book: Book) -> Book:
    """The same book, of whose sources and verdicts only those change that hold such a thing."""
    cleaned = {one.source.id: without_secrets(one.source.text) for one in book.readings}
    told = {one.source.id for one in book.readings if cleaned[one.source.id] != one.source.text}
    readings = (
        _reading(one, cleaned[one.source.id]) if one.source.id in told else one for one in book.readings
    )
    sessions = {name: _session(one) if name in told else one for name, one in book.sessions.items()}
    checked = {name: _checked(one) for name, one in book.checked.items()}
    others = {name: tuple(_checked(one) for one in rows) for name, rows in book.others.items()}
    return replace(book, readings=tuple(readings), sessions=sessions, checked=checked, others=others)


def _reading(reading: Reading, text: str) -> Reading:
    return replace(
        reading,
        source=replace(reading.source, text=text),
        title=without_secrets(reading.title),
        items=tuple(_item(item) for item in reading.items),
        drops=tuple(replace(drop, text=without_secrets(drop.text)) for drop in reading.drops),
    )


def _item(item: Item) -> Item:
    body = tuple(replace(block, text=without_secrets(block.text)) for block in item.body)
    title = without_secrets(item.title)
    if not isinstance(item, Highlight):
        return replace(item, body=body, title=title)
    return replace(
        item,
        body=body,
        title=title,
        quote=without_secrets(item.quote),
        prefix=without_secrets(item.prefix),
        suffix=without_secrets(item.suffix),
        comment=without_secrets(item.comment),
        tags=tuple(without_secrets(tag) for tag in item.tags),
    )


def _session(session: Session) -> Session:
    return replace(session, snippets=tuple(_snippet(snippet) for snippet in session.snippets))


def _snippet(snippet: Snippet) -> Snippet:
    return replace(
        snippet,
        text=without_secrets(snippet.text),
        recorded=_said(snippet.recorded),
        layouts=tuple(_layout(layout) for layout in snippet.layouts),
    )


def _layout(layout: Layout) -> Layout:
    return replace(layout, code=without_secrets(layout.code), recorded=_said(layout.recorded))


def _checked(checked: Checked) -> Checked:
    """What today's run told, which may name this machine where the source does not."""
    reason, got, stderr = without_secrets(checked.reason), _said(checked.got), without_secrets(checked.stderr)
    same = (reason, got, stderr) == (checked.reason, checked.got, checked.stderr)
    return checked if same else replace(checked, reason=reason, got=got, stderr=stderr)


def _said(output: str | None) -> str | None:
    return None if output is None else without_secrets(output)
