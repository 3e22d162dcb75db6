"""What is kept back of a source: asides that its author hid, folders of local paths, secrets in addresses."""

import re
from collections import Counter
from collections.abc import Iterator

from kbtools.hidden import hidden_spans, spanning
from kbtools.model import Block, BlockKind, DropReason, Highlight, Note, Reading
from kbtools.privacy import without_secrets
from kbtools.sources.alignment import runs
from kbtools.sources.ledger import Fate, Ledger, Span
from kbtools.text import Lines, squash

_HIDDEN = Span(0, 0, Fate.DROPPED, reason=DropReason.HIDDEN)
_WORDS = re.compile(r"[^\n]+")


def claim_secrets(start: int, end: int, ledger: Ledger) -> None:
    """Claim what is kept back of local addresses and tokens, on lines where no more than that is free."""
    first, last = ledger.line(start), ledger.line(end)
    whole = ledger.text[slice(*ledger.range(Lines(first, last)))]
    if without_secrets(whole) == whole:
        return
    for number in range(first, last + 1):
        left, right = ledger.range(Lines(number, number))
        free, text = squash(ledger.free(left, right)), ledger.text[left:right]
        # Which of several equal characters were shown is a matter of alignment, how many is not.
        if free and Counter(free) <= Counter(text) - Counter(without_secrets(text)):
            ledger.claim(left, right, _HIDDEN)


def claim_private(reading: Reading, ledger: Ledger) -> None:
    """Claim what pages cut out of notes: the folders of local paths, and secrets in addresses."""
    if without_secrets(ledger.text) == ledger.text:
        return
    around = _around_highlights(reading, ledger)
    for lines in _said_by_notes(reading):
        start, end = ledger.range(lines)
        if without_secrets(around[start:end]) != around[start:end]:
            for number in range(lines.start, lines.end + 1):
                _claim_cuts(*ledger.range(Lines(number, number)), ledger, around)


def _said_by_notes(reading: Reading) -> Iterator[Lines]:
    for note in (item for item in reading.items if isinstance(item, Note)):
        if note.level:
            yield Lines(note.lines.start, note.lines.start)
        yield from (block.lines for block in note.body)


def _claim_cuts(start: int, end: int, ledger: Ledger, around: str) -> None:
    said = without_secrets(around[start:end])
    if said == around[start:end]:
        return
    at = start
    for left, right in [*runs(around[start:end], said), (end - start, end - start)]:
        ledger.claim(at, start + left, _HIDDEN)
        at = start + right


def claim_hidden(reading: Reading, ledger: Ledger) -> None:
    """Claim what authors hid from readers: asides of Obsidian and HTML comments."""
    for lines in spanning(reading):
        ledger.claim(*ledger.range(lines), _HIDDEN)
    marked = [block for item in reading.items for block in item.body if _may_hide(block)]
    around = _around_highlights(reading, ledger) if marked else ""
    for block in marked:
        _claim_asides(block, ledger, around)


def _may_hide(block: Block) -> bool:
    """Whether something in a block is hidden; markers around it in the source may look as if it were."""
    signs = "%%" in block.text or "<!--" in block.text
    return block.kind is BlockKind.PROSE and signs and bool(hidden_spans(block.text))


def _around_highlights(reading: Reading, ledger: Ledger) -> str:
    """The text with blanks for the blocks of highlights, whose marks are none of the prose around them."""
    parts, done = [], 0
    for item in reading.items:
        if isinstance(item, Highlight):
            start, end = ledger.range(item.lines)
            parts += [ledger.text[done:start], _WORDS.sub(_blanks, ledger.text[start:end])]
            done = end
    return "".join((*parts, ledger.text[done:]))


def _blanks(words: re.Match[str]) -> str:
    return " " * len(words[0])


def _claim_asides(block: Block, ledger: Ledger, around: str) -> None:
    start, end = ledger.range(Lines(block.first_line, block.lines.end))
    # A comment, or what is left of a block, stands in the block of a highlight.
    text = around[start:end] if around[start:end].strip() else ledger.text[start:end]
    for left, right in hidden_spans(text):
        ledger.claim(start + left, start + right, _HIDDEN)
