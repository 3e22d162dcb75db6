"""`make bench-topics`: how finding the same passage in many sources grows, and how right it is."""

import random
import resource
import sys
import time
from collections.abc import Iterator
from operator import itemgetter

from kbtools.model import Block, BlockKind, ItemId, Joins, Note, Reading, Source, SourceId
from kbtools.text import Lines
from kbtools.topics import join

TIMES = {1_000: 5, 10_000: 3, 100_000: 1}
"""How often so many passages are joined; what takes a moment is timed again, and the least counts."""
MOST_GROWTH, MOST_MEMORY = 12.0, 2_000_000
"""Ten times the passages may take so many times the time; kilobytes of memory."""
LEAST_FOUND, LEAST_TOLD = 0.98, 0.9
"""Of the passages that were copied; of those with another number one in ten may stand beside its twin."""
_SEED, _EACH = 11, 50
_COPIED, _CHANGED = 0.2, 0.03
_HAN = [chr(point) for point in range(0x4E00, 0x4E00 + 1500)]
_SMALL = ["我们", "也", "就", "会"]


def main() -> int:
    """Print what was measured; 1 when a bar is missed."""
    fine, before = True, 0.0
    for size, times in TIMES.items():
        chance = random.Random(_SEED)  # noqa: S311 - made-up text, not a secret
        readings, copied, changed = made(size, chance)
        seconds, found = min((timed(readings) for _ in range(times)), key=itemgetter(0))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        growth = seconds / before if before else 0.0
        right = shares(found, copied, changed)
        sys.stdout.write(
            f"{size:>7} passages: {seconds:7.1f} s  x{growth:4.1f}  {memory // 1000:>5} MB  "
            f"{right[0]:.1%} of copies joined, {right[1]:.1%} of changed numbers told, {right[2]} wrong\n"
        )
        fine &= growth <= MOST_GROWTH and memory <= MOST_MEMORY
        fine &= right[0] >= LEAST_FOUND and right[1] >= LEAST_TOLD and right[2] == 0
        before = seconds
    return 0 if fine else 1


def timed(readings: list[Reading]) -> tuple[float, Joins]:
    """CPU seconds of joining, and what came out."""
    started = time.process_time()
    found = join(readings, {}, {})
    return time.process_time() - started, found


Pair = tuple[tuple[str, int], tuple[str, int]]
"""Two passages by item and block."""


def made(size: int, chance: random.Random) -> tuple[list[Reading], set[Pair], set[Pair]]:
    """Sources of fifty passages; which of them copy one of an earlier source, which change its number."""
    words = ["".join(chance.choices(_HAN, k=chance.randint(2, 3))) for _ in range(6000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    told: list[tuple[str, int, str]] = []
    copied: set[Pair] = set()
    changed: set[Pair] = set()
    readings = []
    for number in range(size // _EACH):
        name, texts = f"n{number}", []
        for index in range(_EACH):
            roll, earlier = chance.random(), told[chance.randrange(len(told))] if told else None
            text = sentence(words, weights, chance)
            if earlier and earlier[0] != name and roll < _COPIED + _CHANGED:
                kind = copied if roll < _COPIED else changed
                text = (retyped if roll < _COPIED else miscounted)(earlier[2], chance)
                kind.add(((earlier[0], earlier[1]), (name, index)))
            else:
                told.append((name, index, text))
            texts.append(text)
        readings.append(reading(name, texts))
    return readings, copied, changed


def sentence(words: list[str], weights: list[float], chance: random.Random) -> str:
    """Words as often as in a language, with a number and two commas."""
    said = chance.choices(words, weights, k=chance.randint(9, 18))
    said[chance.randrange(2, len(said))] = f"{chance.randrange(2, 1000)}"
    return f"{''.join(said[:4])}，{''.join(said[4:8])}，{''.join(said[8:])}。"


def retyped(text: str, chance: random.Random) -> str:
    """With other commas, and a small word more."""
    at = chance.randrange(1, len(text) - 1)
    at += text[at].isdigit() * 4
    return f"{text[:at]}{chance.choice(_SMALL)}{text[at:]}".replace("，", ", ")


def miscounted(text: str, _: random.Random) -> str:
    """With another number."""
    digits = "".join(character for character in text if character.isdigit())
    return text.replace(digits, f"{int(digits) + 1}", 1)


def reading(name: str, texts: list[str]) -> Reading:
    """A source of one section with these paragraphs."""
    body = tuple(Block(BlockKind.PROSE, text, Lines(line, line)) for line, text in enumerate(texts, 3))
    note = Note(ItemId(name), Lines(1, len(texts) + 2), name, 1, "", (name,), body)
    return Reading(Source(SourceId(name), f"{name}.md", ""), "made", name, (note,))


def shares(found: Joins, copied: set[Pair], changed: set[Pair]) -> tuple[float, float, int]:
    """Share of the copies that are joined, of the changed ones that are told, and joins of neither kind."""
    together = {frozenset(pair) for one in found.joins for pair in _pairs([one.copies])}
    apart = {
        frozenset(pair) for one in found.conflicts for pair in _pairs([way.passages for way in one.variants])
    }
    wrong = sum(frozenset(pair) in together for pair in changed)
    joined = sum(frozenset(pair) in together for pair in copied)
    return joined / len(copied), sum(frozenset(pair) in apart for pair in changed) / len(changed), wrong


def _pairs(groups: list[tuple[object, ...]]) -> Iterator[Pair]:
    """Every two passages of the groups."""
    places = [(one.item, one.block) for group in groups for one in group]  # type: ignore[attr-defined]
    return ((one, other) for one in places for other in places if one != other)


if __name__ == "__main__":
    sys.exit(main())
