"""A reading as plain data, for `kbtools inspect --json`: lines are 1-based, ends inclusive."""

from dataclasses import asdict

from kbtools.model import Block, BlockKind, Highlight, Item, Reading
from kbtools.sources.account import Account, Amount, account
from kbtools.text import Lines

_CODE = {BlockKind.FENCE, BlockKind.LISTING}


def inspection(reading: Reading) -> dict[str, object]:
    """Everything the reader found in a source, ready for JSON."""
    return {
        "source": reading.source.name,
        "reader": reading.reader,
        "title": reading.title,
        "items": [_item(item) for item in reading.items],
        "fences": [
            {**_lines(block.lines), "kind": str(block.kind), "info": block.info}
            for item in reading.items
            for block in item.body
            if block.kind in _CODE
        ],
        "dropped": [{**_lines(drop.lines), "reason": str(drop.reason)} for drop in reading.drops],
        "problems": [asdict(problem) for problem in reading.problems],
        "account": _account(account(reading)),
    }


def _item(item: Item) -> dict[str, object]:
    highlight = item if isinstance(item, Highlight) else None
    return {
        "kind": "highlight" if highlight else "note",
        "id": item.id,
        **_lines(item.lines),
        "headings": list(item.headings),
        "title": item.title,
        "number": "" if isinstance(item, Highlight) else item.number,
        "quote": highlight.quote if highlight else "",
        "exact": highlight.exact if highlight else "",
        "prefix": highlight.prefix if highlight else "",
        "suffix": highlight.suffix if highlight else "",
        "comment": highlight.comment if highlight else "",
        "tags": list(highlight.tags) if highlight else [],
        "place": asdict(highlight.place) if highlight and highlight.place else None,
        "created": highlight.created if highlight else "",
        "blocks": [_block(block) for block in item.body],
    }


def _block(block: Block) -> dict[str, object]:
    return {**_lines(block.lines), "kind": str(block.kind), "info": block.info}


def _lines(lines: Lines) -> dict[str, object]:
    return {"line": lines.start, "end_line": lines.end}


def _account(found: Account) -> dict[str, object]:
    return {
        "shown": _amount(found.shown),
        "structure": _amount(found.structure),
        "dropped": {str(reason): _amount(amount) for reason, amount in found.dropped.items()},
        "missing": list(found.missing),
    }


def _amount(amount: Amount) -> dict[str, object]:
    return {"lines": amount.lines, "characters": amount.characters}
