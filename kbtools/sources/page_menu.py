"""The menu that a site puts above the title of an article: short words, of which enough lead elsewhere."""

import re
from collections.abc import Sequence

from kbtools.sources.chrome_words import COUNT, CRUMBS, DAY, HEAD, NAVIGATION

_CJK = re.compile(r"[\u3400-\u9fff]")
_NAME_WORDS = 3
_NAME_LENGTH = 15
_LONGEST_CJK = 22
_ENOUGH = 3
_SHARE = 0.2
# Of the lines above a title, as few words as this are known of any site; the others are its own names.
_SLOGANS = 1
_LIST = 6
"""Lines; a shorter list of pages above a title may be the author's."""


def menu_length(head: Sequence[str]) -> int:
    """How many lines of a page's head stand above its title: those of a menu; 0 for none.

    Args:
        head: What is written from the top to the first sentence, bullets removed.
    """
    return _named_menu(head) or _own_list(head) or _plain_menu(head)


def is_name(text: str) -> bool:
    """Whether a line is as short as a name, a tag, the title of a column."""
    few = len(text.split()) <= _NAME_WORDS and not (_CJK.search(text) and len(text) > _LONGEST_CJK)
    return len(text) <= _NAME_LENGTH or few


def _plain_menu(head: Sequence[str]) -> int:
    """The lines at the top that are all known words of menus and bars."""
    count = 0
    while count < len(head) and (_leads(head[count]) or HEAD.fullmatch(head[count])):
        count += 1
    words = sum(len(text) for text in head[:count])
    sure = count > 1 or words > _NAME_LENGTH // 2 or any(HEAD.fullmatch(text) for text in head[:count])
    return count if count < len(head) and sure else 0


def _leads(text: str) -> bool:
    return bool(NAVIGATION.fullmatch(text) or CRUMBS.fullmatch(text))


def _is_bar(text: str) -> bool:
    return bool(HEAD.fullmatch(text) or DAY.fullmatch(text) or COUNT.fullmatch(text))


def _named_menu(head: Sequence[str]) -> int:
    """The lines above the title where known words of menus stand among the site's own names."""
    bar = next((position for position, text in enumerate(head) if position and _is_bar(text)), len(head))
    known = [position for position, text in enumerate(head[:bar]) if _leads(text)]
    if len(known) < _ENOUGH:
        return 0
    behind = known[-1] + 1
    slogans = sum(not is_name(text) and not _is_bar(text) for text in head[:behind])
    if slogans > _SLOGANS or len(known) < _SHARE * behind:
        return 0
    return behind + _title(head[behind:])


def _title(below: Sequence[str]) -> int:
    """Where the title stands over the next bar: the first line too long for a name, or the longest."""
    # A column is named before a point.
    free = [
        position
        for position, text in enumerate(below)
        if not _is_bar(text) and below[position + 1 : position + 2] != ["·"]
    ]
    bar = next((at for at, text in enumerate(below) if free and at > free[0] and _is_bar(text)), len(below))
    above = [position for position in free if position < bar]
    long = (position for position in above if not is_name(below[position]))
    return next(long, max(above, key=lambda position: len(below[position]), default=0))


def _own_list(head: Sequence[str]) -> int:
    """The lines above the last one where it stands among them too: a list of pages, and the page's title."""
    return len(head) - 1 if len(head) > _LIST and head[-1] in head[:-1] else 0
