"""Every line of a source, accounted for: shown, structure or dropped."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kbtools.model import Drop, DropReason, Highlight, Item, Reading
from kbtools.text import Lines, split_lines, squash


@dataclass(frozen=True, slots=True)
class Amount:
    """How much text."""

    lines: int = 0
    """Lines that hold at least one character that is not blank."""
    characters: int = 0
    """Characters that are not blank."""


@dataclass(frozen=True, slots=True)
class Account:
    """Where the lines of a source went; every line that is not blank is counted once."""

    shown: Amount
    structure: Amount
    dropped: Mapping[DropReason, Amount]
    """Reasons that occur, in the order of DropReason."""
    missing: tuple[int, ...]
    """1-based lines that nothing holds; empty for a reader without defect."""


class _Fate(StrEnum):
    """What became of a line, beside the reasons for a drop."""

    SHOWN = "shown"
    STRUCTURE = "structure"
    MISSING = "missing"


def account(reading: Reading) -> Account:
    """Where every line of the source went."""
    texts = split_lines(reading.source.text)
    fates = _fates(reading, len(texts))
    amounts: dict[str, Amount] = {}
    missing: list[int] = []
    for line, (fate, text) in enumerate(zip(fates, texts, strict=True), 1):
        if size := len(squash(text)):
            before = amounts.get(fate, Amount())
            amounts[fate] = Amount(before.lines + 1, before.characters + size)
            if fate == _Fate.MISSING:
                missing.append(line)
    return Account(
        amounts.get(_Fate.SHOWN, Amount()),
        amounts.get(_Fate.STRUCTURE, Amount()),
        {reason: amounts[reason] for reason in DropReason if reason in amounts},
        tuple(missing),
    )


def _fates(reading: Reading, count: int) -> list[str]:
    """A fate for every line; what an item shows is shown, whatever else claims it."""
    fates: list[str] = [_Fate.MISSING] * count
    for fate, lines in _claims(reading):
        for line in range(max(1, lines.start), min(count, lines.end) + 1):
            if fates[line - 1] == _Fate.MISSING:
                fates[line - 1] = fate
    return fates


def _claims(reading: Reading) -> Iterator[tuple[str, Lines]]:
    for item in reading.items:
        yield from ((_Fate.SHOWN, lines) for lines in shown_lines(item))
    yield from ((drop.reason, drop.lines) for drop in reading.drops)
    yield from ((_Fate.STRUCTURE, lines) for lines in reading.structure)


def shown_lines(item: Item) -> Iterator[Lines]:
    """The lines whose text an item shows: a highlight's whole block, a note's heading and blocks."""
    if isinstance(item, Highlight):
        yield item.lines
        return
    if item.level:
        yield Lines(item.lines.start, item.lines.start)
    yield from (block.lines for block in item.body)


def overlaps(reading: Reading) -> tuple[tuple[Drop, Item], ...]:
    """Drops that hold a line an item shows too: a defect of the reader."""
    shown = {
        line: item
        for item in reading.items
        for lines in shown_lines(item)
        for line in range(lines.start, lines.end + 1)
    }
    return tuple(
        (drop, shown[line])
        for drop in reading.drops
        for line in range(drop.lines.start, drop.lines.end + 1)
        if line in shown
    )
