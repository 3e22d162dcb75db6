"""The field's terms in two languages."""

from pathlib import Path

import pytest

from kbtools.topics import read_contents
from kbtools.topics.atlas import atlas
from kbtools.topics.evidence import named
from kbtools.topics.glossary import Concept, Glossary, from_data, glossary, read_glossary
from kbtools.topics.naming import PARTLY


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


def _sections() -> list[tuple[str, str, str]]:
    """Number, Chinese and English title of every section of the book of the field."""
    rows = Path(__file__).with_name("book_in_two_languages.txt").read_text("utf-8").splitlines()
    return [
        (number, han, english) for number, han, english in (map(str.strip, row.split("|")) for row in rows)
    ]


@pytest.mark.parametrize("own", [1, 2])
def test_every_section_of_the_book_is_named_in_both_languages(own: int) -> None:
    """A heading in one language is the topic's name in the other one, and no other topic is as likely."""
    book = atlas(read_contents("\n".join(f"{row[0]} {row[own]}" for row in _sections())), glossary())

    for row in _sections():
        rows = sorted(named(row[3 - own], book, "its heading"), key=lambda one: -one.weight)
        best = [book.topics[one.topic].number for one in rows if one.weight == rows[0].weight]
        assert (best, rows[0].weight > PARTLY) == ([row[0]], True), row


def test_a_concept_has_names_words_and_parts() -> None:
    """What books treat under a thing is no other name of it."""
    [concept] = read_glossary("汇聚层, pooling | 窗口 | 最大汇聚层, max-pooling")

    assert concept.parts == ("最大汇聚层", "max-pooling")
    assert not Glossary([concept]).of("max-pooling")
