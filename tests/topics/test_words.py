"""What a text is about, as terms."""

from kbtools.topics.words import terms


def test_identifiers_end_where_chinese_begins() -> None:
    """Chinese is written without blanks around them."""
    found = terms("用x.grad.zero_()清零，再看 torch.nn.Linear的权重")

    assert {"x.grad.zero_", "torch.nn.linear", "grad", "清零", "的权重"} <= set(found)


def test_text_without_blanks_costs_little() -> None:
    """Read anew from every letter, half a million of them would take for ever."""
    assert terms("ab深" * 100_000)["ab"] == 100_000
    assert set(terms("a" * 300_000)) == {"a" * 300_000}
