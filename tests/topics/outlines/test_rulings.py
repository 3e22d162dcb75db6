"""Rulings written into docs/topics.yml."""

import pytest

from kbtools.model import ItemId, TopicSlug
from kbtools.problems import OutlineError
from kbtools.topics import load, with_rulings

HEAD = "# mine\ntopics:\n- a   # first\n-   title: b\n    slug: bee\n"


def ruled(text: str, rulings: dict[str, str]) -> str:
    """The text after these rulings."""
    return with_rulings(text, "t", {ItemId(item): TopicSlug(topic) for item, topic in rulings.items()})


def test_first_ruling_stands_at_the_end_and_every_other_byte_stays() -> None:
    """Comments, blanks and odd indentation of a person."""
    assert ruled(HEAD, {"x": "a"}) == HEAD + "rulings:\n  x: a\n"


def test_new_rulings_stand_after_the_last_and_old_ones_change_in_place() -> None:
    """With the remark beside them."""
    text = f"rulings:\n    x: a   # because\n    y: 'bee'\n    # the end\n\n{HEAD}"

    after = ruled(text, {"y": "a", "z": "bee", "x": "bee"})

    assert after == f"rulings:\n    x: bee   # because\n    y: a\n    z: bee\n    # the end\n\n{HEAD}"


@pytest.mark.parametrize(
    "rulings", ["rulings:\n", "rulings: {}\n", "rulings: {w: a}\n", "rulings: {w: a,\n  v: a}\n"]
)
def test_unusual_writing_is_understood(rulings: str) -> None:
    """An empty key and a mapping on one line keep comments and order all the same."""
    after = ruled(HEAD + rulings, {"x": "bee"})

    assert load(after, "t").rulings["x"] == "bee"  # type: ignore[index]
    assert set(load(HEAD + rulings, "t").rulings) <= set(load(after, "t").rulings)
    assert "# mine" in after
    assert "# first" in after


def test_names_that_yaml_would_misread_are_quoted() -> None:
    """An id with a colon."""
    after = ruled(HEAD, {"a: b": "bee"})

    assert load(after, "t").rulings == {"a: b": "bee"}


def test_a_ruling_for_no_topic_is_refused() -> None:
    """Nothing is written that could not be read again."""
    with pytest.raises(OutlineError, match="no topic"):
        ruled(HEAD, {"x": "nothing"})


@pytest.mark.parametrize(
    "text", [f"{HEAD}rulings:\n  'x': \"a\" # why\n", f"{HEAD}rulings: {{x: a}}\n", f"{HEAD}rulings:\n  x: a"]
)
def test_a_ruling_that_is_there_already_changes_nothing(text: str) -> None:
    """Its quotes stay."""
    assert ruled(text, {"x": "a"}) == text
    assert ruled(text, {}) == text


@pytest.mark.parametrize(
    "text", [f"---\n{HEAD}...\n", f"{HEAD}rulings:\nglossary:\n- [a, b]\n", f"{HEAD}\n\n"]
)
def test_the_first_ruling_moves_nothing_else(text: str) -> None:
    """Before the end mark of the document, behind an empty key, behind empty lines."""
    after = ruled(text, {"x": "bee"})

    assert load(after, "t").rulings == {"x": "bee"}
    assert after.replace("rulings:\n", "").replace("  x: bee\n", "") == text.replace("rulings:\n", "")


@pytest.mark.parametrize(
    ("rulings", "after"),
    [
        ("rulings: {}   # none\n", "rulings: {y: bee, x: a}   # none\n"),
        ("rulings: {w:  a,  # why\n    y: 'a' }\n", "rulings: {w:  a,  # why\n    y: bee, x: a }\n"),
        ("rulings:  {  w: a, }  # end\n", "rulings:  {  w: a, y: bee, x: a, }  # end\n"),
    ],
)
def test_what_stands_in_braces_stays_in_them(rulings: str, after: str) -> None:
    """With its comments and blanks, and those of all before and behind it."""
    behind = "glossary:\n-   [ a,  b ]   # two\n"

    assert ruled(HEAD + rulings + behind, {"y": "bee", "x": "a"}) == HEAD + after + behind
