"""Which heading stands under which: by level, or by number where levels cannot be trusted."""

from collections.abc import Sequence
from dataclasses import replace

from kbtools.sources.headings import Heading


def nest_by_level(headings: Sequence[Heading]) -> list[Heading]:
    """The headings with their paths, each under the last one of a lower level."""
    open_ones: list[Heading] = []
    nested = []
    for heading in headings:
        while open_ones and open_ones[-1].level >= heading.level:
            open_ones.pop()
        open_ones.append(heading)
        nested.append(replace(heading, path=tuple(above.title for above in open_ones)))
    return nested


def nest_by_number(headings: Sequence[Heading]) -> list[Heading]:
    """The headings with their paths, `1.3.2` under `1.3` whatever its level, the others by level below.

    A PDF conversion takes the size of letters for depth, so slide titles come out above their section.
    """
    chapters = _chapters(headings)
    known: dict[str, tuple[str, ...]] = {}
    base: tuple[str, ...] = ()
    below: list[Heading] = []
    nested = []
    for index, heading in enumerate(headings):
        parent = heading.number.rpartition(".")[0]
        if index in chapters or parent in known:
            base = (*known.get(parent, ()), heading.title)
            known[heading.number] = base
            below = []
            nested.append(replace(heading, path=base))
            continue
        while below and below[-1].level >= heading.level:
            below.pop()
        below.append(heading)
        nested.append(replace(heading, path=(*base, *(above.title for above in below))))
    return nested


def _chapters(headings: Sequence[Heading]) -> set[int]:
    """Indices of headings `2.` that a heading `2.1` follows before any other dotted number."""
    chapters = set()
    following = ""
    for index in range(len(headings) - 1, -1, -1):
        number = headings[index].number
        if "." in number:
            following = number
        elif number and following.startswith(f"{number}."):
            chapters.add(index)
            following = ""
    return chapters
