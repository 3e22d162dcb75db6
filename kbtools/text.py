"""Lines, folding of compatibility characters, numerals, slugs and digests; knows nothing of notes."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kbtools.records import quick

if TYPE_CHECKING:
    from opencc import OpenCC

# Kangxi radicals and CJK compatibility ideographs look like the common character but never match it
# in a search. Only these blocks are folded: NFKC on whole text would also change mathematics.
RADICALS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_NOT_IN_SLUG = re.compile(r"[^\w\-]+")
SLUG_LENGTH = 60
"""Characters: with four bytes each and an ending, a name stays below the 255 bytes of a file system."""
CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES, _LARGE = {"十": 10, "百": 100, "千": 1000}, {"万": 10**4, "亿": 10**8}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_HALVES = re.compile("[\ud800-\udfff]")
# Of characters that a program cut in two: JSON may hold them, and OpenCC takes none.
_IN_BOTH = re.compile("[後於徵夥]")
# Traditional characters that GB 2312 has; those in other use today, such as `乾`, are not looked for.
_BLANKS = re.compile(r"\s+")


@quick
@dataclass(frozen=True, slots=True, order=True)
class Lines:
    """A run of whole lines of a source."""

    start: int
    """First line, 1-based."""
    end: int
    """Last line, 1-based, inclusive; equal to `start` for one line."""

    def __contains__(self, line: int) -> bool:
        """Whether a 1-based line lies in the run."""
        return self.start <= line <= self.end

    def covers(self, other: "Lines") -> bool:
        """Whether every line of `other` lies in the run."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Lines") -> bool:
        """Whether at least one line lies in both runs."""
        return self.start <= other.end and other.start <= self.end

    def __str__(self) -> str:
        """`12` for one line, `12-15` for more."""
        return str(self.start) if self.start == self.end else f"{self.start}-{self.end}"


Run = tuple[int, int]
"""A run of lines, 0-based, the end exclusive."""
Rows = tuple[int, Sequence[str]]
"""A run of lines: the number of the first, 0-based, and how they read."""


def gaps(taken: Iterable[Lines], count: int) -> Iterator[Run]:
    """The runs of lines around runs that are taken, empty ones too; 0-based, ends exclusive.

    Args:
        taken: In order, none over another.
        count: How many lines there are.
    """
    free = 0
    for lines in taken:
        yield free, lines.start - 1
        free = lines.end
    yield free, count


def written_gaps(taken: Iterable[Lines], lines: Sequence[str]) -> Iterator[Rows]:
    """Those of the runs around runs that are taken that hold more than empty lines."""
    for start, end in gaps(taken, len(lines)):
        if any(lines[start:end]):
            yield start, lines[start:end]


def split_lines(text: str) -> list[str]:
    r"""The lines without their ends, split at `\n` only: `splitlines` also breaks at U+0085 and kin."""
    return text.split("\n")


def fold_radicals(text: str) -> str:
    """The text with Kangxi radicals and compatibility ideographs as common characters; same length."""
    return text if text.isascii() else RADICALS.sub(_common, text)


def _common(match: re.Match[str]) -> str:
    folded = unicodedata.normalize("NFKC", match[0])
    return folded if len(folded) == 1 else match[0]


def simplified(text: str) -> str:
    """The text with traditional Chinese characters as simplified ones, for comparison: nobody is shown it."""
    return text if _is_simplified(text) else _converter().convert(_HALVES.sub("\ufffd", text))


def _is_simplified(text: str) -> bool:
    """Whether no character is a traditional one: GB 2312 has but few of them, and is soon asked."""
    if text.isascii():
        return True
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return not _IN_BOTH.search(text)


@cache
def _converter() -> "OpenCC":
    from opencc import OpenCC  # noqa: PLC0415 - the verifier runs where nothing is installed

    return OpenCC("t2s")


def chinese_number(numeral: str) -> int:
    """The value of a Chinese numeral: `十二`, `一百零三`; `一万二` counts thousands at its end."""
    total = section = digit = 0
    place = 10
    for one in numeral:
        if one in _LARGE:
            place = _LARGE[one]
            total += (section + digit or 1) * place
            section = digit = 0
        elif one in _PLACES:
            place = _PLACES[one]
            section += (digit or 1) * place
            digit = 0
        else:
            digit = CHINESE_DIGITS.get(one, 0)
            place = place if digit else 10
    return total + section + digit * place // 10


def roman_number(numeral: str) -> int:
    """The value of a Roman numeral below five hundred, in either case."""
    values = [_ROMAN[letter] for letter in numeral.lower()]
    signed = (-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
    return sum(signed)


def squash(text: str) -> str:
    """The text without any white space: what is left when layout does not count."""
    return _BLANKS.sub("", text)


def one_line(name: str) -> str:
    r"""The name of a file for a message: what ends a line, and every control character, as `\n` or `\x1b`."""
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), name)


def slug(title: str) -> str:
    """A file and anchor name: lower case, words joined by `-`, Chinese kept; empty for no word at all."""
    folded = unicodedata.normalize("NFKC", title).strip().lower()
    return _NOT_IN_SLUG.sub("-", folded).strip("-_")[:SLUG_LENGTH].rstrip("-_")


def digest(text: str, length: int = 12) -> str:
    """The first `length` hexadecimal digits of the SHA-256 of the text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
