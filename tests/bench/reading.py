"""How fast the readers are, against the bare parsers of what they read."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from markdown_it import MarkdownIt

from kbtools import sources
from kbtools.model import Reading, Source, SourceId
from tests.bench import documents
from tests.bench.row import Row, interleaved

_FILES, _BLOCKS, _SECTIONS = 10, 100, 60
_MEGABYTE = 1_000_000


def rows() -> Iterator[Row]:
    """Annotator files against `json.loads`, notes of each kind against markdown-it-py."""
    texts = [documents.annotator(_BLOCKS, seed) for seed in range(_FILES)]
    yield _annotator("Annotator file", texts, goal=3)
    yield _annotator("Annotator file, all ids alike", [_alike(text) for text in texts], goal=None)
    for name, make, goal in (
        ("Markdown note", documents.markdown, 2),
        ("converted PDF", documents.converted, None),
        ("pasted page", documents.pasted, None),
    ):
        yield _note(name, [make(_SECTIONS, seed) for seed in range(_FILES // 3)], goal)


def _annotator(name: str, texts: Sequence[str], goal: float | None) -> Row:
    found = [record for text in texts for record in documents.annotations(text)]
    ours, base = interleaved(lambda: _each(_read, texts), lambda: _each(json.loads, found))
    figure, other = (f"{len(found) / seconds:,.0f} blocks/s" for seconds in (ours, base))
    return Row(f"read: {name}", figure, f"json.loads of its JSON: {other}", ours / base, goal)


def _note(name: str, texts: Sequence[str], goal: float | None) -> Row:
    ours, base = interleaved(lambda: _each(_read, texts), lambda: _each(MarkdownIt().parse, texts))
    size = sum(len(text.encode()) for text in texts) / _MEGABYTE
    figure, other = (f"{size / seconds:.2f} MB/s" for seconds in (ours, base))
    return Row(f"read: {name}", figure, f"bare markdown-it-py: {other}", ours / base, goal)


def _each(call: Callable[[str], object], texts: Iterable[str]) -> None:
    """Call it for one text after the other; nothing is kept, as an import keeps nothing."""
    for text in texts:
        call(text)


def _read(text: str) -> Reading:
    return sources.read(Source(SourceId("note"), "note.md", text))


def _alike(text: str) -> str:
    """The file with the id of its first block in all of them."""
    names = [line[1:] for line in text.split("\n") if line.startswith("^")]
    for name in names:
        text = text.replace(name, names[0])
    return text
