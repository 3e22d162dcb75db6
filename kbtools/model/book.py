"""What the renderers get, and the pages they give."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kbtools.model.ids import ItemId, SnippetId, SourceId, TopicSlug
from kbtools.model.join import Joins
from kbtools.model.snippet import Session
from kbtools.model.source import Reading
from kbtools.model.topic import Outline, Placement, Related
from kbtools.model.verdict import Checked, Witness


@dataclass(frozen=True, slots=True)
class Book:
    """Everything the renderers need; each gets all of it, for an index needs all topics."""

    title: str
    language: str
    """`zh` or `en`: the language of labels; what authors wrote stays as it is."""
    readings: tuple[Reading, ...]
    """By source id."""
    outline: Outline
    placements: Mapping[ItemId, Placement]
    sessions: Mapping[SourceId, Session]
    checked: Mapping[SnippetId, Checked]
    """Only verdicts that still hold; a snippet that is missing here has not been run since it changed."""
    environments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    others: Mapping[SnippetId, tuple[Checked, ...]] = field(default_factory=dict)
    """What other environments show of a snippet, by the environment's name; only what still holds."""
    witnesses: Mapping[SnippetId, Witness] = field(default_factory=dict)
    """Copies that run, of snippets that do not."""
    joins: Joins = field(default_factory=Joins)
    """Passages that several sources have, as far as they are published."""
    related: Mapping[TopicSlug, tuple[Related, ...]] = field(default_factory=dict)
    """The topics that have items or words in common with one, best first."""


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the knowledge base that the pipeline gives."""

    path: str
    """Relative to the root of the knowledge base, with `/`."""
    text: str
    """All of it, or, when `opening` is set, what stands below the marker line."""
    opening: str | None = None
    """For a page whose head belongs to the person: what a new page's head holds. None elsewhere."""
    edited: bool = False
    """Whether it holds a person's edits below too: such a file is never removed as an orphan."""
