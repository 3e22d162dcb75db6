"""Shares such as `1/10`, which are the numbers that they come to."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import gcd

from kbtools.topics.joining.word import Sort, Word, word_of

_WORDS, _LONG = 3, 9
# Of a share: number, line and number; and digits from which a number is part of none.
_OPERATORS = frozenset({"/", "//", "*", "**", "^"})


def with_shares(found: Sequence[Word]) -> Iterator[Word]:
    """The words with every share as one number."""
    at = 0
    while at < len(found):
        share = None if found[at].sort is not Sort.NUMBER else _share(found, at)
        yield share or found[at]
        at += _WORDS if share else 1


def _share(found: Sequence[Word], at: int) -> Word | None:
    """The proper fraction in lowest terms that starts here: `6/10` may count steps, `2/1/2` is a path."""
    told, around = (
        found[at : at + _WORDS],
        (*found[max(0, at - 1) : at], *found[at + _WORDS : at + _WORDS + 1]),
    )
    if len(told) < _WORDS or told[1].said != "/" or any(word.said in _OPERATORS for word in around):
        return None
    if not all(word.said.isdigit() and len(word.said) < _LONG for word in told[::2]):
        return None
    above, below = (int(word.said) for word in told[::2])
    if not 0 < above < below or gcd(above, below) > 1:
        return None
    shown = f"{told[0].shown}/{told[2].shown}"
    return word_of(_value(Fraction(above, below)), Sort.NUMBER, shown, last=told[2].last)


def _value(share: Fraction) -> str:
    """As `0.5` is written where the digits end, else as `1/3`."""
    decimal = Decimal(share.numerator) / Decimal(share.denominator)
    return format(decimal.normalize(), "f") if Fraction(decimal) == share else str(share)
