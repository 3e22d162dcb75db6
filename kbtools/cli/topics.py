"""`kbtools topics`: where every item stands and why, and a person's word on it."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from kbtools import curation, pipeline
from kbtools.cli import joins, options, output
from kbtools.cli.review import walk
from kbtools.cli.topic_rows import ids, rows, said_by
from kbtools.config import Config
from kbtools.model import Book, Item, ItemId, Placement, Reading, Topic, TopicSlug
from kbtools.problems import Code, KbError, Problem, Severity, nearest

_LINE = 60


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
@click.argument("items", metavar="ID...", nargs=-1)
@click.argument("topic", metavar="TOPIC")
@options.as_json
@click.pass_context
def move(context: click.Context, items: tuple[str, ...], topic: str, *, as_json: bool) -> None:
    """Put items under a topic, named by slug, number, title or alias; the ruling holds for ever.

    It is written to docs/topics.yml under `rulings:`, and the pages are brought up to date.

    \b
    Example:
      kbtools topics move k3v9x2m1qd h7c0 2.5
    """
    if not items:
        what = f"`{topic}` alone is not enough: give the ids of items, then a topic"
        raise click.UsageError(what)
    config: Config = context.obj
    book = pipeline.assemble(config).book
    chosen = _topic(topic, book)
    rulings = dict.fromkeys(_known(items, book), chosen.slug)
    curation.rule(config, rulings)
    if as_json or (context.parent is not None and context.parent.params["as_json"]):
        built = pipeline.build(config)
        told = {"rulings": rulings, "title": chosen.title, "number": chosen.number}
        output.say_json({**told, "problems": output.as_json(built.problems)})
        output.finish(built.problems, strict=config.options.strict)
        return
    # A chapter and a section in it may have one title: the number tells which it is.
    output.say(
        f"{output.counted(len(rulings), 'item')} put under {f'{chosen.number} {chosen.title}'.strip()}"
    )
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
        "items": [row for reading in built.book.readings for row in rows(reading, built.book)],
        "proposed": [{"title": one.title, "items": list(one.items)} for one in built.proposals],
        "joins": joins.joins(built.book),
        "conflicts": joins.conflicts(built.book),
        "problems": output.as_json(built.problems),
    }


def _tell(built: pipeline.Built) -> None:
    titles = {topic.slug: topic.title for topic in built.book.outline.walk()}
    for item, reading in _items(built.book):
        placed = built.book.placements[item.id]
        where = titles[placed.topic] if placed.topic else "unplaced"
        said = " ".join(said_by(item).split())[:_LINE]
        reason = f" ({placed.reasons[0]})" if placed.reasons else ""
        output.say(f"{reading.source.name}:{item.lines.start}: {item.id}: {said}")
        output.say(f"  {placed.confidence:.2f} {where}{reason}")
        if others := _others(placed, titles):
            output.say(f"  perhaps: {others}")
    if not built.book.placements:
        output.say("no items yet: add sources with `kbtools import FILES`")
    for line in joins.lines(built.book):
        output.say(line)
    for one in built.proposals:
        output.say(f"proposed topic: {one.title} ({output.counted(len(one.items), 'section')})")
    if built.proposals:
        output.say("answer with `kbtools outline --add TITLE` or `--decline TITLE`")


def _others(placed: Placement, titles: Mapping[TopicSlug, str]) -> str:
    """Where else a doubtful item may belong; empty for one that is sure of its place."""
    guesses = placed.guesses if curation.doubtful(placed) else ()
    rest = [guess for guess in guesses if guess.topic != placed.topic and round(guess.confidence, 2)]
    return ", ".join(f"{titles[guess.topic]} {guess.confidence:.2f}" for guess in rest)


def _items(book: Book) -> Iterator[tuple[Item, Reading]]:
    return ((item, reading) for reading in book.readings for item in reading.items)


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
    known = ids(book)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise KbError([_no_item(name, known) for name in unknown])
    return [known[name] for name in names]


def _no_item(name: str, known: Iterable[str]) -> Problem:
    near = nearest(name, known)
    hint = f"did you mean `{near}`?" if near else "see `kbtools topics` for the items there are"
    return _unknown(name, "there is no item of this id", hint)


def _unknown(name: str, what: str, hint: str) -> Problem:
    return Problem(name, 0, Severity.ERROR, Code.TOPIC_UNKNOWN, what, hint)
