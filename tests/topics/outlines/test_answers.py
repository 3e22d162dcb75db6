"""A person's answers to proposals, written into docs/topics.yml."""

import pytest

from kbtools.problems import OutlineError
from kbtools.topics import load, with_added, with_declined

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
