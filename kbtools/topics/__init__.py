"""Items to topics: the outline, and where every item is shown, with the reason."""

from kbtools.topics.decide import doubtful
from kbtools.topics.join import join
from kbtools.topics.outlines.answers import with_added, with_declined
from kbtools.topics.outlines.contents import read_contents
from kbtools.topics.outlines.derive import derive
from kbtools.topics.outlines.kept import KeptLines, with_kept
from kbtools.topics.outlines.navigation import read_navigation
from kbtools.topics.outlines.outline import OutlineFile, dump, load
from kbtools.topics.outlines.propose import Proposal, propose
from kbtools.topics.outlines.replace import with_topics
from kbtools.topics.outlines.rulings import with_rulings
from kbtools.topics.outlines.spots import Spot, spots
from kbtools.topics.place import Placed
from kbtools.topics.recall import Memory
from kbtools.topics.relate import relate
from kbtools.topics.shelves import place, place_all

__all__ = [
    "KeptLines",
    "Memory",
    "OutlineFile",
    "Placed",
    "Proposal",
    "Spot",
    "derive",
    "doubtful",
    "dump",
    "join",
    "load",
    "place",
    "place_all",
    "propose",
    "read_contents",
    "read_navigation",
    "relate",
    "spots",
    "with_added",
    "with_declined",
    "with_kept",
    "with_rulings",
    "with_topics",
]
