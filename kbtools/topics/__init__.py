"""Items to topics: the outline, and where every item is shown, with the reason."""

from kbtools.topics.derive import derive
from kbtools.topics.outline import OutlineFile, dump, load
from kbtools.topics.place import place

__all__ = ["OutlineFile", "derive", "dump", "load", "place"]
