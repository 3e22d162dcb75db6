"""The outline of a knowledge base and where everything stands in it, with what the last build found."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kbtools import site, topics
from kbtools.config import Config
from kbtools.model import ItemId, Outline, Page, Placement, Reading, Related, TopicSlug
from kbtools.problems import Code, Problem, Severity, did_you_mean


@dataclass(frozen=True, slots=True)
class Shown:
    """Where every item is shown."""

    outline: Outline
    new: tuple[Page, ...]
    """The file of the outline, when there was none."""
    placements: Mapping[ItemId, Placement]
    related: Mapping[TopicSlug, tuple[Related, ...]]
    proposals: tuple[topics.Proposal, ...]
    """Topics that the outline may want."""
    problems: tuple[Problem, ...]


def written_outline(config: Config) -> topics.OutlineFile | None:
    """The person's outline; None when there is none yet.

    Raises:
        OutlineError: all that is wrong with it.
    """
    path = config.relative(config.outline_file)
    text = site.read_text(config.outline_file, path)
    return None if text is None else topics.load(text, path)


def placed(config: Config, readings: Sequence[Reading], written: topics.OutlineFile | None) -> Shown:
    """A place for every item; what has not changed since the last time is recalled from docs/.cache."""
    file, new = (written, ()) if written else _new_outline(config, readings)
    memory = Recalled(config.docs_dir / ".cache" / "topics")
    found = topics.place_all(readings, file.outline, file.rulings, file.glossary, memory)
    memory.forget_the_rest()
    vain = (*_rulings_in_vain(config, file.rulings, found.placements), *_no_topics(config, file.outline))
    related = topics.relate(file.outline, found.placements.values(), found.words, file.glossary)
    proposals = topics.propose(readings, file.outline, found.placements, file.glossary, file.declined)
    return Shown(file.outline, new, found.placements, related, proposals, vain)


@dataclass(slots=True)
class Recalled:
    """What earlier runs found, a file a key; whoever deletes the folder loses time and nothing else."""

    folder: Path
    used: set[str] = field(default_factory=set)

    def get(self, key: str) -> str | None:
        """What was kept under the key; None for nothing that can be read."""
        self.used.add(f"{key}.json")
        try:
            return (self.folder / f"{key}.json").read_text("utf-8", "surrogatepass")
        except (OSError, UnicodeDecodeError):
            return None

    def put(self, key: str, text: str) -> None:
        """Keep it; where nothing can be written, such as in a mount for reading, nothing is kept."""
        with suppress(OSError):
            site.write_bytes(self.folder / f"{key}.json", text.encode("utf-8", "surrogatepass"))

    def keep(self, key: str) -> None:
        """Keep what may be there, though nobody asks for it now."""
        self.used.add(f"{key}.json")

    def forget_the_rest(self) -> None:
        """Remove what this run did not ask for."""
        with suppress(OSError):
            for path in self.folder.glob("*.json"):
                if path.name not in self.used:
                    path.unlink(missing_ok=True)


def _new_outline(config: Config, readings: Sequence[Reading]) -> tuple[topics.OutlineFile, tuple[Page, ...]]:
    """The outline that the headings give, with the file to write when it has a topic."""
    outline = topics.derive(readings)
    path = config.relative(config.outline_file)
    new = (Page(path, topics.dump(outline), edited=True),) if outline.topics else ()
    return topics.OutlineFile(outline), new


def _no_topics(config: Config, outline: Outline) -> Iterator[Problem]:
    """A file that a person emptied: legal, and it costs every topic its page."""
    if not outline.topics and config.outline_file.is_file():
        what, hint = "names no topic, so every item is unplaced", "delete the file to have it derived anew"
        path = config.relative(config.outline_file)
        yield Problem(path, 0, Severity.WARNING, Code.OUTLINE_INVALID, what, hint)


def _rulings_in_vain(
    config: Config, rulings: Mapping[ItemId, TopicSlug], placements: Mapping[ItemId, Placement]
) -> Iterator[Problem]:
    """A person's word that reaches nobody: a slip of the pen, or an item whose source is gone."""
    for item in rulings.keys() - placements.keys():
        what = f"ruling for `{item}`: no item has this id{did_you_mean(item, placements)}"
        path, hint = config.relative(config.outline_file), "take the id from the item's permalink"
        yield Problem(path, 0, Severity.WARNING, Code.OUTLINE_INVALID, what, hint)
