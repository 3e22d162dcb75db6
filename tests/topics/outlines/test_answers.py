"""A person's answers to proposals, written into docs/topics.yml."""

import pytest

from kbtools.model import TopicSlug
from kbtools.problems import OutlineError
from kbtools.topics import Spot, load, with_added, with_declined

FLUSH = "# mine\ntopics:\n- a   # first\n- title: b\n  children:\n  - c\n\n# the end\nrulings:\n  x: a\n"
SET_IN = "topics:\n  - a\n  - title: b\n    slug: bee\n"


def test_a_topic_comes_last_and_every_other_byte_stays() -> None:
    """Set in as the others are, before what follows the list."""
    assert with_added(FLUSH, "t", ["池化"]) == FLUSH.replace("  - c\n", "  - c\n- 池化\n")
    assert with_added(SET_IN, "t", ["C++: more"]) == f'{SET_IN}  - "C++: more"\n'


def test_a_topic_that_is_there_already_stays_where_it_is() -> None:
    """A second answer changes nothing."""
    assert with_added(FLUSH, "t", ["c"]) == FLUSH


@pytest.mark.parametrize("text", ["topics: [a, b]\n", "topics:\n", "rulings: {}\n", ""])
def test_a_list_in_one_line_and_an_empty_one_are_understood(text: str) -> None:
    """Also a file without one."""
    assert load(with_added(text, "t", ["yes"]), "t").outline.topics[-1].title == "yes"


def test_a_title_whose_slug_is_taken_is_refused() -> None:
    """Nothing is written that could not be read again."""
    with pytest.raises(OutlineError, match="taken"):
        with_added(SET_IN, "t", ["a!"])


def test_declined_titles_are_kept_once() -> None:
    """In a list of their own at the end, which grows."""
    once = with_declined(SET_IN, "t", ["杂谈"])
    twice = with_declined(once, "t", ["杂谈", "闲话"])

    assert once == f"{SET_IN}declined:\n  - 杂谈\n"
    assert twice == f"{once}  - 闲话\n"
    assert load(twice, "t").declined == ("杂谈", "闲话")
    assert with_declined(SET_IN, "t", ["杂谈", "杂谈"]) == once


def test_lists_in_brackets_keep_every_other_byte() -> None:
    """Comments and blanks, on one line or several."""
    text = "topics: [ a,  # first\n  b ]\ndeclined: ['x',   y]   # mine\n"

    added = with_added(text, "t", ["池化"])
    assert added == text.replace("  b ]", "  b, 池化 ]")
    assert with_declined(added, "t", ["杂谈"]) == added.replace("   y]", "   y, 杂谈]")


PLACED = """\
topics:
  - a   # first
  - title: b
    slug: bee
    children:
      - c
      # the last
  - title: d   # no child

rulings:
  x: a
"""


@pytest.mark.parametrize(
    ("topic", "old", "new"),
    [
        ("bee", "      - c\n", "      - c\n      - 池化\n"),
        ("a", "  - a   # first\n", "  - title: a   # first\n    children:\n      - 池化\n"),
        ("d", "d   # no child\n", "d   # no child\n    children:\n      - 池化\n"),
        ("c", "      - c\n", "      - title: c\n        children:\n          - 池化\n"),
    ],
)
@pytest.mark.parametrize("text", [PLACED, PLACED.replace("\n  ", "\n").replace("\nx:", "\n  x:")])
def test_a_topic_goes_below_another_and_every_other_byte_stays(
    text: str, topic: str, old: str, new: str
) -> None:
    """The last there, whether that topic has others below it, is a bare title or stands in another."""
    after = with_added(text, "t", ["池化"], {"池化": Spot(TopicSlug(topic))})

    assert text != PLACED or after == PLACED.replace(old, new)
    home = next(one for one in load(after, "t").outline.walk() if one.slug == topic)
    assert home.children[-1].title == "池化"
    assert len(after) - len(text) <= len(new) - len(old)


def test_topics_go_behind_another_in_their_order() -> None:
    """After all that stands below it."""
    spot = Spot(TopicSlug("bee"), is_after=True)
    after = with_added(PLACED, "t", ["v", "w"], {"v": spot, "w": spot})

    assert after == PLACED.replace("      - c\n", "      - c\n  - v\n  - w\n")


@pytest.mark.parametrize("text", ["topics: [a, {title: b, children: [c]}]\n", "topics:\n- {title: b}\n"])
def test_a_topic_goes_below_one_in_braces(text: str) -> None:
    """Nothing else is lost."""
    after = load(with_added(text, "t", ["池化"], {"池化": Spot(TopicSlug("b"))}), "t").outline

    assert after.named("b")[0].children[-1].title == "池化"
    assert {topic.slug for topic in load(text, "t").outline.walk()} < {topic.slug for topic in after.walk()}
