"""Output cut into numbers, words and single characters; white space only separates."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

# A sign belongs to a number unless a word, a number or a closing bracket stands right before it.
_TOKEN = re.compile(
    r"(?P<number>(?<![\w)\].])[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?[jJ]?(?![\w]))"
    r"|(?P<word>[^\W\d]\w*|\d\w*)"
    r"|(?P<mark>\S)",
)
_CUT_BY_HAND = 3
"""Decimals from which on a number may be one whose further digits were left out."""
_FLOAT32_DIGITS = 8
"""More significant digits than this say more than a 32-bit float holds."""


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a word or one other character."""

    text: str
    number: bool

    @property
    def whole(self) -> bool:
        """Whether it is written as an integer."""
        return self.number and self.text.lstrip("+-").isdigit()

    @property
    def imaginary(self) -> bool:
        """Whether it is the imaginary part of a complex number."""
        return self.number and self.text[-1:] in "jJ"


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of an output in order; two outputs with equal tokens differ in white space only."""
    return tuple(Token(match.group(), match.lastgroup == "number") for match in _TOKEN.finditer(text))


def same(recorded: Token, got: Token) -> bool:
    """Whether a token says the same: words and integers to the letter, floats as the author printed them."""
    if recorded.text == got.text:
        return True
    if not (recorded.number and got.number) or recorded.whole or got.whole:
        return False
    if recorded.imaginary != got.imaginary:
        return False
    past, today = (each.text.lower().rstrip("j") for each in (recorded, got))
    try:
        return abs(Decimal(past) - Decimal(today)) <= _tolerance(past, today) or _cut_off(past, today)
    except InvalidOperation:
        return False


def _cut_off(recorded: str, got: str) -> bool:
    """Whether an author who wrote a long number by hand left its last digits out instead of rounding."""
    decimals = recorded.partition(".")[2]
    return (
        len(decimals) >= _CUT_BY_HAND
        and decimals.isdigit()
        and got.isascii()
        and "e" not in got
        and got.startswith(recorded)
    )


def _tolerance(recorded: str, got: str) -> Decimal:
    """Half a unit of the author's last digit; zero for `3.`, which is how a whole value is printed."""
    mantissa, _, exponent = recorded.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    if not decimals:
        return abs(Decimal(recorded)) * Decimal("1e-6") if exponent else Decimal(0)
    unit = Decimal(1).scaleb(int(exponent or 0) - decimals)
    digits = mantissa.lstrip("+-").replace(".", "").lstrip("0")
    value = max(abs(Decimal(recorded)), abs(Decimal(got)))
    # A value of 32 bits printed in full carries digits that differ from one processor to the next.
    coarse = value * Decimal("1e-6") if len(digits) > _FLOAT32_DIGITS else Decimal(0)
    return max(unit / 2, coarse)
