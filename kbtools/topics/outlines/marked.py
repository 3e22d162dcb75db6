"""An outline made of highlights alone: of their tags, else of the chapters that they stand in."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.resources import files

from kbtools.model import Highlight, Reading, Topic
from kbtools.topics.glossary import Concept
from kbtools.topics.outlines.sameness import Sameness
from kbtools.topics.outlines.topic_titles import no_topic, shown
from kbtools.topics.outlines.tree import new_topic, unique_slugs
from kbtools.topics.titles import key, structural

# Tags that tell how a passage was marked, not what it is about.
_MARKING = frozenset(files("kbtools.topics.outlines").joinpath("marking_tags.txt").read_text("utf-8").split())


def of_highlights(readings: Sequence[Reading], concepts: Sequence[Concept] = ()) -> tuple[Topic, ...]:
    """The topics that the highlights give; empty where nothing tells what they are about."""
    items = [item for one in readings for item in one.items if isinstance(item, Highlight)]
    rules: tuple[Callable[[Sequence[Highlight]], Iterator[tuple[str, ...]]], ...] = (_tags, _chapters)
    return next((topics for rule in rules if (topics := _tree(list(rule(items)), concepts))), ())


def _tags(items: Iterable[Highlight]) -> Iterator[tuple[str, ...]]:
    """Every tag with what it is nested in: `a/b` stands in `a`."""
    for item in items:
        for tag in item.tags:
            parts = tag.split("/")
            if not any(key(part) in _MARKING or structural(part) for part in parts):
                yield from (tuple(parts[:end]) for end in range(1, len(parts) + 1))


def _chapters(items: Iterable[Highlight]) -> Iterator[tuple[str, ...]]:
    """The innermost heading above each."""
    for item in items:
        named = [title for title in item.headings if not no_topic(title)]
        if named:
            yield (shown(named[-1]),)


def _tree(paths: Sequence[tuple[str, ...]], concepts: Sequence[Concept]) -> tuple[Topic, ...]:
    """The paths as a tree, one topic for all names of a thing; a topic has its paths for tags."""
    sameness = Sameness(([title] for path in paths for title in path), concepts)
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for path in paths:
        found.setdefault(tuple(map(sameness.name, path)), []).append(path)
    return unique_slugs(_topic(names, found) for names in found if len(names) == 1)


def _topic(names: tuple[str, ...], found: Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]) -> Topic:
    tags = tuple(dict.fromkeys("/".join(path) for path in found[names]))
    below = tuple(_topic(one, found) for one in found if one[:-1] == names)
    return new_topic(found[names][0][-1], children=below, tags=tags)
