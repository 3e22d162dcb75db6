"""Random values: what can still be compared of them."""

import re

from kbtools.verify.checkers.spelling import respell
from kbtools.verify.checkers.tokens import Token, tokens

# Sizes are never random: `torch.Size([2, 3])`, `shape=(2, 3)`, `size=(2, 3)`, `(2, 3)` after the word shape.
_SIZE = re.compile(r"(?:torch\.Size|\bshape|\bsize)\W{0,4}?[(\[][\d,\s()\[\]]*", re.IGNORECASE)
_VALUES = {"True": "boolean", "False": "boolean", "nan": "float", "inf": "float"}
_SET = re.compile(r"\{[^{}:\[\]()]+\}")
_RANDOM = re.compile(
    r"#.*(?:\brandom\b|\bvar(?:y|ies)\b|uninitiali[sz]ed|随机|未初始化|不固定|不一样|(?:每次|各人|可能).{0,6}不同)",
    re.IGNORECASE,
)


def says_random(recorded: str) -> bool:
    """Whether a remark beside an output says that its values come out differently each time."""
    return bool(_RANDOM.search(recorded))


def shape(recorded: str, got: str) -> str | None:
    """Words, brackets, sizes, kinds of numbers equal; values, signs, the order of sets not compared."""
    left, right = map(_ordered, respell(recorded, got)[:2])
    if _skeleton(left) == _skeleton(right) and _sizes(left) == _sizes(right):
        return "The values are random; their structure, shapes and types are the recorded ones."
    return None


def _ordered(text: str) -> str:
    """A text with the elements of every flat set in one order: strings hash differently in each process."""
    return _SET.sub(lambda found: f"{{{', '.join(sorted(found[0][1:-1].split(', ')))}}}", text)


def _skeleton(text: str) -> list[str]:
    found = tokens(text)
    before = ("", *(token.text for token in found))
    return [mask for token, last in zip(found, before, strict=False) if (mask := _mask(token, last))]


def _mask(token: Token, before: str) -> str:
    """What a token is; the value of a keyword such as `requires_grad=True` is itself."""
    if token.number:
        return "integer" if token.whole else "float"
    if token.text in _VALUES and before != "=":
        return _VALUES[token.text]
    return "" if token.text in {"+", "-"} else token.text


def _sizes(text: str) -> list[list[str]]:
    return [re.findall(r"\d+", match.group()) for match in _SIZE.finditer(text)]
