"""The small knowledge base of `kbtools init --demo`: a source of each kind, about a first PyTorch course."""

from collections.abc import Iterable
from importlib.resources import files as _resources

SOURCES: tuple[str, ...] = (
    "blog-tensor-notes.txt",
    "course-slides.md",
    "my-own-notes.md",
    "pytorch-course-highlights.md",
    "study-notes.md",
)
"""File names of the demo's sources, sorted."""


def files() -> Iterable[tuple[str, bytes]]:
    """Name and content of every source, byte for byte, in the order of SOURCES."""
    folder = _resources(__name__) / "sources"
    for name in SOURCES:
        yield name, (folder / name).read_bytes()
