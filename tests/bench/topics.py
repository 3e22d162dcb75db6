"""`make bench-topics`: how placement grows with the number of items, and how right it is on the demo."""

import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from kbtools import demo, sources
from kbtools.model import (
    Block,
    BlockKind,
    Highlight,
    Item,
    ItemId,
    Note,
    Outline,
    Place,
    Placement,
    Reading,
    Source,
    SourceId,
    Topic,
    TopicSlug,
    Unit,
)
from kbtools.placing import Recalled
from kbtools.text import Lines
from kbtools.topics import Placed, derive, place, place_all, read_contents, relate
from kbtools.topics.shelves import teachers

TOPICS, CHAPTERS = 1000, 40
SIZES = (1_000, 10_000, 100_000)
MOST_GROWTH, MOST_MEMORY, MOST_AGAIN = 12.0, 2_000_000, 0.05
"""Ten times the items may take so many times the time; kilobytes of memory; and a hundred new items among
the most so much of the time that all of them took."""
MOST_WRONG = {"highlight": 0.05, "section": 0.08}
LABELS = Path(__file__).with_name("demo_labels.json")
_SEED = 7
_HAN = [chr(point) for point in range(0x4E00, 0x4E00 + 2500)]
_COMMON = ["".join(pair) for pair in zip(_HAN[::2], _HAN[1::2], strict=True)]
# Words that any topic's text has.
Make = Callable[[str, int, list[str], random.Random], Item]
"""Makes an item of a name, an index in its source and a topic's words."""


def main() -> int:
    """Print what was measured, a row each with its goal; 1 when a goal is missed."""
    fine = accuracy()
    chance = random.Random(_SEED)  # noqa: S311 - made-up text, not a secret
    words = [
        ["".join(chance.choices(_HAN, k=chance.randint(2, 4))) for _ in range(30)] for _ in range(TOPICS)
    ]
    outline = made_outline(words)
    before = 0.0
    for size in SIZES:
        readings = list(made_readings(size, words, chance))
        with TemporaryDirectory() as folder:
            seconds, placed = timed(readings, outline, Path(folder))
            fine &= grown(size, seconds, before, placed)
            if size == SIZES[-1]:
                fine &= again(readings, outline, Path(folder), made_later(words, chance), seconds)
        before = seconds
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    fine &= row(f"memory: {memory // 1000} MB", memory / 1e6, MOST_MEMORY / 1e6, "GB at most")
    return 0 if fine else 1


def row(said: str, measured: float, goal: float, what: str) -> bool:
    """Print one row; whether the goal is reached."""
    fine = measured <= goal
    sys.stdout.write(f"{said:<64} goal {goal:g} {what}: {'PASS' if fine else 'OVER GOAL'}\n")
    sys.stdout.flush()
    return fine


def timed(readings: Sequence[Reading], outline: Outline, folder: Path) -> tuple[float, Placed]:
    """CPU seconds of placing and relating with the memory in a folder, and what came out."""
    started = time.process_time()
    memory = Recalled(folder)
    placed = place_all(readings, outline, {}, (), memory)
    memory.forget_the_rest()
    relate(outline, placed.placements.values(), placed.words)
    return time.process_time() - started, placed


def grown(size: int, seconds: float, before: float, placed: Placed) -> bool:
    """The row of one size."""
    rows = placed.placements.values()
    right = sum(one.topic == f"t{one.item.split('-')[1]}" for one in rows) / len(rows)
    said = f"{size:>7} items: {seconds:7.1f} s, {right:.1%} right, {len(rows)} placed"
    if not before:
        sys.stdout.write(f"{said}\n")
        return len(rows) == size
    growth = seconds / before
    return row(f"{said}, x{growth:.1f}", growth, MOST_GROWTH, "times") and len(rows) == size


def again(
    readings: Sequence[Reading],
    outline: Outline,
    folder: Path,
    later: Iterator[list[Reading]],
    whole: float,
) -> bool:
    """The rows of what a hundred new items cost, again and again; no goal for one that teaches the others."""
    fine, known = True, list(readings)
    for new in later:
        known += new
        seconds, _ = timed(known, outline, folder)
        kind = "highlights" if isinstance(new[0].items[0], Highlight) else "sections"
        said = f"100 new {kind} in {len(new)} sources: {seconds:.1f} s, {seconds / whole:.1%} of the whole"
        if any(one in teachers(known) for one in new):
            noted = [one for one in known if isinstance(one.items[0], Note)]
            share = len(teachers(known)) / len(noted)
            sys.stdout.write(f"{said}: one teaches all, as {share:.1%} of the sources with sections do\n")
        else:
            fine &= row(said, seconds / whole, MOST_AGAIN, "of the whole")
    return fine


def made_later(words: list[list[str]], chance: random.Random) -> Iterator[list[Reading]]:
    """A hundred highlights as one source, three times, and as ten sources of one folder; and sections."""
    for make, letter in ((highlight, "h"), (note, "n")):
        for name, parts in (("s2", 1), ("s5", 1), ("s8", 1), ("s3", 10)):
            yield list(new_readings(f"{name}{letter}", parts, words, chance, make))


