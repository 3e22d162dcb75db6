"""An item together with the reading it comes from."""

from dataclasses import dataclass

from kbtools.model import Highlight, Item, Reading


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with the reading it comes from."""

    reading: Reading
    item: Item

    @property
    def is_highlight(self) -> bool:
        """Whether the item is a highlight; a note otherwise."""
        return isinstance(self.item, Highlight)
