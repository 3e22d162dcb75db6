"""The tokens of a snippet as they are compared: without layout, remarks and prompts, quotes of one kind."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kbtools.model import Contradiction
from kbtools.text import squash

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
    |(?P<string>[rRbBfFuU]{0,2}(?:\"\"\"[\s\S]*?\"\"\"|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'))
    |(?P<number>(?<![\w.])(?:\d[\d_]*\.?[\d_]*|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<name>\w+)
    |(?P<sign>\*\*=?|//=?|->|<<|>>|[-+*/%@&|^<>=!]=|[-+*/%@&|^<>=~!.])
    |(?P<mark>\S)
    """,
    re.VERBOSE,
)
_PROMPT = re.compile(r"(?m)^[ \t]*(?:>>>|\.\.\.|In \[\d+\]:)[ ]?")
_KINDS = {
    "number": Contradiction.NUMBER,
    "name": Contradiction.IDENTIFIER,
    "sign": Contradiction.SIGN,
    "string": Contradiction.IDENTIFIER,
}
_NUMBER = re.compile(r"-?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class Token:
    """One token of code."""

    said: str
    """As it is compared."""
    kind: Contradiction | None
    """What it would be if it alone differed; None for brackets and commas."""


def tokens(code: str) -> tuple[Token, ...]:
    """The tokens of any code; what is no Python is cut the same way."""
    return tuple(_tokens(_PROMPT.sub("", code)))


def _tokens(code: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "mark", match[0]
        if kind == "string" and text[:1] == "'" and '"' not in text and text[:3] != "'''":
            text = f'"{text[1:-1]}"'
        if kind != "comment":
            yield Token(text, _KINDS.get(kind))


def key(found: Sequence[Token]) -> str:
    """What two snippets that are the same up to white space have in common, glued statements included."""
    return squash("".join(token.said for token in found))


def printed(recorded: str | None) -> tuple[str, ...] | None:
    """The numbers and names of a recorded output, brackets and blanks left out; None for none."""
    if recorded is None or not recorded.strip():
        return None
    return tuple(_plain(text) for text in _NUMBER.findall(recorded))


def _plain(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text.lower() else text
