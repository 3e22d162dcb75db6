"""The tokens of a snippet as they are compared: without layout, remarks and prompts, quotes of one kind."""

import ast
import re
import textwrap
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kbtools.model import Contradiction

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
_OPENING, _CLOSING, _QUOTES = frozenset("([{"), frozenset(")]}"), frozenset("\"'")
_PROMPT = re.compile(r"(?m)^[ \t]*(?:>>>|\.\.\.|In \[\d+\]:)[ ]?")
_PRINT = re.compile(r"(?m)^([ \t]*)print[ \t]+(?![(=.,>\[])([^#\n]*[^#\n\s,\\])(?=[ \t]*(?:#|$))")
# As Python 2 wrote it.
_KINDS = {
    "number": Contradiction.NUMBER,
    "name": Contradiction.IDENTIFIER,
    "sign": Contradiction.SIGN,
    "string": Contradiction.IDENTIFIER,
}
_IMPORT = re.compile(r"(?m)^[ \t]*(?:import|from)[ \t].*$")
_LONG = 15
# Digits from which a float is no more what was written.
_DECIMAL, _DIGITS = re.compile(r"-?\d{1,12}\.\d{1,20}"), 3
# What has fewer digits may be another number.
_BLANKS = re.compile(r"\s+")
_ADDRESS = re.compile(r"(?: object)? at 0x[0-9A-Fa-f]+")
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
    return tuple(_without_last_commas(_tokens(_PRINT.sub(r"\1print(\2)", _PROMPT.sub("", code)))))


def body(code: str) -> tuple[Token, ...]:
    """The tokens without those of imports: an author may import more, or in another way."""
    return tokens(_IMPORT.sub("", _PROMPT.sub("", code)))


def says_much(code: str) -> int:
    """How many tokens say something: all but brackets, commas and what everybody imports."""
    return sum(token.kind is not None for token in body(code))


def structure(code: str) -> tuple[int, str]:
    """How many statements Python finds in code, and what it makes of them; 0 where it finds an error.

    White space may matter: it says which statements stand in a loop.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(textwrap.dedent(_PROMPT.sub("", code)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 0, ""
    return sum(isinstance(node, ast.stmt) for node in ast.walk(tree)), ast.dump(tree)


def variables(found: Sequence[Token]) -> frozenset[str]:
    """The names that code gives a value to."""
    names, depth = set(), 0
    for before, token in pairwise(found):
        depth += (before.said in _OPENING) - (before.said in _CLOSING)
        if token.said == "=" and depth == 0:
            names.add(before.said)
        elif before.said in {"for", "as"}:
            names.add(token.said)
    return frozenset(names)


def _tokens(code: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "mark", match[0]
        if kind == "string" and text[:1] == "'" and '"' not in text and text[:3] != "'''":
            text = f'"{text[1:-1]}"'
        if kind == "number":
            text = _value(text)
        if kind != "comment":
            yield Token(text, Contradiction.NEGATION if text == "not" else _KINDS.get(kind))


def _value(shown: str) -> str:
    """A number of one spelling: `6.` is `6.0` and `1e-3` is `0.001`; `6` counts and `6.0` measures."""
    digits = shown.replace("_", "")
    if digits.isdigit() or len(digits) > _LONG:
        return digits
    return repr(float(digits))


def _without_last_commas(found: Iterable[Token]) -> Iterator[Token]:
    """The tokens without the comma before a bracket's end, unless it makes a tuple of one."""
    commas, held = [0], None
    for token in found:
        if held and not (token.said in _CLOSING and commas[-1] > 1):
            yield held
        held = token if token.said == "," else None
        commas[-1] += held is not None
        if token.said in _OPENING:
            commas.append(0)
        elif token.said in _CLOSING and len(commas) > 1:
            commas.pop()
        if not held:
            yield token
    if held:
        yield held


def key(found: Sequence[Token]) -> str:
    """What two snippets that are the same up to white space have in common, glued statements included."""
    return "".join(
        _BLANKS.sub("\N{OPEN BOX}" if token.said[-1:] in _QUOTES else "", token.said) for token in found
    )


def printed(recorded: str | None) -> tuple[str, ...] | None:
    """The numbers and names of a recorded output, brackets, blanks and addresses left out; None for none."""
    if recorded is None or not recorded.strip():
        return None
    return tuple(_plain(text) for text in _NUMBER.findall(_ADDRESS.sub("", recorded)))


def _plain(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text.lower() else text


def same_but_for_digits(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two outputs are the same, shown with more digits behind the point in the one."""
    return len(one) == len(other) and all(
        own == there or _rounds(*sorted((own, there), key=len)) for own, there in zip(one, other, strict=True)
    )


def _rounds(short: str, long: str) -> bool:
    """Whether a number is another one with fewer digits, three at least."""
    digits = len(short.partition(".")[2])
    return (
        digits >= _DIGITS
        and _DECIMAL.fullmatch(short) is not None
        and _DECIMAL.fullmatch(long) is not None
        and f"{float(long):.{digits}f}" == short
    )
