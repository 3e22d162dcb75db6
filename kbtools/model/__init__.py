"""The records that flow through the stages: frozen, slotted, a new one per stage."""

from kbtools.model.book import Book, Page
from kbtools.model.ids import ItemId, SnippetId, SourceId, TopicSlug
from kbtools.model.join import Conflict, Contradiction, Join, Joins, Passage, PassageKind, Variant
from kbtools.model.snippet import EDITED, CodeKind, Fence, Layout, Options, Role, Session, Snippet
from kbtools.model.source import (
    MATHEMATICS,
    Block,
    BlockKind,
    Drop,
    DropReason,
    Highlight,
    Item,
    Note,
    Place,
    Reading,
    Source,
    Unit,
)
from kbtools.model.topic import Guess, Outline, Placement, Topic
from kbtools.model.verdict import Checked, Grade, Results, Verdict

__all__ = [
    "EDITED",
    "MATHEMATICS",
    "Block",
    "BlockKind",
    "Book",
    "Checked",
    "CodeKind",
    "Conflict",
    "Contradiction",
    "Drop",
    "DropReason",
    "Fence",
    "Grade",
    "Guess",
    "Highlight",
    "Item",
    "ItemId",
    "Join",
    "Joins",
    "Layout",
    "Note",
    "Options",
    "Outline",
    "Page",
    "Passage",
    "PassageKind",
    "Place",
    "Placement",
    "Reading",
    "Results",
    "Role",
    "Session",
    "Snippet",
    "SnippetId",
    "Source",
    "SourceId",
    "Topic",
    "TopicSlug",
    "Unit",
    "Variant",
    "Verdict",
]
