"""Names that cannot be mixed up: of sources, items, topics and snippets."""

from typing import NewType

SourceId = NewType("SourceId", str)
"""Slug of a source: the stem of its page, its snippets file and its notebook."""
ItemId = NewType("ItemId", str)
"""Stable anchor of an item, unique in the knowledge base; survives edits elsewhere in the source."""
TopicSlug = NewType("TopicSlug", str)
"""Slug of a topic: the stem of its page."""
SnippetId = NewType("SnippetId", str)
"""`<source id>/<digest of the code>`, with `-2`, `-3` for repeats; survives moves inside the source."""
