"""A person's hand in the outline: a table of contents instead of the derived one, and rulings."""

from collections.abc import Mapping
from pathlib import Path

from kbtools import intake, site, sources, topics
from kbtools.config import Config
from kbtools.model import ItemId, Outline, Placement, TopicSlug
from kbtools.problems import Code, OutlineError, Problem, Severity


def read_outline(path: Path) -> Outline:
    """The outline that a table of contents, a mkdocs.yml or a PDF gives.

    Raises:
        OutlineError: when it cannot be read, or holds no title.
    """
    try:
        if path.suffix.lower() == ".pdf":
            from kbtools.topics.pdf_contents import read_pdf  # noqa: PLC0415 - loads a library of 7 MB

            outline = read_pdf(path)
        else:
            text = sources.decode(path.read_bytes(), str(path))
            navigation = path.suffix.lower() in {".yml", ".yaml"}
            outline = topics.read_navigation(text) if navigation else topics.read_contents(text)
    except (OSError, ValueError) as error:
        raise OutlineError([_no_contents(path, str(error))]) from error
    if not outline.topics:
        raise OutlineError([_no_contents(path, "holds no table of contents")])
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
    site.write_text(config.outline_file, text)
    return tuple(_lost(path, item, topic) for item, topic in lost.items())


def doubtful(placement: Placement) -> bool:
    """Whether an item is unplaced, or placed so faintly that a person should look at it."""
    return topics.doubtful(placement)


def rule(config: Config, rulings: Mapping[ItemId, TopicSlug]) -> None:
    """Write a person's rulings into docs/topics.yml.

    Raises:
        OutlineError: when the file cannot be used.
    """
    path, text = config.relative(config.outline_file), site.read_text(config.outline_file)
    if text is None:
        text = topics.dump(topics.derive([sources.read(one) for one in intake.sources(config)[0]]))
    site.write_text(config.outline_file, topics.with_rulings(text, path, rulings))


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
