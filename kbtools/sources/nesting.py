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


def nest(headings: Sequence[Heading]) -> list[Heading]:
    """The headings with their paths: by level, or by number where the levels deny what the numbers say."""
    return nest_by_number(headings) if _denied(headings) else nest_by_level(headings)


def _denied(headings: Sequence[Heading]) -> bool:
    """Whether `1.2` stands no deeper than `1`, more than once and more often than not."""
    levels: dict[str, int] = {}
    right = wrong = 0
    for heading in headings:
        parent = levels.get(heading.number.rpartition(".")[0])
        if parent is not None and "." in heading.number:
            right += heading.level > parent
            wrong += heading.level <= parent
        levels[heading.number] = heading.level
    return wrong > max(1, right)


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
        _put(below, heading)
        nested.append(replace(heading, path=(*base, *(above.title for above in below))))
    return nested


def _put(below: list[Heading], heading: Heading) -> None:
    """Put a heading on the open ones, beside its predecessor in the count or by its level."""
    level = heading.level
    for position in range(len(below) - 1, -1, -1):
        if _follows(below[position], heading):
            level = below[position].level
            break
    while below and below[-1].level >= level:
        below.pop()
    below.append(replace(heading, level=level))


def _follows(before: Heading, after: Heading) -> bool:
    """Whether two headings count one up in the same style: `一、` and `二、`, `1.` and `2.`."""
    if not (before.number.isdecimal() and after.number.isdecimal()):
        return False
    same_style = _style(before) == _style(after)
    return same_style and int(after.number) == int(before.number) + 1


def _style(heading: Heading) -> str:
    first = heading.raw.lstrip("*_ ")[:1]
    return "1" if first.isdecimal() else "(" if first in "(（" else "一"


def _chapters(headings: Sequence[Heading]) -> set[int]:
    """Indices of headings `2.` whose next dotted number is `2.1`: the others count something smaller."""
    chapters = set()
    following = ""
    for index in range(len(headings) - 1, -1, -1):
        number = headings[index].number
        if "." in number:
            following = number
        elif number and following == f"{number}.1":
            chapters.add(index)
            following = ""
    return chapters
