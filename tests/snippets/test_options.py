"""The comment above a fence says how its snippet is to be taken."""

import pytest

from kbtools.model import Options
from kbtools.snippets.options import directive


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("<!-- kb: skip -->", Options(skip=True)),
        ("<!-- kb: setup raises -->", Options(setup=True, raises=True)),
        ("<!--kb: random | timeout=2.5-->", Options(random=True, timeout=2.5)),
        (
            "<!-- kb: needs=cuda+internet -->\n<!-- kb: skip -->",
            Options(skip=True, needs=("cuda", "internet")),
        ),
        ("<!-- kb: timeout=soon -->", Options()),
    ],
)
def test_words_become_options(text: str, options: Options) -> None:
    """Several words and several comments add up; a timeout that is no number is none."""
    found = directive(text)

    assert found is not None
    assert found.options == options


@pytest.mark.parametrize("text", ["<!-- a remark -->", "Words. <!-- kb: skip -->", ""])
def test_other_text_is_prose(text: str) -> None:
    """Only a block that holds nothing but such comments speaks of the fence below."""
    assert directive(text) is None
