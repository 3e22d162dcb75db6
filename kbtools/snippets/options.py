"""What a note's `<!-- kb: … -->` comment says of the snippet under it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kbtools.model import BlockKind, Options, Reading
from kbtools.problems import Code, Problem, Severity, did_you_mean

_COMMENT = re.compile(r"<!--\s*kb:(?P<words>[^>]*?)-->", re.DOTALL)
_QUOTE = re.compile(r"^(?:[ \t]*>)+", re.MULTILINE)
WORDS = ("skip", "output", "setup", "raises", "random", "timeout=", "needs=")
"""All that such a comment may hold; a word that ends in `=` takes a value."""


@dataclass(frozen=True, slots=True)
class Directive:
    """The options of a snippet, and whether the fence under the comment is an output."""

    options: Options = field(default_factory=Options)
    output: bool = False


def directive(text: str) -> tuple[str, Directive | None]:
    """The prose of a block, and what the comments at its end say of the fence under it; None without one."""
    prose, found = text, []
    while True:
        bare = _QUOTE.sub("", prose).rstrip()
        match = next((each for each in _COMMENT.finditer(bare) if each.end() == len(bare)), None)
        if match is None or bare[: match.start()].rpartition("\n")[2].strip():
            break
        found.append(match["words"])
        prose = bare[: match.start()].rstrip()
    return (prose, _directive(" ".join(reversed(found)))) if found else (text, None)


def _directive(text: str) -> Directive:
    words = _words(text)
    flags, values = set(words), dict(word.split("=", 1) for word in words if "=" in word)
    return Directive(
        Options(
            skip="skip" in flags,
            setup="setup" in flags,
            raises="raises" in flags,
            random="random" in flags,
            timeout=_seconds(values.get("timeout", "")),
            needs=tuple(need for need in values.get("needs", "").split("+") if need),
        ),
        output="output" in flags,
    )


def problems(reading: Reading) -> tuple[Problem, ...]:
    """Words in such comments that mean nothing, each with its line and the word it may be a slip of."""
    path = f"docs/.sources/{reading.source.name}"
    return tuple(
        Problem(path, block.first_line + above, Severity.WARNING, Code.OPTION_UNKNOWN, what, hint)
        for item in reading.items
        for block in item.body
        if block.kind in {BlockKind.PROSE, BlockKind.PLAIN}
        for above, what, hint in _faults(block.text)
    )


def _faults(text: str) -> Iterator[tuple[int, str, str]]:
    for match in _COMMENT.finditer(text):
        above = text.count("\n", 0, match.start())
        for word in _words(match["words"]):
            name, sign, value = word.partition("=")
            if name + sign not in WORDS:
                what = f"`{word}` in a kb comment means nothing{did_you_mean(name + sign, WORDS)}"
                yield above, what, f"write one of {', '.join(WORDS)}"
            elif name == "timeout" and _seconds(value) is None:
                yield above, f"`{word}` in a kb comment is no time", "write seconds, such as timeout=20"
            elif sign and not value:
                yield above, f"`{word}` in a kb comment has no value", "name what it needs: needs=cuda"


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s,|]+", text) if word]


def _seconds(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) and float(text) > 0 else None
