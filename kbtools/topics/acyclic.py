"""Work that makes a great many small records and no cycle among them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Inside, Python does not look for records that hold each other: as there are none, it would find none.

    Each search goes through every record of the process, so their cost grows faster than the records; for a
    hundred thousand items it is half of what recalling them takes.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
