"""The comment above a fence says how its snippet is to be taken."""

import pytest

from kbtools.model import Block, BlockKind, ItemId, Note, Options, Reading, Source, SourceId
from kbtools.snippets import problems
from kbtools.snippets.options import directive
from kbtools.text import Lines


@pytest.mark.parametrize(
    ("text", "prose", "options"),
    [
        ("<!-- kb: skip -->", "", Options(skip=True)),
        ("<!-- kb: setup raises -->", "", Options(setup=True, raises=True)),
        ("<!--kb: random | timeout=2.5-->", "", Options(random=True, timeout=2.5)),
        (
            "<!-- kb: needs=cuda+internet -->\n<!-- kb: skip -->",
            "",
            Options(skip=True, needs=("cuda", "internet")),
        ),
        ("<!-- kb: timeout=soon -->", "", Options()),
        ("先准备数据。\n<!-- kb: setup -->", "先准备数据。", Options(setup=True)),
        ("> 引用\n> <!-- kb: random -->", " 引用", Options(random=True)),
    ],
)
def test_words_become_options(text: str, prose: str, options: Options) -> None:
    """Several words and several comments add up; prose above them stays prose."""
    words, found = directive(text)

    assert found is not None
    assert (words, found.options) == (prose, options)


@pytest.mark.parametrize("text", ["<!-- a remark -->", "Words. <!-- kb: skip -->", "<!-- kb: skip --> w", ""])
def test_other_text_is_prose(text: str) -> None:
    """Only comments on lines of their own, right above the fence, speak of it."""
    assert directive(text) == (text, None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<!-- kb: rnadom -->", "`rnadom` in a kb comment means nothing, did you mean `random`?"),
        ("词\n<!-- kb: time=3 -->", "`time=3` in a kb comment means nothing, did you mean `timeout=`?"),
        ("<!-- kb: timeout=soon -->", "`timeout=soon` in a kb comment is no time"),
        ("<!-- kb: needs= -->", "`needs=` in a kb comment has no value"),
        ("<!-- kb: skip | needs=cuda -->", ""),
        ("<!-- words -->", ""),
    ],
)
def test_a_word_that_means_nothing_is_told_with_the_nearest_one(text: str, told: str) -> None:
    """A slip of the pen would otherwise run what was to be skipped."""
    block = Block(BlockKind.PROSE, text, Lines(5, 5 + text.count("\n")))
    note = Note(ItemId("n"), Lines(1, 9), "T", 1, "", ("T",), (block,))
    reading = Reading(Source(SourceId("src"), "src.md", ""), "markdown", "T", (note,))

    found = problems(reading)

    assert [problem.what for problem in found] == ([told] if told else [])
    assert all(problem.line == 5 + text.count("\n") for problem in found)
    assert all(problem.hint for problem in found)
