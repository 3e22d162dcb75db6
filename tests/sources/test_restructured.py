"""reStructuredText: adornments are levels, directives are fences, the rest is prose as it stands."""

from collections.abc import Callable

import pytest

from kbtools.model import BlockKind, Note, Reading
from kbtools.sources import account

ReadText = Callable[[str], Reading]


def test_adornments_are_levels_in_order_of_use(read_case: ReadText) -> None:
    """A line above and below differs from one below only, as in the language itself."""
    reading = read_case("course.rst")

    assert reading.reader == "restructured-text"
    assert [item.headings for item in reading.items if isinstance(item, Note)] == [
        ("Tensors",),
        ("Tensors", "Making them"),
        ("Tensors", "Making them", "From lists"),
        ("Tensors", "Views"),
    ]
    assert account(reading).missing == ()


def test_code_comes_without_indentation_and_options(read_case: ReadText) -> None:
    """Directives, literal blocks and sessions are fences with the lines they have in the file."""
    fences = [b for item in read_case("course.rst").items for b in item.body if b.kind is BlockKind.FENCE]

    assert [(b.info, b.text.split("\n")[0], b.first_line, str(b.lines)) for b in fences] == [
        ("python", "x = torch.ones(2)", 12, "9-13"),
        ("output", "tensor([1., 1.])", 17, "15-17"),
        ("", ">>> torch.zeros(1)", 27, "27-28"),
        ("python", ">>> torch.ones(1)", 30, "30-31"),
    ]


def test_other_directives_are_prose(read_case: ReadText) -> None:
    """Nothing of a note or a list is lost."""
    prose = [b.text for item in read_case("course.rst").items for b in item.body if b.kind is BlockKind.PROSE]

    assert prose[1] == ".. note::\n   They need memory.\n\nA session::"
    assert prose[-1] == "* one\n* two"


@pytest.mark.parametrize(
    "text",
    [
        "# Notes\n\n## On Sphinx\n\n```\n.. code-block:: python\n\n   x\n```\n\n:ref:`a` ``b``\n",
        "Title\n=====\n\nwords with `code`\n\nmore\n----\n\nwords\n",
    ],
)
def test_markdown_is_not_claimed(text: str, read_text: ReadText) -> None:
    """Underlined headings are Markdown too, and Markdown may show a directive."""
    assert read_text(text).reader == "markdown"
