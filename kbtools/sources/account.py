"""Every character of a source, accounted for: shown, structure or dropped."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kbtools.model import Drop, DropReason, Highlight, Item, Reading
from kbtools.privacy import without_secrets
from kbtools.problems import Code, Problem, Severity
from kbtools.sources.claims import claim_drops, claim_note, claim_structure
from kbtools.sources.headings import DEAD_LINK
from kbtools.sources.hidden_claims import claim_hidden, claim_private
from kbtools.sources.highlight_claims import claim_highlight
from kbtools.sources.ledger import Fate, Ledger, Span
from kbtools.text import Lines, squash

_INSIDE = (DropReason.DEAD_LINK, DropReason.DUPLICATE_OF)
# Drops that the account finds inside of lines; what authors hid is told by the pages, without its text.


@dataclass(frozen=True, slots=True)
class Amount:
    """How much text."""

    lines: int = 0
    """Lines that hold at least one such character."""
    characters: int = 0
    """Characters that are not blank."""
    share: float = 0.0
    """Of all characters of the source that are not blank, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Account:
    """Where the characters of a source went; every one that is not blank is counted once."""

    characters: int
    """All that are not blank."""
    shown: Amount
    structure: Amount
    dropped: Mapping[DropReason, Amount]
    """Reasons that occur, in the order of DropReason."""
    missing: tuple[int, ...]
    """1-based lines with characters that nothing holds; empty for a reader without defect."""
    spans: tuple[Span, ...]
    """Disjoint and in order; together they hold every character that is not blank."""


def account(reading: Reading) -> Account:
    """Where every character of the source went."""
    ledger = Ledger(reading.source.text)
    claim_hidden(reading, ledger)
    claim_drops(reading, ledger, inside=True)
    claim_private(reading, ledger)
    # What reaches over the block of a highlight, such as a fence that nothing closes, has none of it.
    for highlight in (item for item in reading.items if isinstance(item, Highlight)):
        claim_highlight(highlight, ledger)
    for note in (item for item in reading.items if not isinstance(item, Highlight)):
        claim_note(note, ledger)
    claim_drops(reading, ledger, inside=False)
    claim_structure(reading, ledger)
    spans = ledger.settled()
    return _totals(ledger, spans)


def accounted(reading: Reading) -> Reading:
    """The reading with the drops inside of lines, and a problem for every line that is not accounted for."""
    found = account(reading)
    ledger = Ledger(reading.source.text)
    inside = (_drop(span, ledger) for span in found.spans if span.reason in _INSIDE)
    whole = {line for drop in reading.drops if drop.columns is None for line in _numbers(drop.lines)}
    fresh = {drop for drop in inside if not whole.issuperset(_numbers(drop.lines))}
    return replace(
        reading,
        drops=tuple(sorted({*reading.drops, *fresh}, key=lambda drop: (drop.lines, drop.columns or ()))),
        problems=(*reading.problems, *(_lost(reading, line) for line in found.missing)),
    )


def _numbers(lines: Lines) -> range:
    return range(lines.start, lines.end + 1)


def hidden(reading: Reading) -> tuple[Lines, ...]:
    """The lines that hold something an author hid, or that is kept back as private, a run for each."""
    found = account(reading).spans
    ledger = Ledger(reading.source.text)
    spans = (span for span in found if span.reason is DropReason.HIDDEN)
    return tuple(Lines(ledger.line(span.start), ledger.line(span.end - 1)) for span in spans)


def _drop(span: Span, ledger: Ledger) -> Drop:
    """What was left out of a line; of a dead link the words too, so that a person finds it."""
    line = ledger.line(span.start)
    lines = Lines(line, ledger.line(span.end - 1))
    start = ledger.range(lines)[0]
    text = without_secrets(ledger.text[span.start : span.end])
    link = DEAD_LINK.match(ledger.text, max(start, ledger.text.rfind("[", start, span.end)), span.end)
    columns = (span.start - start, span.end - start)
    return Drop(lines, span.reason or DropReason.DUPLICATE_OF, link[0] if link else text, columns)


def _lost(reading: Reading, line: int) -> Problem:
    what = f"the reader {reading.reader} shows a part of this line nowhere"
    path = f"docs/.sources/{reading.source.name}"
    hint = f"`kbtools inspect {path} --json` shows it under `missing`; please report it"
    return Problem(reading.source.name, line, Severity.WARNING, Code.LINE_UNACCOUNTED, what, hint)


def _totals(ledger: Ledger, spans: tuple[Span, ...]) -> Account:
    whole = len(squash(ledger.text))
    by_fate = defaultdict(list)
    for span in spans:
        by_fate[span.reason or span.fate].append(span)
    amounts = {fate: _amount(ledger, some, whole) for fate, some in by_fate.items()}
    return Account(
        whole,
        amounts.get(Fate.SHOWN, Amount()),
        amounts.get(Fate.STRUCTURE, Amount()),
        {reason: amounts[reason] for reason in DropReason if reason in amounts},
        tuple(sorted(_lines(ledger, by_fate.get(Fate.MISSING, ())))),
        spans,
    )


def _amount(ledger: Ledger, spans: Iterable[Span], whole: int) -> Amount:
    spans = list(spans)
    characters = sum(len(squash(ledger.text[span.start : span.end])) for span in spans)
    return Amount(len(_lines(ledger, spans)), characters, round(characters / max(1, whole), 4))


def _lines(ledger: Ledger, spans: Iterable[Span]) -> set[int]:
    """The lines that hold a character of these spans."""
    return {line for span in spans for line in ledger.written_lines(span.start, span.end)}


def shown_lines(item: Item) -> Iterator[Lines]:
    """The lines whose text an item shows: a highlight's whole block, a note's heading and blocks."""
    if isinstance(item, Highlight):
        yield item.lines
        return
    if item.level:
        yield Lines(item.lines.start, item.lines.start)
    yield from (block.lines for block in item.body)


def overlaps(reading: Reading) -> tuple[tuple[Drop, Item], ...]:
    """Drops of whole lines that hold a line an item shows too: a defect of the reader."""
    shown = {line: item for item in reading.items for lines in shown_lines(item) for line in _numbers(lines)}
    return tuple(
        (drop, shown[line])
        for drop in reading.drops
        if drop.columns is None
        for line in _numbers(drop.lines)
        if line in shown
    )
