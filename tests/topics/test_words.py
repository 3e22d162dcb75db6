"""What a text is about, as terms."""

from kbtools.topics.words import Words, space, terms


def test_identifiers_end_where_chinese_begins() -> None:
    """Chinese is written without blanks around them."""
    found = terms("用x.grad.zero_()清零，再看 torch.nn.Linear的权重")

    assert {"x.grad.zero_", "torch.nn.linear", "grad", "清零", "的权重"} <= set(found)


def test_text_without_blanks_costs_little() -> None:
    """Read anew from every letter, half a million of them would take for ever."""
    assert terms("ab深" * 100_000)["ab"] == 100_000
    assert set(terms("a" * 300_000)) == {"a" * 300_000}


def test_what_a_text_alone_says_of_a_topic_does_not_crowd_out_what_others_say() -> None:
    """A long section teaches many rare words, which are no evidence for itself; its common ones still are."""
    own = terms(" ".join(f"word{index}" for index in range(200)) + " hotdog")
    known = space([Words(0, {"hotdog": 1.0}), Words(1, {"hotdog": 1.0}), Words(0, own, "a")], 5)

    assert known.compare(own, "a").keys() == {0, 1}


def test_what_every_question_says_in_chinese_says_nothing() -> None:
    """As the small words of English."""
    assert not terms("为什么？怎么办？是不是 what is it")
    assert set(terms("为什么用栈帧，什么是栈帧")) == {"用栈", "栈帧", "用栈帧", "是栈", "是栈帧"}


def test_a_text_in_traditional_characters_says_the_same() -> None:
    """Characters of either kind, as a reader in Taipei writes them about a book from Beijing."""
    assert terms("梯度會累積在 grad 裡") == terms("梯度会累积在 grad 里")
