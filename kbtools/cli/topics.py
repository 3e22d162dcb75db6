"""`kbtools topics`: where every item stands and why, and a person's word on it."""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from kbtools import curation, pipeline
from kbtools.cli import joins, options, output
from kbtools.cli.review import walk
from kbtools.config import Config
from kbtools.model import (
    BlockKind,
    Book,
    DropReason,
    Highlight,
    Item,
    ItemId,
    Note,
    Reading,
    Topic,
)
from kbtools.problems import Code, KbError, Problem, Severity, nearest

_LINE = 60
_HEADING = re.compile(r"#{1,6}[ \t]+(\S.*)")


@click.group(invoke_without_command=True)
@options.directory
@options.strict
@options.as_json
@click.pass_context
def topics(context: click.Context, directory: Path, *, strict: bool, as_json: bool) -> None:
    """List every item with its topic, how sure that is, and why.

    `topics move` puts items elsewhere for ever; `topics review` walks through the doubtful ones.

    \b
    Example:
      kbtools topics --json
      kbtools topics move k3v9x2m1qd 广播机制
      kbtools topics review
    """
    context.obj = options.knowledge_base(directory)
    if context.invoked_subcommand is not None:
        return
    with output.progress() as progress:
        built = pipeline.build(context.obj, check=True, progress=progress)
    if as_json:
        output.say_json(_report(built))
    else:
        _tell(built)
    output.finish(built.problems, strict=strict or context.obj.options.strict)


@topics.command()
@click.argument("items", metavar="ID...", nargs=-1, required=True)
@click.argument("topic", metavar="TOPIC")
@click.pass_obj
def move(config: Config, items: tuple[str, ...], topic: str) -> None:
    """Put items under a topic, named by slug, number, title or alias; the ruling holds for ever.

    It is written to docs/topics.yml under `rulings:`, and the pages are brought up to date.

    \b
    Example:
      kbtools topics move k3v9x2m1qd h7c0 2.5
    """
    book = pipeline.assemble(config).book
    chosen = _topic(topic, book)
    curation.rule(config, dict.fromkeys(_known(items, book), chosen.slug))
    output.say(f"{output.counted(len(items), 'item')} put under {chosen.title}")
    output.finish(_rebuilt(config), strict=config.options.strict)


@topics.command()
@click.pass_obj
def review(config: Config) -> None:
    """Walk through the doubtful items, one key each: 1 to 3 a guess, Enter to keep, s to skip, q to stop.

    Every answer is written at once to docs/topics.yml; what you skip is asked again the next time.

    \b
    Example:
      kbtools topics review
    """
    book = pipeline.assemble(config).book
    if walk(book, lambda item, topic: curation.rule(config, {item: topic}), sys.stdin):
        output.finish(_rebuilt(config), strict=config.options.strict)


def _rebuilt(config: Config) -> Sequence[Problem]:
    built = pipeline.build(config)
    output.say(f"{output.counted(len(built.changes), 'file')} written or removed")
    return built.problems


def _report(built: pipeline.Built) -> dict[str, object]:
    return {
        "items": [row for reading in built.book.readings for row in _rows(reading, built.book)],
        "proposed": [{"title": one.title, "items": list(one.items)} for one in built.proposals],
        "joins": joins.joins(built.book),
        "conflicts": joins.conflicts(built.book),
        "problems": output.as_json(built.problems),
    }


def _rows(reading: Reading, book: Book) -> Iterator[dict[str, object]]:
    """A row an item, and one for every heading that only says its section's again, as slides do."""
    written = reading.source.text.split("\n")
    for item in reading.items:
        row = _row(item, reading, book)
        yield row
        for line in sorted(_said_again(item, reading)) if isinstance(item, Note) else ():
            heading = _HEADING.match(written[line - 1])
            if heading and line != item.lines.start:
                reason = f"it goes with the heading in line {item.lines.start}"
                yield {**row, "line": line, "title_or_quote": heading[1], "reasons": [reason]}


def _said_again(note: Note, reading: Reading) -> Iterator[int]:
    """Lines where a heading may stand that begins no section: left out as said before, or shown as text."""
    for drop in reading.drops:
        if drop.reason is DropReason.DUPLICATE_OF and drop.lines.start in note.lines:
            yield drop.lines.start
    yield from (block.lines.start for block in note.body if block.kind is BlockKind.PROSE)


def _row(item: Item, reading: Reading, book: Book) -> dict[str, object]:
    placed = book.placements[item.id]
    titles = {topic.slug: topic.title for topic in book.outline.walk()}
    return {
        "source": reading.source.id,
        "line": item.lines.start,
        "id": item.id,
        "kind": "highlight" if isinstance(item, Highlight) else "note",
        "title_or_quote": _said(item),
        "topic": placed.topic,
        "topic_title": titles.get(placed.topic) if placed.topic else None,
        "confidence": placed.confidence,
        "reasons": list(placed.reasons),
        "guesses": [
            {"topic": one.topic, "title": titles.get(one.topic), "confidence": one.confidence}
            for one in placed.guesses
        ],
    }


def _tell(built: pipeline.Built) -> None:
    titles = {topic.slug: topic.title for topic in built.book.outline.walk()}
    for item, reading in _items(built.book):
        placed = built.book.placements[item.id]
        where = titles[placed.topic] if placed.topic else "unplaced"
        said = " ".join(_said(item).split())[:_LINE]
        reason = f" ({placed.reasons[0]})" if placed.reasons else ""
        output.say(f"{reading.source.name}:{item.lines.start}: {item.id}: {said}")
        output.say(f"  {placed.confidence:.2f} {where}{reason}")
    for line in joins.lines(built.book):
        output.say(line)
    for one in built.proposals:
        output.say(f"proposed topic: {one.title} ({output.counted(len(one.items), 'section')})")


def _items(book: Book) -> Iterator[tuple[Item, Reading]]:
    return ((item, reading) for reading in book.readings for item in reading.items)


def _said(item: Item) -> str:
    return (item.quote or item.comment) if isinstance(item, Highlight) else item.title


def _topic(name: str, book: Book) -> Topic:
    """The topic of that slug, else of that number, title or alias, when only one has it."""
    found = book.outline.named(name)
    if len(found) == 1:
        return found[0]
    if found:
        slugs = ", ".join(topic.slug for topic in found)
        raise KbError([_unknown(name, f"names several topics: {slugs}", "give the slug of one")])
    near = nearest(name, [word for topic in book.outline.walk() for word in (topic.slug, topic.title)])
    hint = f"did you mean `{near}`?" if near else "see `kbtools outline --show`"
    raise KbError([_unknown(name, "there is no topic of this name", hint)])


def _known(names: Sequence[str], book: Book) -> list[ItemId]:
    known = {str(item.id) for item, _ in _items(book)}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise KbError([_no_item(name, known) for name in unknown])
    return [ItemId(name) for name in names]


def _no_item(name: str, known: set[str]) -> Problem:
    near = nearest(name, known)
    hint = f"did you mean `{near}`?" if near else "see `kbtools topics` for the items there are"
    return _unknown(name, "there is no item of this id", hint)


def _unknown(name: str, what: str, hint: str) -> Problem:
    return Problem(name, 0, Severity.ERROR, Code.TOPIC_UNKNOWN, what, hint)
