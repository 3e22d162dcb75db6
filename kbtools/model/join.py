"""Passages that several sources hold: the same one, and the same one told otherwise."""

from dataclasses import dataclass
from enum import StrEnum

from kbtools.model.ids import ItemId, SnippetId, SourceId
from kbtools.text import Lines


class PassageKind(StrEnum):
    """What a passage is made of."""

    QUOTE = "quote"
    """The passage of a highlight."""
    TEXT = "text"
    """A paragraph, a line of a list, a line of text without markup."""
    CODE = "code"
    """A snippet."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest thing that is compared with others: one piece of one item."""

    source: SourceId
    item: ItemId
    kind: PassageKind
    lines: Lines
    """Where it stands in the source."""
    text: str
    """As it stands; of code the layout that ran, else the one likeliest."""
    block: int = -1
    """Index of its block in the body of the item; -1 for a quote and for code."""
    start: int = 0
    """Of a text its first character in the text of the block."""
    end: int = 0
    """Behind its last one."""
    snippet: SnippetId | None = None
    """None for what is no code."""


@dataclass(frozen=True, slots=True)
class Join:
    """One passage in several sources, or one that holds passages of other sources."""

    copies: tuple[Passage, ...]
    """The same passage, the fullest first, then by source and line."""
    inside: tuple[Passage, ...] = ()
    """Passages of other sources that are a part of it, such as a sentence of a paragraph."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All of them."""
        return (*self.copies, *self.inside)


class Contradiction(StrEnum):
    """What differs in what is otherwise the same."""

    NUMBER = "number"
    SIGN = "sign"
    IDENTIFIER = "identifier"
    NEGATION = "negation"
    WORD = "word"
    """One word against its opposite, such as row and column."""
    OUTPUT = "output"
    """The same code with another recorded output."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to tell a passage."""

    said: str
    """The words that the others have otherwise; empty where they have some and it has none."""
    passages: tuple[Passage, ...]
    """By source and line; not empty."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A passage that sources tell in ways that cannot all be right."""

    id: str
    """Stable while the variants are: digest of their words."""
    kind: Contradiction
    variants: tuple[Variant, ...]
    """The one that most sources have first; at least two."""


@dataclass(frozen=True, slots=True)
class Joins:
    """All that sources have in common."""

    joins: tuple[Join, ...] = ()
    """By source and line of the first copy."""
    conflicts: tuple[Conflict, ...] = ()
    """The same order."""
