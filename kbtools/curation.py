"""A person's hand in the outline: a table of contents instead of the derived one, rulings, kept lines."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kbtools import intake, site, sources, topics
from kbtools.config import Config
from kbtools.decode import decode
from kbtools.model import ItemId, Outline, Placement, Reading, TopicSlug
from kbtools.problems import Code, OutlineError, Problem, Severity, did_you_mean
from kbtools.text import Lines, split_lines

_NOTHING = {
    ".pdf": "has neither bookmarks nor a printed table of contents that can be read",
    ".yml": "has no `nav:` that names titles",
    ".yaml": "has no `nav:` that names titles",
}
"""What is wrong with a file without a title, by its ending."""


def read_outline(path: Path) -> Outline:
    """The outline that a table of contents, a mkdocs.yml or a PDF gives.

    Raises:
        OutlineError: when it cannot be read, or holds no title.
    """
    try:
        if path.suffix.lower() == ".pdf":
            from kbtools.topics.outlines.pdf import read_pdf  # noqa: PLC0415 - loads a library of 7 MB

            outline = read_pdf(path)
        else:
            text = decode(path.read_bytes(), str(path))
            navigation = path.suffix.lower() in {".yml", ".yaml"}
            outline = topics.read_navigation(text) if navigation else topics.read_contents(text)
    except (OSError, ValueError) as error:
        raise OutlineError([_no_contents(path, str(error))]) from error
    if not outline.topics:
        raise OutlineError(
            [_no_contents(path, _NOTHING.get(path.suffix.lower(), "holds no table of contents"))]
        )
    return outline


def set_outline(config: Config, outline: Outline, *, replace: bool = False) -> tuple[Problem, ...]:
    """Write docs/topics.yml; the rulings that the new outline has no topic for are told.

    Raises:
        OutlineError: when the file there is not what the tool derives itself, and `replace` is not set.
    """
    path, old = config.relative(config.outline_file), site.read_text(config.outline_file)
    topics.load(topics.dump(outline), path)  # what could not be read again is not to be written
    if old is None or _derived(config, old):
        site.write_text(config.outline_file, topics.dump(outline, given=True))
        return ()
    if topics.load(old, path).outline == outline:
        return ()
    if not replace:
        what = "is not as kbtools derived it: somebody may have edited it"
        hint = "add --replace: rulings, glossary, and what is known of topics of the same title are kept"
        raise OutlineError([Problem(path, 0, Severity.ERROR, Code.OUTLINE_KEPT, what, hint)])
    text, lost = topics.with_topics(old, path, outline)
    site.write_edited(config.outline_file, text)
    return tuple(_lost(path, item, topic) for item, topic in lost.items())


def doubtful(placement: Placement) -> bool:
    """Whether an item is unplaced, or placed so faintly that a person should look at it."""
    return topics.doubtful(placement)


def rule(config: Config, rulings: Mapping[ItemId, TopicSlug]) -> None:
    """Write a person's rulings into docs/topics.yml.

    Raises:
        OutlineError: when the file cannot be used.
    """
    path, text = config.relative(config.outline_file), _text(config)
    site.write_edited(config.outline_file, topics.with_rulings(text, path, rulings))


def answer(
    config: Config,
    *,
    added: Sequence[str] = (),
    declined: Sequence[str] = (),
    under: str | None = None,
    after: str | None = None,
) -> None:
    """Write a person's answers to proposals into docs/topics.yml: topics to add, titles to propose no more.

    Args:
        config: The knowledge base.
        added: Titles; with no place told, each goes below the topic it stands under in the notes, else last.
        declined: Titles.
        under: The topic below which the added ones come last, by slug, number, title or alias.
        after: The topic behind which they come.

    Raises:
        OutlineError: when the file cannot be used, a title gives a slug that is taken, or no one topic has
            the name of the place.
    """
    path, text = config.relative(config.outline_file), _text(config)
    outline = topics.load(text, path).outline
    places: Mapping[str, topics.Spot]
    if name := under or after:
        places = dict.fromkeys(added, topics.Spot(_the_one(outline, name, path), is_after=bool(after)))
    else:
        readings = [sources.read(one) for one in intake.sources(config)[0]] if added else []
        places = topics.spots(readings, outline, added)
    written = topics.with_declined(topics.with_added(text, path, added, places), path, declined)
    site.write_edited(config.outline_file, written)


def _the_one(outline: Outline, name: str, path: str) -> TopicSlug:
    """The topic of that name.

    Raises:
        OutlineError: when there is none, or more than one.
    """
    found = outline.named(name)
    if len(found) == 1:
        return found[0].slug
    every = [known for topic in outline.walk() for known in (topic.slug, topic.title, *topic.aliases)]
    what = f"there is no topic `{name}`{did_you_mean(name, every)}"
    if found:
        what = f"`{name}` names {len(found)} topics: {', '.join(topic.slug for topic in found)}"
    hint = "name one by its slug: `kbtools outline --json` lists them"
    raise OutlineError([Problem(path, 0, Severity.ERROR, Code.TOPIC_UNKNOWN, what, hint)])


def keep(
    config: Config, places: Iterable[tuple[str, Lines]]
) -> tuple[Mapping[str, Mapping[int, str]], tuple[Problem, ...]]:
    """Write lines that were left out and that a person wants to see into docs/topics.yml.

    A source goes by its name, its id, or its path as `kbtools inspect` takes it.

    Returns:
        What is kept now, by source and 1-based line, and a problem for every line that was not left out.

    Raises:
        OutlineError: when the file cannot be used.
    """
    path, text = config.relative(config.outline_file), _text(config)
    readings = {one.name: sources.read(one) for one in intake.sources(config)[0]}
    names = {str(reading.source.id): name for name, reading in readings.items()}
    kept: dict[str, dict[int, str]] = {}
    problems: list[Problem] = []
    stored = f"{config.relative(config.sources_dir)}/"
    for typed, lines in places:
        name = typed.removeprefix(stored)
        reading = readings.get(name) or readings.get(names.get(name, ""))
        if reading is None:
            problems.append(_no_source(name, {*readings, *names}))
            continue
        found, told = _left_out(reading, lines)
        problems += told
        if found:
            kept.setdefault(reading.source.name, {}).update(found)
    if kept:
        site.write_edited(config.outline_file, topics.with_kept(text, path, kept))
    return kept, tuple(problems)


def _left_out(reading: Reading, lines: Lines) -> tuple[dict[int, str], list[Problem]]:
    """The beginnings of the lines that were left out, and a problem for each that was not."""
    texts = split_lines(reading.source.text)
    whole = [drop.lines for drop in reading.drops if drop.columns is None]
    hidden = sources.hidden(reading)
    found: dict[int, str] = {}
    problems = []
    for line, text in enumerate(texts[lines.start - 1 : lines.end], lines.start):
        if any(line in one for one in whole) and text.strip():
            found[line] = sources.beginning(text)
        elif text.strip():
            is_hidden = any(line in one for one in hidden)
            problems.append(_not_left_out(reading, line, len(texts), is_hidden=is_hidden))
    if lines.end > len(texts):
        problems.append(_not_left_out(reading, lines.end, len(texts)))
    return found, problems


def _not_left_out(reading: Reading, line: int, count: int, *, is_hidden: bool = False) -> Problem:
    what = "this line was not left out" if line <= count else f"the source has only {count} lines"
    hint = f"`kbtools inspect docs/.sources/{reading.source.name}` names the lines that were"
    if is_hidden:
        what = "its author hid this from readers, or it is private; it is not brought back"
        hint = "take the `%%` or `<!--` off in your own copy and import it again"
    return Problem(reading.source.name, line, Severity.WARNING, Code.LINE_SHOWN, what, hint)


def _no_source(name: str, known: Iterable[str]) -> Problem:
    what = f"there is no source of this name{did_you_mean(name, known)}"
    hint = "see `kbtools status` for the sources there are"
    return Problem(name, 0, Severity.ERROR, Code.SOURCE_MISSING, what, hint)


def _text(config: Config) -> str:
    """The outline's file; what the tool would write when there is none yet."""
    text = site.read_text(config.outline_file)
    if text is not None:
        return text
    return topics.dump(topics.derive([sources.read(one) for one in intake.sources(config)[0]]))


def _derived(config: Config, text: str) -> bool:
    """Whether the outline is to the letter what the tool derives from the sources there are."""
    readings = [sources.read(one) for one in intake.sources(config)[0]]
    return text == topics.dump(topics.derive(readings))


def _no_contents(path: Path, what: str) -> Problem:
    hint = (
        "give a text or Markdown file with a title a line, a mkdocs.yml with a nav, or a PDF with bookmarks"
    )
    return Problem(str(path), 0, Severity.ERROR, Code.OUTLINE_UNREADABLE, what, hint)


def _lost(path: str, item: ItemId, topic: TopicSlug) -> Problem:
    what = f"the new outline has no topic `{topic}`, where you put {item}; the ruling is kept as a comment"
    hint = f"run `kbtools topics move {item} TOPIC`"
    return Problem(path, 0, Severity.WARNING, Code.RULING_LOST, what, hint)
