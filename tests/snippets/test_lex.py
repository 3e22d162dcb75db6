"""The lexer never fails and loses nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtools.snippets.lex import CLOSED, Open, feed, statements, tokens


@given(st.text(alphabet=st.characters(exclude_characters="\n", codec="utf-8"), max_size=60))
def test_tokens_joined_are_the_line(line: str) -> None:
    """White space and marks that no language knows are tokens as well."""
    assert "".join(token.text for token in tokens(line)) == line


@pytest.mark.parametrize(
    ("line", "opened", "comment"),
    [
        ("f(a,  # b", Open(1), 6),
        ("x = '#'", CLOSED, None),
        ('"""  ', Open(quote='"""'), None),
        ("x = '' # y", CLOSED, 7),
        ("a + \\", Open(joined=True), None),
        ("f('''a", Open(1, "'''"), None),
    ],
)
def test_what_a_line_leaves_open(line: str, opened: Open, comment: int | None) -> None:
    """Brackets, triple quotes and backslashes reach into the next line; a comment is no string."""
    assert feed(CLOSED, line) == (opened, comment)


def test_logical_lines_follow_brackets_and_strings() -> None:
    """A statement over several lines is one range."""
    lines = ["f(1,", "2)", "x = '''", "(", "'''", "y"]

    assert statements(lines) == [(0, 2), (2, 5), (5, 6)]
