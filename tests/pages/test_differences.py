"""What differs between two copies of a passage, shown in one of them."""

import pytest

from kbtools.pages.differences import How, marked


@pytest.mark.parametrize(
    ("text", "other", "shown"),
    [
        ("先调 `a b` 再看", "先调 `a c` 再看", "先调 <code>a <mark>b</mark></code> 再看"),
        ("先调 `a b` c，再看", "先调 `a d` e，再看", r"先调 \`a <mark>b\` c</mark>，再看"),
    ],
)
def test_code_in_prose_is_shown_as_code_where_no_mark_crosses_it(text: str, other: str, shown: str) -> None:
    """What is marked may begin in code and end behind it."""
    assert marked(text, other, How()) == shown
