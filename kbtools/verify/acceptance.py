"""What green says of a snippet whose expected output a person chose: nothing of its note."""

from kbtools.model import Snippet

CUT = "[the rest of the output is not kept]\n"
"""How the output ends of a snippet that prints more than is kept."""


def by_a_person(snippet: Snippet) -> str:
    """Why it is green: a person said so, and nothing of what the note says was shown to be true."""
    if (snippet.noted or "").strip():
        return "Its output is the one that a person accepted; its note records another."
    return "Its output is the one that a person accepted; its note records none."
