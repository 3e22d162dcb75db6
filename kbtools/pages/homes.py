"""Which page shows a passage that stands in several topics: where it stands most surely."""

from collections.abc import Iterable

from kbtools.model import RULING, Join, Passage, PassageKind, TopicSlug
from kbtools.pages.catalogue import Catalogue

_MOST = 3
# Topics; what more of them say is a turn of phrase, and their pages do without it no better.


def home(join: Join, catalogue: Catalogue) -> TopicSlug | None:
    """The topic whose page shows it; None where every page shows its own copy.

    A highlight stands where it is in any case, so the page of the surest one has it; of notes alone the
    surest, a person's word before all, then the first. Code stands on every page: what stands around it
    needs it where it is.
    """
    passages = list(_shown(join.copies, catalogue))
    topics = {topic for _, topic in passages}
    if not 1 < len(topics) <= _MOST:
        return None
    # The first of several that are as sure.
    return max(passages, key=lambda pair: _sureness(pair[0], catalogue))[1]


def at_home(join: Join, topic: TopicSlug, catalogue: Catalogue) -> list[Passage]:
    """The copies on the page of a topic, in their order."""
    return [passage for passage, own in _shown(join.copies, catalogue) if own == topic]


def _shown(passages: Iterable[Passage], catalogue: Catalogue) -> Iterable[tuple[Passage, TopicSlug]]:
    for passage in passages:
        topic = catalogue.topic_of(passage.item) if passage.item in catalogue.entries else None
        if topic is not None and passage.kind is not PassageKind.CODE:
            yield passage, topic.slug


def _sureness(passage: Passage, catalogue: Catalogue) -> tuple[bool, bool, float]:
    placed = catalogue.placement(passage.item)
    # A heading may make a placement as sure.
    ruled = placed is not None and RULING in placed.reasons
    return passage.kind is PassageKind.QUOTE, ruled, placed.confidence if placed else 0.0