def new_readings(
    name: str, parts: int, words: list[list[str]], chance: random.Random, make: Make
) -> Iterator[Reading]:
    """A hundred items that come later, as so many sources of one folder."""
    made = made_reading(0, words, chance, make)
    each = 100 // parts
    for part in range(parts):
        items = tuple(
            replace(item, id=ItemId(f"{name}{item.id}"))
            for item in made.items[part * each : (part + 1) * each]
        )
        source = Source(SourceId(f"{name}-{part:02}"), f"{name}-{part:02}.md", "")
        yield Reading(source, "made", "made", items)


def made_outline(words: list[list[str]]) -> Outline:
    """Chapters of topics, each with a title of two of its words."""
    each = TOPICS // CHAPTERS
    return Outline(
        tuple(
            Topic(
                TopicSlug(f"c{chapter}"),
                f"chapter {chapter}",
                str(chapter + 1),
                children=tuple(
                    Topic(TopicSlug(f"t{index}"), "".join(words[index][:2]), f"{chapter + 1}.{number + 1}")
                    for number, index in enumerate(range(chapter * each, (chapter + 1) * each))
                ),
            )
            for chapter in range(CHAPTERS)
        )
    )


def made_readings(size: int, words: list[list[str]], chance: random.Random) -> Iterator[Reading]:
    """Sources of a hundred items: notes and highlights that ascend in the outline."""
    for number in range(size // 100):
        yield made_reading(number, words, chance, note if number % 2 else highlight)


def made_reading(number: int, words: list[list[str]], chance: random.Random, make: Make) -> Reading:
    """A source of a hundred items of one kind."""
    topics = sorted(chance.randrange(TOPICS) for _ in range(100))
    items = tuple(
        make(f"{number}-{topic}-{index}", index, words[topic], chance) for index, topic in enumerate(topics)
    )
    return Reading(Source(SourceId(f"s{number}"), f"s{number}.md", ""), "made", "made", items)


def note(name: str, index: int, words: list[str], chance: random.Random) -> Item:
    """A section under its topic's title, or under a heading that names nothing."""
    title = "".join(words[:2]) if chance.random() < 0.5 else chance.choice(words)
    lines = Lines(index * 9 + 1, index * 9 + 9)
    body = (Block(BlockKind.PROSE, said(words, chance), lines),)
    return Note(ItemId(name.replace("-", "n-", 1)), lines, title, 2, "", (title,), body)


def highlight(name: str, index: int, words: list[str], chance: random.Random) -> Item:
    """A passage with some words of its topic."""
    where = Place(Unit.PDF_OFFSET, index * 4000, index * 4000 + 50, "f00d")
    lines = Lines(index * 9 + 1, index * 9 + 9)
    return Highlight(ItemId(name), lines, said(words, chance), "，", "。", place=where)


def said(words: list[str], chance: random.Random) -> str:
    """Text about a topic: a third its words, the rest anybody's."""
    return "".join(chance.choice(words if chance.random() < 0.35 else _COMMON) for _ in range(40))


def accuracy() -> bool:
    """Whether the items of the demo stand where a person put them, with an outline given and derived."""
    labels = json.loads(LABELS.read_text("utf-8"))
    readings = demo_readings()
    given = read_contents("\n".join(f"{number} {title}" for number, title in labels["contents"]))
    fine = True
    for name, outline in (("given", given), ("derived", derive(readings))):
        right, total = counted(readings, outline, labels["items"])
        for kind in total:
            share = right[kind] / total[kind]
            said = f"demo, outline {name}: {right[kind]} of {total[kind]} {kind}s right ({share:.1%})"
            fine &= row(said, 1 - share, MOST_WRONG[kind], "wrong")
    return fine


def demo_readings() -> list[Reading]:
    """The sources that the package carries."""
    return [
        sources.read(Source(SourceId(Path(name).stem), name, data.decode("utf-8")))
        for name, data in demo.files()
    ]


def counted(
    readings: list[Reading], outline: Outline, labels: dict[str, str]
) -> tuple[Counter[str], Counter[str]]:
    """Items placed right and items labelled, a kind."""
    placed = place(readings, outline, {})
    titles = {topic.slug: topic.title for topic in outline.walk()}
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for reading in readings:
        for item in reading.items:
            label = labels.get(f"{reading.source.id}:{item.lines.start}")
            if label is not None:
                kind = "highlight" if isinstance(item, Highlight) else "section"
                total[kind] += 1
                right[kind] += shown(placed[item.id], titles) == label
    return right, total


def shown(row: Placement, titles: dict[TopicSlug, str]) -> str:
    """The title of the topic; empty for none."""
    return titles[row.topic] if row.topic else ""


if __name__ == "__main__":
    sys.exit(main())
