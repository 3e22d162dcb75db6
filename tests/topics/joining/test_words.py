"""The words of a passage, whatever the text is."""

import time

import pytest

from kbtools.topics.joining.word import Sort
from kbtools.topics.joining.words import words

SIZE = 40_000


@pytest.mark.parametrize(
    "unit",
    [
        " ",
        "a- ",
        "a-",
        "[",
        "(1",
        "$a ",
        "\\frac{",
        "\\(",
        "|-",
        "(Abc and ",
        "第 ",
        "3 x ",
        "2^",
        "> ",
        "只有",
        "十",
        "'",
    ],
)
def test_a_hostile_text_takes_time_by_its_length(unit: str) -> None:
    """Of every mark that a rule looks for, very many in a row, alone and behind a word."""
    started = time.process_time()

    words(unit * SIZE)
    words(f"a{unit[:-1]}3{unit[-1] * SIZE}")
    words(f"十{unit}{'3' * SIZE}")

    assert time.process_time() - started < 10


def test_what_a_word_is_tells_its_form() -> None:
    """An identifier by its dots, its value or its brackets; a pointer by its place; `can't` in two words."""
    told = {
        word.shown: word.sort
        for word in words("We can't call `x.item()`[3] with dim=2 in all cases, see ResNet.")
    }

    assert told["x.item()"] is told["dim"] is Sort.IDENTIFIER
    assert told["not"] is Sort.NEGATION
    assert told["all"] is Sort.SCOPE
    assert told["2"] is Sort.NUMBER
    assert told["ResNet"] is Sort.NAME


def test_the_end_of_a_sentence_is_known() -> None:
    """By its mark in either language; a dot inside a name is none."""
    ends = [word.shown for word in words("先调 x.item。再看 loss. Then stop! 完") if word.last]

    assert ends == ["x.item", "loss", "stop"]
