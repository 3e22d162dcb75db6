"""What a text says of another is found whatever its blanks and marks."""

import pytest

from kbtools.sources.alignment import runs


@pytest.mark.parametrize(
    ("raw", "shown", "said"),
    [
        ("> a  b\n> c", "a b c", ["a", "b", "c"]),
        ("[a](#) b", "a b", ["a", "b"]),
        ("⽤张量", "用张量", ["⽤张量"]),
        (" ==%\u20281\x0c1== ", "% 11", ["%", "1", "1"]),
        ("abc", "", []),
        ("abc", "xyz", []),
        ("**a**b", "ab", ["a", "b"]),
        ("1\x0c11", "111", ["1", "11"]),
    ],
)
def test_runs_are_the_characters_that_are_said(raw: str, shown: str, said: list[str]) -> None:
    """In order, the longest that are joined first."""
    assert [raw[start:end] for start, end in runs(raw, shown)] == said


def test_long_texts_are_aligned_all_the_same() -> None:
    """Beyond what the best alignment can bear each character is taken where it comes next."""
    raw, shown = "-a" * 2000, "ab" * 2000

    assert len(runs(raw, shown)) == 2000


def test_a_long_text_that_is_part_of_what_is_said_is_found_whole() -> None:
    """Such as a line out of which a path was claimed already."""
    words = [f"{number}-{number * 7}" for number in range(200)]
    raw, shown = "".join(words), "".join(f"{word}/vault:{word[::-1]}" for word in words)

    assert "".join(raw[start:end] for start, end in runs(raw, shown)) == raw
