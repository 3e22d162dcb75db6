"""The walk through the doubtful items: what each says, where it may belong, one key for an answer."""

from collections.abc import Callable, Iterator
from typing import TextIO

import click

from kbtools.cli import output
from kbtools.curation import doubtful
from kbtools.model import Book, Highlight, Item, ItemId, Placement, Reading, TopicSlug

Rule = Callable[[ItemId, TopicSlug], None]
_LONGEST = 300
_KEEP, _SKIP, _STOP = "\r\n", "s", "qQ\x03\x04"


def walk(book: Book, rule: Rule, keys: TextIO) -> int:
    """Ask for every doubtful item, write each answer at once; how many answers there were."""
    rows = list(_doubtful(book))
    if not rows:
        output.say("nothing is doubtful: every item has its place, or nothing is like it")
        return 0
    titles = {topic.slug: f"{topic.number} {topic.title}".strip() for topic in book.outline.walk()}
    answered = seen = 0
    for count, (item, reading, placed) in enumerate(rows, 1):
        output.say(f"\n[{count}/{len(rows)}] {reading.source.name}:{item.lines.start}: {item.id}")
        _show(item, placed, titles)
        seen = count
        choice = _answer(placed, keys)
        if choice is None:
            break
        if choice:
            rule(item.id, choice)
            answered += 1
            output.say(f"  -> {titles[choice]}")
    output.say(f"{output.counted(answered, 'ruling')} written, {output.counted(seen, 'doubtful item')} seen")
    return answered


def _doubtful(book: Book) -> Iterator[tuple[Item, Reading, Placement]]:
    for reading in book.readings:
        for item in reading.items:
            placed = book.placements[item.id]
            if doubtful(placed) and placed.guesses:
                yield item, reading, placed


def _show(item: Item, placed: Placement, titles: dict[TopicSlug, str]) -> None:
    if isinstance(item, Highlight):
        said = f"{item.prefix}[{item.quote}]{item.suffix} {item.comment}"
    else:
        said = " > ".join(item.headings or (item.title,)) + ": " + " ".join(one.text for one in item.body)
    output.say("  " + " ".join(said.split())[:_LONGEST])
    for reason in placed.reasons:
        output.say(f"  because {reason}")
    for number, guess in enumerate(placed.guesses, 1):
        kept = "  <- here now" if guess.topic == placed.topic else ""
        sure = f" ({guess.confidence:.2f})" if round(guess.confidence, 2) else ""
        output.say(f"  {number}  {titles[guess.topic]}{sure}{kept}")
    output.say(f"  elsewhere: kbtools topics move {item.id} TOPIC")
    output.say(f"  {_keys(placed)}")


def _keys(placed: Placement) -> str:
    return "Enter keep, s skip, q stop" if placed.topic else "s skip, q stop"


def _answer(placed: Placement, keys: TextIO) -> TopicSlug | None:
    """The topic chosen; empty to go on, None to stop."""
    while True:
        key = click.getchar() if keys.isatty() else keys.read(1)
        if not key or key in _STOP:
            return None
        if key in _KEEP and keys.isatty():
            return placed.topic or TopicSlug("")
        if key == "k":
            return placed.topic or TopicSlug("")
        if key == _SKIP:
            return TopicSlug("")
        if key.isdecimal() and 0 < int(key) <= len(placed.guesses):
            return placed.guesses[int(key) - 1].topic
        if keys.isatty():
            output.say(f"  keys: 1 to {len(placed.guesses)} a guess, {_keys(placed)}")
