"""Labels in two languages."""

import pytest

from kbtools.pages.labels import Labels


@pytest.mark.parametrize(
    ("language", "key", "n", "said"),
    [
        ("en", "n-highlights", 1, "1 highlight"),
        ("en", "n-highlights", 2, "2 highlights"),
        ("en", "same-many", 1, "1 passage, the same in “a”"),
        ("zh", "n-highlights", 1, "1 条划线"),
    ],
)
def test_one_of_a_thing_is_said_in_the_singular(language: str, key: str, n: int, said: str) -> None:
    """Counts read as a person would say them."""
    assert Labels(language)(key, n=n, title="a") == said
