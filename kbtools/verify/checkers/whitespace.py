"""Alignment and line breaks that a copy lost."""

from kbtools.verify.checkers.tokens import tokens


def whitespace(recorded: str, got: str) -> str | None:
    """The same numbers, words and brackets; only the white space between them differs."""
    if [token.text for token in tokens(recorded)] == [token.text for token in tokens(got)]:
        return "The output is the recorded one up to white space."
    return None
