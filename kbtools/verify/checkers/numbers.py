"""Numbers that were rounded, or printed by another version."""

from kbtools.verify.checkers.tokens import Token, same, tokens


def numbers(recorded: str, got: str) -> str | None:
    """Every float equal at the precision the author printed; integers, words and brackets to the letter."""
    return "Every number is the recorded one at the precision recorded." if agree(recorded, got) else None


def agree(recorded: str, got: str) -> bool:
    """Whether two outputs have the same tokens, floats compared as numbers."""
    left, right = tokens(recorded), tokens(got)
    return len(left) == len(right) and all(map(_same, left, right))


def _same(recorded: Token, got: Token) -> bool:
    return same(recorded, got)
