"""Lines, folding, slugs and digests."""

import pytest

from kbtools.text import (
    SLUG_LENGTH,
    Lines,
    chinese_number,
    digest,
    fold_radicals,
    roman_number,
    simplified,
    slug,
    split_lines,
    squash,
)


def test_lines_are_split_at_line_feeds_only() -> None:
    """U+0085 and its kin stand inside lines: `splitlines` would move every number after them."""
    text = "a\u0085b\u2028c\x0cd\ne"

    assert split_lines(text) == ["a\u0085b\u2028c\x0cd", "e"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("\u2f00\u2f64", "一用"),
        ("\uf98e", "年"),
        ("x² ½ ﬁ", "x² ½ ﬁ"),
        ("plain", "plain"),
        ("\ue000", "\ue000"),
    ],
)
def test_radicals_are_folded_and_nothing_else(text: str, folded: str) -> None:
    """Kangxi radicals and compatibility ideographs become common characters; mathematics stays."""
    assert fold_radicals(text) == folded


def test_folding_keeps_every_position() -> None:
    """A folded text is as long as the original, so offsets stay right."""
    text = "".join(map(chr, [*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)]))

    assert len(fold_radicals(text)) == len(text)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("自动微分 (autograd)", "自动微分-autograd"),
        ("Ｆｕｌｌ Width", "full-width"),
        ("a/b\\c..d", "a-b-c-d"),
        ("！？", ""),
        ("x.grad.zero_()", "x-grad-zero"),
    ],
)
def test_slug_is_a_safe_name(title: str, name: str) -> None:
    """Words joined by hyphens; nothing that a path or an anchor could trip over."""
    assert slug(title) == name


def test_slug_of_a_long_title_fits_a_file_name() -> None:
    """Even four-byte characters stay below the 255 bytes of a file system."""
    name = slug("𠮷" * 500)

    assert len(name) == SLUG_LENGTH
    assert len(name.encode()) < 250


def test_lines_know_what_they_hold() -> None:
    """Inclusive at both ends."""
    lines = Lines(3, 5)

    assert (3 in lines, 5 in lines, 6 in lines) == (True, True, False)
    assert lines.covers(Lines(4, 5))
    assert not lines.covers(Lines(4, 6))
    assert lines.overlaps(Lines(5, 9))
    assert (str(lines), str(Lines(7, 7))) == ("3-5", "7")


def test_squash_leaves_no_white_space() -> None:
    """What is left when layout does not count."""
    assert squash(" a\tb\n\u3000c ") == "abc"


def test_digest_takes_any_text() -> None:
    """A lone surrogate, as broken input may hold, does not stop it."""
    assert digest("\ud800") != digest("")
    assert len(digest("x", 8)) == 8


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("三", 3),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零三", 103),
        ("两", 2),
        ("百二十一", 121),
        ("二千零五", 2005),
        ("三万五", 35_000),
    ],
)
def test_chinese_numerals_have_values(numeral: str, value: int) -> None:
    """As chapters are counted."""
    assert chinese_number(numeral) == value


@pytest.mark.parametrize(("numeral", "value"), [("i", 1), ("IV", 4), ("xii", 12), ("XL", 40), ("xcix", 99)])
def test_roman_numerals_have_values(numeral: str, value: int) -> None:
    """As pages before the text and chapters are counted."""
    assert roman_number(numeral) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("反向傳播與梯度", "反向传播与梯度"),
        ("之後", "之后"),
        ("對於", "对于"),
        ("反向传播", "反向传播"),
        ("乾坤", "乾坤"),
        ("grad", "grad"),
        ("σ 與 ✓", "σ 与 ✓"),
        ("半個 \ud83d", "半个 \ufffd"),
    ],
)
def test_traditional_characters_are_simplified_for_comparison(text: str, expected: str) -> None:
    """Also where few of them stand among others, and nothing else is touched."""
    assert simplified(text) == expected
