"""Two sequences of words side by side: where they are the same, and where one is like a part of the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import partial_ratio_alignment

_LETTERS = 0xF0000
# The start of a private plane: every word becomes one character of it, as the alignment wants characters.


@dataclass(frozen=True, slots=True)
class Run:
    """A run of both sequences, by 0-based index, ends exclusive; where they differ one side may be empty."""

    same: bool
    start: int
    stop: int
    other_start: int
    other_stop: int


def runs(first: Sequence[str], second: Sequence[str]) -> Iterator[Run]:
    """The runs in order, same ones and different ones by turns; they cover both sequences."""
    held: Run | None = None
    for code in Indel.opcodes(list(first), list(second)):
        run = Run(code.tag == "equal", code.src_start, code.src_end, code.dest_start, code.dest_end)
        if held and not run.same:
            held = Run(
                same=False,
                start=held.start,
                stop=run.stop,
                other_start=held.other_start,
                other_stop=run.other_stop,
            )
            continue
        if held:
            yield held
        held = None if run.same else run
        if run.same:
            yield run
    if held:
        yield held


def window(short: Sequence[str], long: Sequence[str]) -> tuple[int, int]:
    """Start and end of the run of the longer sequence that is most like the shorter one, as long as it."""
    letters: dict[str, str] = {}
    spelt = [
        "".join(letters.setdefault(word, chr(_LETTERS + len(letters))) for word in words)
        for words in (short, long)
    ]
    found = partial_ratio_alignment(*spelt)
    return (found.dest_start, found.dest_end) if found else (0, len(long))
