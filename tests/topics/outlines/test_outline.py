"""docs/topics.yml."""

import pytest

from kbtools.model import Outline, Topic, TopicSlug
from kbtools.problems import OutlineError
from kbtools.topics import dump, load

OUTLINE = Outline(
    (
        Topic(
            TopicSlug("基础"),
            "基础",
            "1",
            children=(
                Topic(TopicSlug("autograd"), "自动微分: 一", "1.10", ("autograd", "自动求导"), ("梯度",)),
                Topic(TopicSlug("广播"), "广播", "1.2"),
            ),
        ),
    )
)


def wrong(text: str) -> list[str]:
    """What loading says is wrong."""
    with pytest.raises(OutlineError) as caught:
        load(text, "docs/topics.yml")
    return [f"{problem.line}: {problem.what}" for problem in caught.value.problems]


def test_outline_survives_its_file() -> None:
    """Numbers such as 1.10 stay text, and Chinese stays readable."""
    text = dump(OUTLINE)

    assert load(text, "docs/topics.yml").outline == OUTLINE
    assert "自动微分: 一" in text
    assert "number: '1.10'" in text


def test_a_person_may_write_titles_alone() -> None:
    """Slugs are made from titles."""
    outline = load("topics:\n- 张量\n- title: 进阶\n  children: [自动 微分]\n", "t").outline

    assert [topic.slug for topic in outline.walk()] == ["张量", "进阶", "自动-微分"]


def test_numbers_and_dates_are_text_without_quotes() -> None:
    """YAML would read 2.10 as 2.1, 12:30 as 750, and stumble over a day that no month has."""
    text = (
        "topics:\n- {title: 12:30, number: 2.10, aliases: [on, 0o17]}\n- 2024-13-45\n- title: a\n  number:\n"
    )
    topics = load(text, "t").outline.topics

    assert [(topic.title, topic.number, topic.aliases) for topic in topics] == [
        ("12:30", "2.10", ("on", "0o17")),
        ("2024-13-45", "", ()),
        ("a", "", ()),
    ]


def test_a_slip_in_a_key_at_the_top_is_told() -> None:
    """Read as an empty outline it would cost every topic its page."""
    assert wrong("topic:\n- 张量\n") == ["1: unknown key `topic`, did you mean `topics`?"]


def test_rulings_are_read() -> None:
    """An item where a person wants it."""
    assert load("topics: [张量]\nrulings:\n  k3v9: 张量\n", "t").rulings == {"k3v9": "张量"}


def test_all_slips_are_told_with_their_lines() -> None:
    """Unknown keys, double slugs, missing titles and rulings that lead nowhere, at once."""
    text = "topics:\n- title: 张量\n  alias: [tensor]\n- 张量\n- slug: x\nrulings:\n  a: 张\n"

    assert wrong(text) == [
        "3: topic `张量`: unknown key `alias`, did you mean `aliases`?",
        "4: topic `张量`: the slug `张量` is taken; give it another",
        "5: a topic needs a title",
        "7: ruling for `a`: there is no topic `张`, did you mean `张量`?",
    ]


@pytest.mark.parametrize(("text", "line"), [("topics: [a\n- b", "2"), ("- a\n", "1"), ("topics: 7\n", "1")])
def test_a_file_that_makes_no_sense_is_told(text: str, line: str) -> None:
    """No traceback of a parser reaches a person."""
    assert wrong(text)[0].startswith(f"{line}: ")


def test_empty_file_is_an_empty_outline() -> None:
    """A person may clear it."""
    assert load("", "t").outline == Outline()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("topics:\n- a\n- b\n- a\n", "4: topic `a`: the slug `a` is taken; give it another"),
        (
            "topics:\n- title: a\n  slug: x\n- title: b\n  slug: x\n",
            "5: topic `b`: the slug `x` is taken; give it another",
        ),
        ("topics:\n- title: [a, b]\n", "2: a topic needs a title"),
        ("topics:\n- a\n- [b]\n", "3: a topic needs a title"),
        ("topics:\n- title: a\n  aliases: {x: y}\n", "3: topic `a`: aliases must be a list of words"),
        ("topics:\n- title: a\n  tags: [[x]]\n", "3: topic `a`: tags must be a list of words"),
        ("topics:\n- title: a\n  slug: [x]\n", "3: topic `a`: slug must be one word or number"),
        ("topics:\n- title: a\n  children: b\n", "3: topic `a`: children must be a list, a topic an entry"),
        ("topics: a\n", "1: topics must be a list, a topic an entry"),
        ("topics: [a]\nrulings: x\n", "2: rulings must be lines `item id: topic slug`"),
        ("topics: [a]\nglossary: x\n", "2: glossary must be a list; an entry lists the names of one thing"),
        (
            "topics: [a]\nkept:\n  s.md: x\n",
            "3: kept: `s.md` must hold lines `number: beginning of its text`",
        ),
    ],
)
def test_a_slip_is_told_at_its_own_line(text: str, expected: str) -> None:
    """Also where a list stands for a word, or a word for a list."""
    assert wrong(text) == [expected]


def test_marks_of_a_merge_and_tabs_are_told_with_what_to_do() -> None:
    """A parser of YAML would speak of keys and tokens."""
    with pytest.raises(OutlineError) as conflict:
        load("topics:\n<<<<<<< HEAD\n- a\n=======\n- b\n>>>>>>> other\n", "t")
    with pytest.raises(OutlineError) as tab:
        load("topics:\n\t- a\n", "t")

    assert (conflict.value.problems[0].line, tab.value.problems[0].line) == (2, 2)
    assert "merge conflict" in conflict.value.problems[0].what
    assert "blanks" in tab.value.problems[0].hint
