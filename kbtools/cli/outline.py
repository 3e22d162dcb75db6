"""`kbtools outline`: the topics there are, and where they come from."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click

from kbtools import curation, pipeline
from kbtools.cli import options, output
from kbtools.model import Book, Topic, TopicSlug


@click.command()
@options.directory
@click.option("--show", is_flag=True, help="Show the topics with their items; this is the default.")
@click.option(
    "--from",
    "given",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take the outline from a table of contents: text, Markdown, mkdocs.yml or PDF.",
)
@click.option("--replace", is_flag=True, help="With --from: take the place of an outline that was edited.")
@click.option("--add", "added", multiple=True, metavar="TITLE", help="Make a proposed title a topic.")
@click.option("--under", metavar="TOPIC", help="With --add: the last topic below this one.")
@click.option("--after", metavar="TOPIC", help="With --add: right behind this topic.")
@click.option("--decline", "declined", multiple=True, metavar="TITLE", help="Propose a title no more.")
@options.strict
@options.as_json
def outline(  # noqa: PLR0913 - an argument an option
    directory: Path,
    *,
    show: bool,
    given: Path | None,
    replace: bool,
    added: tuple[str, ...],
    under: str | None,
    after: str | None,
    declined: tuple[str, ...],
    strict: bool,
    as_json: bool,
) -> None:
    """Show the outline, take it from a book's table of contents, or answer what is proposed.

    An outline that a person edited is not replaced without --replace; rulings, the glossary and what is known
    of topics of the same title, alias, number or name in the glossary are kept even then. A topic is added
    below the one whose heading it stands under in the notes, else last; --under and --after say where.
    Exit codes: 0 fine; 1 an error; 2 usage.

    \b
    Example:
      kbtools outline --from book.pdf
      kbtools outline --add 池化 --decline 杂谈
      kbtools outline --add 池化 --under 卷积神经网络
    """
    if replace and given is None:
        raise click.UsageError("--replace goes with --from")
    if show and given is not None:
        raise click.UsageError("--show and --from do not go together")
    if (show or given) and (added or declined):
        raise click.UsageError("--add and --decline go together, with nothing else")
    if not all(title.strip() for title in (*added, *declined)):
        raise click.UsageError("--add and --decline need a title")
    if under and after:
        raise click.UsageError("--under and --after do not go together")
    if (under or after) and not added:
        raise click.UsageError("--under and --after go with --add")
    config = options.knowledge_base(directory)
    if added or declined:
        curation.answer(config, added=added, declined=declined, under=under, after=after)
    problems = curation.set_outline(config, curation.read_outline(given), replace=replace) if given else ()
    with output.progress() as progress:
        built = pipeline.build(config, check=not (given or added or declined), progress=progress)
    counts = Counter(row.topic for row in built.book.placements.values())
    if as_json:
        output.say_json(_report(built, counts))
    else:
        _tell(built, counts)
    output.finish((*problems, *built.problems), strict=strict or config.options.strict)


def _report(built: pipeline.Built, counts: Mapping[TopicSlug | None, int]) -> dict[str, object]:
    return {
        "topics": [_node(topic, counts) for topic in built.book.outline.topics],
        "unplaced": counts.get(None, 0),
        "proposed": [{"title": one.title, "items": list(one.items)} for one in built.proposals],
        "problems": output.as_json(built.problems),
    }


def _node(topic: Topic, counts: Mapping[TopicSlug | None, int]) -> dict[str, object]:
    return {
        "slug": topic.slug,
        "title": topic.title,
        "number": topic.number,
        "aliases": list(topic.aliases),
        "tags": list(topic.tags),
        "items": counts.get(topic.slug, 0),
        "children": [_node(child, counts) for child in topic.children],
    }


def _tell(built: pipeline.Built, counts: Mapping[TopicSlug | None, int]) -> None:
    for topic, depth in _walk(built.book):
        name = f"{topic.number} {topic.title}".strip()
        others = f" ({', '.join(topic.aliases)})" if topic.aliases else ""
        held = f": {output.counted(counts[topic.slug], 'item')}" if topic.slug in counts else ""
        output.say(f"{'  ' * depth}{name}{others}{held}")
    if not built.book.outline.topics:
        output.say("no topics yet: import notes with headings, or take a book's contents with --from FILE")
    if counts.get(None):
        output.say(f"unplaced: {output.counted(counts[None], 'item')}")
    for one in built.proposals:
        output.say(f"proposed: {one.title} ({output.counted(len(one.items), 'section')})")
    if built.proposals:
        output.say("answer with `kbtools outline --add TITLE` or `--decline TITLE`")


def _walk(book: Book) -> list[tuple[Topic, int]]:
    rows: list[tuple[Topic, int]] = []
    stack = [(topic, 0) for topic in reversed(book.outline.topics)]
    while stack:
        topic, depth = stack.pop()
        rows.append((topic, depth))
        stack.extend((child, depth + 1) for child in reversed(topic.children))
    return rows
