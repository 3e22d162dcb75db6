"""What sources have in common, and where they disagree, as rows of a report and as lines."""

from collections.abc import Iterator, Mapping

from kbtools.model import Book, Conflict, Join, Passage


def joins(book: Book) -> list[dict[str, object]]:
    """A row for every passage that several sources have."""
    files = _files(book)
    return [_join(one, files) for one in book.joins.joins]


def conflicts(book: Book) -> list[dict[str, object]]:
    """A row for every passage that sources tell in ways that cannot all be right."""
    files = _files(book)
    return [
        {
            "id": one.id,
            "kind": str(one.kind),
            "variants": [
                {"said": way.said, "passages": [_passage(own, files) for own in way.passages]}
                for way in one.variants
            ],
        }
        for one in book.joins.conflicts
    ]


def lines(book: Book) -> Iterator[str]:
    """A line for every place where sources disagree, the commonest way to tell it first."""
    files = _files(book)
    return (line for one in book.joins.conflicts for line in _lines(one, files))


def _lines(conflict: Conflict, files: Mapping[str, str]) -> Iterator[str]:
    for number, way in enumerate(conflict.variants):
        for passage in way.passages:
            said = f"`{way.said}`" if way.said else "nothing"
            lead = f"conflict {conflict.id}" if number == 0 and passage is way.passages[0] else "  "
            yield f"{lead} {files[passage.source]}:{passage.lines.start}: {conflict.kind}: {said}"


def _files(book: Book) -> dict[str, str]:
    return {reading.source.id: reading.source.name for reading in book.readings}


def _join(join: Join, files: Mapping[str, str]) -> dict[str, object]:
    return {
        "copies": [_passage(one, files) for one in join.copies],
        "inside": [_passage(one, files) for one in join.inside],
    }


def _passage(passage: Passage, files: Mapping[str, str]) -> dict[str, object]:
    return {
        "source": passage.source,
        "file": files[passage.source],
        "line": passage.lines.start,
        "end_line": passage.lines.end,
        "item": passage.item,
        "kind": str(passage.kind),
        "text": passage.text,
    }
