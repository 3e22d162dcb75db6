"""What would be made of one file, as data for `kbtools inspect --json`: lines are 1-based, ends inclusive."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from kbtools import intake, snippets, sources
from kbtools.model import Block, Drop, DropReason, Fence, Highlight, Item, Note, Reading, Session, Snippet
from kbtools.sources import Account, Amount, Fate, Ledger, Span
from kbtools.text import Lines, squash


def inspect(path: Path) -> tuple[Reading, Mapping[str, object]]:
    """What a reader makes of one file, and the same as data for JSON; nothing is written.

    Raises:
        SourceError: when the file cannot be read at all.
    """
    reading = sources.accounted(sources.read(intake.source(path, path.name)))
    held = snippets.contained(reading)
    reading = replace(reading, problems=(*reading.problems, *held.faults))
    return reading, inspection(reading, held.session, snippets.fences(held.reading, held.session))


def inspection(reading: Reading, session: Session, fences: Sequence[Fence]) -> Mapping[str, object]:
    """Everything found in a source, ready for JSON."""
    return {
        "source": reading.source.name,
        "reader": reading.reader,
        "title": reading.title,
        "items": [_item(item) for item in reading.items],
        "snippets": [_snippet(one) for one in session.snippets],
        "fences": [{**_lines(one.lines), "role": str(one.role)} for one in fences],
        "dropped": [_drop(drop, reading) for drop in drops(reading)],
        "problems": [asdict(problem) for problem in reading.problems],
        "account": _account(reading, [one.lines for one in session.snippets]),
    }


def _item(item: Item) -> dict[str, object]:
    highlight = item if isinstance(item, Highlight) else None
    return {
        "kind": "highlight" if highlight else "note",
        "id": item.id,
        **_lines(item.lines),
        "headings": list(item.headings),
        "title": item.title,
        "level": 0 if isinstance(item, Highlight) else item.level,
        "number": "" if isinstance(item, Highlight) else item.number,
        "quote": highlight.quote if highlight else "",
        "exact": highlight.exact if highlight else "",
        "prefix": highlight.prefix if highlight else "",
        "suffix": highlight.suffix if highlight else "",
        "comment": highlight.comment if highlight else "",
        "tags": list(highlight.tags) if highlight else [],
        "place": asdict(item.place) if item.place else None,
        "created": highlight.created if highlight else "",
        "blocks": [_block(block) for block in item.body],
    }


def _block(block: Block) -> dict[str, object]:
    return {**_lines(block.lines), "kind": str(block.kind), "info": block.info, "text": block.text}


def _snippet(snippet: Snippet) -> dict[str, object]:
    return {
        **_lines(snippet.lines),
        "kind": snippet.kind,
        "language": snippet.language,
        "code": snippet.text,
        "recorded": snippet.recorded,
        "how": snippet.how,
        "layouts": len(snippet.layouts),
    }


def _hidden(reading: Reading) -> Iterator[Drop]:
    """What its author hid, as drops without the text."""
    return (Drop(lines, DropReason.HIDDEN, "") for lines in sources.hidden(reading))


def drops(reading: Reading) -> Sequence[Drop]:
    """All that is left out, what its author hid included, by line."""
    return sorted((*reading.drops, *_hidden(reading)), key=lambda drop: (drop.lines, drop.columns or ()))


def _drop(drop: Drop, reading: Reading) -> dict[str, object]:
    """The lines, of a part of a line its 1-based columns, ends inclusive, of a duplicate what it repeats."""
    columns = {"column": drop.columns[0] + 1, "end_column": drop.columns[1]} if drop.columns else {}
    shown = original(drop, reading)
    of = {"of": _lines(shown)} if shown else {}
    return {**_lines(drop.lines), **columns, "reason": str(drop.reason), **of}


def original(drop: Drop, reading: Reading) -> Lines | None:
    """The lines that show what a duplicate repeats, or what took its place; None for other drops.

    It stands in the block of its highlight, on the same line, or is the heading above that says the same.
    """
    if drop.reason is not DropReason.DUPLICATE_OF:
        return None
    if drop.columns is not None:
        blocks = (item.lines for item in reading.items if isinstance(item, Highlight))
        return next((lines for lines in blocks if lines.covers(drop.lines)), drop.lines)
    above = [item for item in reading.items if isinstance(item, Note) and item.lines.start < drop.lines.start]
    same = (item for item in reversed(above) if item.level and squash(item.title) in squash(drop.text))
    return next((Lines(item.lines.start, item.lines.start) for item in same), None)


def _lines(lines: Lines) -> dict[str, object]:
    return {"line": lines.start, "end_line": lines.end}


def _account(reading: Reading, code: Sequence[Lines]) -> dict[str, object]:
    found: Account = sources.account(reading)
    ledger = Ledger(reading.source.text)
    return {
        "characters": found.characters,
        "shown": asdict(found.shown),
        "structure": asdict(found.structure),
        "dropped": {str(reason): asdict(amount) for reason, amount in found.dropped.items()},
        "missing": list(found.missing),
        "spans": [_span(span, ledger, code) for span in found.spans],
    }


def _span(span: Span, ledger: Ledger, code: Sequence[Lines]) -> dict[str, object]:
    """A span with its place; `kind` is `item`, `snippet`, `structure`, `dropped` or `missing`."""
    lines = Lines(ledger.line(span.start), ledger.line(span.end - 1))
    kind = str(span.fate)
    if span.fate is Fate.SHOWN:
        kind = "snippet" if any(one.covers(lines) for one in code) else "item"
    return {
        **_lines(lines),
        "column": ledger.column(span.start),
        "end_column": ledger.column(span.end - 1),
        "kind": kind,
        "item": span.item,
        "field": span.field,
        "reason": str(span.reason) if span.reason else "",
    }


def account_rows(reading: Reading) -> Sequence[tuple[str, str]]:
    """Where the characters of a source went, in words for a terminal: a row a fate, drops by reason."""
    found = sources.account(reading)
    amounts = {"shown": found.shown, "structure": found.structure}
    dropped = {f"dropped: {reason}": amount for reason, amount in found.dropped.items()}
    rows = [(name, _in_words(amount)) for name, amount in {**amounts, **dropped}.items()]
    missing = ", ".join(map(str, found.missing))
    return [*rows, ("missing", f"lines {missing}" if missing else "nothing")]


def _in_words(amount: Amount) -> str:
    lines, characters = f"{amount.lines} lines", f"{amount.characters} characters"
    return f"{amount.share:6.1%}  {lines}, {characters}"
