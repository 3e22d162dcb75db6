"""Files in: to docs/.sources byte for byte, and from there as sources."""

from kbtools.intake.add import Found, Import, Imported, Progress, add
from kbtools.intake.freshness import is_behind, is_light
from kbtools.intake.own_pages import own_pages
from kbtools.intake.stored import source, sources

__all__ = [
    "Found",
    "Import",
    "Imported",
    "Progress",
    "add",
    "is_behind",
    "is_light",
    "own_pages",
    "source",
    "sources",
]
