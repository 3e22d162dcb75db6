"""Changes of layout that bring lost code back: one rule a file, applied in the order of this tuple."""

from collections.abc import Callable
from dataclasses import dataclass

from kbtools.snippets.repairs import (
    commented,
    comments,
    continued,
    display,
    glued,
    glued_comment,
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


REPAIRS: tuple[Repair, ...] = (
    Repair("prompts", prompts.apply, replaces=True),
    Repair("magics", magics.apply, replaces=True),
    Repair("punctuation", punctuation.apply, replaces=True),
    Repair("margin", margin.apply, replaces=True),
    Repair("continued", continued.apply),
    Repair("slash-comments", slashes.apply),
    Repair("wrapped-comments", comments.apply),
    Repair("glued-comment", glued_comment.apply),
    Repair("glued-statements", glued.apply, most=24),
    Repair("indentation", indentation.apply, most=16),
    Repair("show-assignment", display.apply),
    Repair(commented.NAME, commented.apply, most=8),
)
