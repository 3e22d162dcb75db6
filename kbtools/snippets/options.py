"""What a note's `<!-- kb: … -->` comment says of the snippet under it."""

import re
from dataclasses import dataclass, field

from kbtools.model import Options

_COMMENT = re.compile(r"\s*<!--\s*kb:(?P<words>[^>]*?)-->\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Directive:
    """The options of a snippet, and whether the fence under the comment is an output."""

    options: Options = field(default_factory=Options)
    output: bool = False


def directive(text: str) -> Directive | None:
    """What a block says of the fence under it; None for a block that is anything but such comments."""
    found = list(_COMMENT.finditer(text))
    if not found or _COMMENT.sub("", text).strip():
        return None
    words = [word for match in found for word in re.split(r"[\s,|]+", match["words"]) if word]
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


def _seconds(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) and float(text) > 0 else None
