"""Items to topics: the outline, and where every item is shown, with the reason."""

from kbtools.topics.answers import with_added, with_declined
from kbtools.topics.contents import read_contents
from kbtools.topics.derive import derive
from kbtools.topics.join import join
from kbtools.topics.kept import KeptLines, with_kept
from kbtools.topics.navigation_contents import read_navigation
from kbtools.topics.outline import OutlineFile, dump, load
from kbtools.topics.place import Placed
from kbtools.topics.propose import Proposal, doubtful, propose
from kbtools.topics.recall import Memory
from kbtools.topics.relate import relate
from kbtools.topics.replace import with_topics
from kbtools.topics.rulings import with_rulings
from kbtools.topics.shelves import place, place_all

__all__ = [
    "KeptLines",
    "Memory",
    "OutlineFile",
    "Placed",
    "Proposal",
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
    "with_added",
    "with_declined",
    "with_kept",
    "with_rulings",
    "with_topics",
]
