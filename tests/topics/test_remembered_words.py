"""What a school learnt is kept as text, and a text that was cut is no memory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtools.topics.remembered_words import dumped_space, loaded_space
from kbtools.topics.words import Space, Words, space, terms

TEXTS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.text("张量梯度下降 x.grad_zero;-", max_size=30),
        st.sampled_from(["", "a", "乙"]),
    ),
    max_size=12,
)


def _learnt(rows: list[tuple[int, str, str]]) -> Space:
    return space([Words(topic, terms(text), origin) for topic, text, origin in rows], 5)


@given(TEXTS, st.text("张量梯度下降 x.grad_zero;-", max_size=30))
def test_texts_compare_as_with_the_space_itself(rows: list[tuple[int, str, str]], text: str) -> None:
    """To the last digit, for the source that says it as for another one."""
    learnt = _learnt(rows)
    found = loaded_space(dumped_space(learnt))

    assert found is not None
    assert found.unit == learnt.unit
    assert dict(found.weights) == learnt.weights
    assert dict(found.postings) == learnt.postings
    for origin in ("", "a", "乙"):
        assert found.compare(terms(text), origin) == learnt.compare(terms(text), origin)


@pytest.mark.parametrize("text", [None, "", "{", "\n", "abc\n1.0\n"])
def test_a_text_that_is_none_of_ours_is_no_memory(text: str | None) -> None:
    """It is learnt anew."""
    assert loaded_space(text) is None


def test_a_text_that_was_cut_or_changed_is_no_memory() -> None:
    """Wherever: a wrong weight would move items."""
    text = dumped_space(_learnt([(0, "张量的形状", "a"), (1, "梯度下降", "")]))

    assert all(loaded_space(text[:end]) is None for end in range(len(text)))
    assert loaded_space(text.replace("\t1 ", "\t0 ", 1)) is None
