"""One notebook a source, with the outputs as stored: nothing runs here."""

import json
from collections.abc import Iterator, Sequence

from kbtools.model import Block, Book, CodeKind, Highlight, Note, Page, Reading, Snippet, SnippetId, Verdict
from kbtools.pages.catalogue import Catalogue, catalogue, notebook_path, reading_order
from kbtools.pages.escape import clean
from kbtools.pages.html import paragraphs
from kbtools.pages.item import heading
from kbtools.pages.item_body import item_body, write
from kbtools.pages.markup import code, inline, plain
from kbtools.pages.markup_blocks import quote
from kbtools.pages.reasons import told
from kbtools.pages.snippet_card import language, recorded_output, shown_code
from kbtools.text import digest

Cell = dict[str, object]
"""A cell or an output as version 4.5 of the format has it."""
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_CUT = "\n\n\x1f{}\x1f\n\n"
"""Where a snippet's cells go; `clean` keeps this character out of every text."""


def render(book: Book) -> Iterator[Page]:
    """A notebook for every source that has snippets."""
    known = catalogue(book)
    for reading in book.readings:
        session = book.sessions.get(reading.source.id)
        if session and session.snippets:
            yield Page(notebook_path(reading.source.id), _text(reading, known))


def _text(reading: Reading, known: Catalogue) -> str:
    title = f"# {inline(reading.title or reading.source.name)}"
    cells = [_markdown(title), *_cells(reading, known)]
    # A person's tools keep cells apart by id; the place is part of it, for two cells may say the same.
    named = [{**cell, "id": digest(f"{number} {cell['source']}")} for number, cell in enumerate(cells)]
    notebook = {"cells": named, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _markdown(text: str) -> Cell:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def _cells(reading: Reading, known: Catalogue) -> Iterator[Cell]:
    headed = _headed(reading)
    top = min((item.level for item in headed), default=1)
    for entry in reading_order(reading):
        item, snippets = entry.item, known.snippets_of.get(entry.item.id, ())
        body = item_body(item.body, snippets, _cut)
        if isinstance(item, Highlight):
            words = paragraphs(quote(plain(item.quote)), body)
        else:
            words = paragraphs(heading(item, min(6, item.level - top + 2)) if item in headed else "", body)
        yield from _pieces(words, known)


def _headed(reading: Reading) -> list[Note]:
    """The notes with a heading of their own: the notebook's title is not said a second time."""
    notes = [item for item in reading.items if isinstance(item, Note)]
    return [note for at, note in enumerate(notes) if at or not _is_title(note, reading)]


def _is_title(note: Note, reading: Reading) -> bool:
    return reading.title in {note.title, f"{note.number} {note.title}"}


def _cut(snippet: Snippet, between: Sequence[Block]) -> str:
    return paragraphs(*map(write, between), _CUT.format(snippet.id))


def _pieces(words: str, known: Catalogue) -> Iterator[Cell]:
    """Text and snippets take turns between the cuts."""
    for number, piece in enumerate(words.split("\x1f")):
        if number % 2:
            yield from _snippet(known.snippets[SnippetId(piece)], known)
        elif piece.strip():
            yield _markdown(piece.strip())


def _snippet(snippet: Snippet, known: Catalogue) -> Iterator[Cell]:
    checked, state = known.checked(snippet.id), known.state(snippet.id)
    text = clean(shown_code(snippet, checked))
    if snippet.kind is CodeKind.PYTHON:
        metadata = {"kbtools": {"snippet": snippet.id, "verdict": state}}
        cell: Cell = {"cell_type": "code", "execution_count": None, "metadata": metadata, "source": text}
        yield {**cell, "outputs": _outputs(snippet, known)}
    else:
        yield _markdown(code(text, language(snippet)))
    labels = known.labels
    reason = inline(told(checked.reason, known.book.language) if checked else labels.explanation(state))
    yield _markdown(f"*{labels.verdict(state)}* {reason}")


def _outputs(snippet: Snippet, known: Catalogue) -> list[Cell]:
    """Today's output where it differs from the note's, else the note's."""
    checked = known.checked(snippet.id)
    recorded = recorded_output(snippet, checked)
    text = checked.got if checked and checked.got is not None else recorded
    errors = [_stream("stderr", checked.stderr)] if checked and checked.stderr else []
    if not text or not text.strip():
        return errors
    if checked and checked.verdict is Verdict.RAISED:
        return [*errors, _error(clean(text))]
    return [*errors, _stream("stdout", text)]


def _stream(name: str, text: str) -> Cell:
    return {"output_type": "stream", "name": name, "text": f"{clean(text).rstrip()}\n"}


def _error(text: str) -> Cell:
    lines = text.rstrip().split("\n")
    name, _, value = lines[-1].partition(": ")
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": lines}
