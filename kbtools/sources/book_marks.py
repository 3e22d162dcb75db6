"""What the tools of a book leave in its text: labels of sections and figures, switches between frameworks."""

import re
from collections.abc import Collection, Sequence

_MARK = re.compile(r":(?:label|eqlabel|width|height|begin_tab|end_tab):(?:`[^`\n]{0,200}`)?[ \t]*")


def book_marks(lines: Sequence[str], taken: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Lines that are nothing but such a mark, as runs from 0 with an exclusive end, outside what is taken."""
    found = {index for index, line in enumerate(lines) if line[:1] == ":" and _MARK.fullmatch(line)}
    held = {index for start, end in taken for index in range(start, end)} if found else set()
    return {(index, index + 1) for index in found - held}
