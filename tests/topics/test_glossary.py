"""The field's terms in two languages."""

import pytest

from kbtools.topics.glossary import Concept, from_data, glossary, read_glossary


@pytest.mark.parametrize(
    "title", ["自动微分", "2.5 自动求导", "自动求梯度", "Autograd", "automatic differentiation"]
)
def test_names_of_one_thing_are_the_same(title: str) -> None:
    """Whatever the language and the number."""
    assert glossary().same(title) == "自动微分"


@pytest.mark.parametrize(("one", "other"), [("欠拟合与过拟合", "欠拟合和过拟合"), ("甲及乙", "甲 和 乙")])
def test_conjunctions_do_not_make_another_thing(one: str, other: str) -> None:
    """Two ways to say `and`."""
    assert glossary().same(one) == glossary().same(other)


def test_a_title_speaks_of_the_longest_names_in_it() -> None:
    """Regression is no topic of its own in a title that names softmax regression."""
    found = glossary().within("softmax回归的简洁实现")

    assert [concept.names[0] for concept in found] == ["softmax回归的简洁实现"]
    assert {c.names[0] for c in glossary().within("线性回归的简洁实现")} == {"线性回归", "简洁实现"}


def test_a_title_without_end_costs_little() -> None:
    """A paragraph that a conversion made a heading; looked at part by part it would take for ever."""
    title = "梯度下降法 softmax 深" * 3000

    assert {concept.names[0] for concept in glossary().within(title)} >= {"梯度下降"}


def test_a_persons_terms_come_first() -> None:
    """And join what the package keeps apart."""
    own = glossary([Concept(("甲", "autograd"))])

    assert own.same("autograd") == "甲"
    assert own.same("乙") == "乙"


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        (["a", "b"], ("a", "b")),
        ({"names": ["a"], "words": ["w"]}, ("a",)),
        ("a", None),
        ({"name": "a"}, None),
        ([], None),
    ],
)
def test_entries_of_the_outline_are_read(entry: object, names: tuple[str, ...] | None) -> None:
    """A list of names, or names with words; anything else is told."""
    concept = from_data(entry)

    assert (concept.names if concept else None) == names


def test_no_line_of_the_packaged_glossary_is_empty() -> None:
    """Remarks are left out, names are not."""
    concepts = list(read_glossary("# a remark\n甲, a | w, v\n\n乙\n"))

    assert concepts == [Concept(("甲", "a"), ("w", "v")), Concept(("乙",))]


def test_a_latin_name_inside_another_word_is_none() -> None:
    """`NiN` is a network, and no part of `training`."""
    assert glossary().within("Notes on training and learning") == ()
    assert [one.names[0] for one in glossary().within("NiN块与 beam search")] == ["NiN", "束搜索"]
