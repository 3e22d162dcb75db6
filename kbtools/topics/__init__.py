"""Items to topics: the outline, and where every item is shown, with the reason."""

from kbtools.topics.contents import read_contents, read_navigation
from kbtools.topics.derive import derive
from kbtools.topics.join import join
from kbtools.topics.kept import KeptLines, with_kept
from kbtools.topics.outline import OutlineFile, dump, load
from kbtools.topics.place import place
from kbtools.topics.propose import Proposal, doubtful, propose
from kbtools.topics.replace import with_topics
from kbtools.topics.rulings import with_rulings

__all__ = [
    "KeptLines",
    "OutlineFile",
    "Proposal",
    "derive",
    "doubtful",
    "dump",
    "join",
    "load",
    "place",
    "propose",
    "read_contents",
    "read_navigation",
    "with_kept",
    "with_rulings",
    "with_topics",
]
