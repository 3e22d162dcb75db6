"""Changes of layout that bring lost code back: one rule a file, applied in the order of this tuple."""

from collections.abc import Callable
from dataclasses import dataclass

from kbtools.snippets.repairs import (
    commented,
    comments,
    continued,
    display,
    glued,
    glued_bracket,
    glued_comment,
    glued_remark,
    indentation,
    magics,
    margin,
    prompts,
    punctuation,
    slashes,
)
from kbtools.snippets.rows import Draft


@dataclass(frozen=True, slots=True)
class Repair:
    """A rule: other layouts of a draft, likeliest first; none when it has nothing to mend."""

    name: str
    apply: Callable[[Draft, frozenset[str]], tuple[Draft, ...]]
    """Gets the draft and the names that the session knows."""
    replaces: bool = False
    """Whether the draft itself is beyond hope where the rule applies."""
    most: int = 192
    """How many drafts it is tried on, likeliest first."""
    longest: int = 400
    """Rows of code beyond which it is not tried: it asks for every row what all the others know."""


_ANY = 1_000_000
REPAIRS: tuple[Repair, ...] = (
    Repair("prompts", prompts.apply, replaces=True, longest=_ANY),
    Repair("magics", magics.apply, replaces=True, longest=_ANY),
    Repair("punctuation", punctuation.apply, replaces=True, longest=_ANY),
    Repair("margin", margin.apply, replaces=True, longest=_ANY),
    Repair("continued", continued.apply),
    Repair("slash-comments", slashes.apply),
    Repair("wrapped-comments", comments.apply),
    Repair("glued-comment", glued_comment.apply),
    Repair("glued-remark", glued_remark.apply),
    Repair("glued-bracket", glued_bracket.apply),
    Repair("glued-statements", glued.apply, most=24),
    Repair("indentation", indentation.apply, most=16),
    Repair("show-assignment", display.apply, longest=_ANY),
    Repair(commented.NAME, commented.apply, most=8),
)
