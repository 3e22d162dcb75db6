"""Code set as HTML: a box is a fence with the text that a browser shows, each of its marks accounted for."""

from collections.abc import Callable

import pytest

from kbtools.model import Block, BlockKind, Reading
from kbtools.snippets import session
from kbtools.sources import account
from kbtools.text import Lines

ReadText = Callable[[str], Reading]
HEAD = "# 张量\n\n词。\n\n"
"""Four lines above a box, so that it begins on line 5."""


def boxes(reading: Reading) -> list[Block]:
    """The fences of a reading."""
    return [block for item in reading.items for block in item.body if block.kind is BlockKind.FENCE]


@pytest.mark.parametrize(
    ("written", "text", "info", "first"),
    [
        ("<pre>tensor([1.,\n        2.])</pre>", "tensor([1.,\n        2.])", "", 5),
        ("<pre>\n第一行\n\n第三行\n</pre>", "第一行\n\n第三行", "", 6),
        ("<pre>\n&lt;class 'torch.Tensor'&gt; &amp; 3\n</pre>", "<class 'torch.Tensor'> & 3", "", 6),
        ("<pre>\n<class 'list'>\n</pre>", "<class 'list'>", "", 6),
        ("<pre>\n<span style='color:red'>KeyError</span>: 'k'\n</pre>", "KeyError: 'k'", "", 6),
        ('<pre><code class="language-python">v = w + 1\n</code></pre>', "v = w + 1", "python", 5),
        ('<pre class="output">\n7\n</pre>', "7", "output", 6),
        ('<div class="cell output_stdout">\n<pre>7</pre>\n</div>', "7", "", 6),
        ('<div class="cell output text"><pre>7\n</pre></div>', "7", "output", 5),
        ("<PRE>\n# 一\n\n    二\n-----\n三\n</PRE>", "# 一\n\n    二\n-----\n三", "", 6),
    ],
)
def test_a_box_is_a_fence_with_what_it_shows(
    written: str, text: str, info: str, first: int, read_text: ReadText
) -> None:
    """Tags that only draw are marks, entities are read, headings inside are text; nothing is lost."""
    reading = read_text(f"{HEAD}{written}\n\n后来的话。\n")

    (box,) = boxes(reading)

    assert (box.text, box.info, box.first_line) == (text, info, first)
    assert account(reading).missing == ()
    assert [item.lines for item in reading.items][-1].end >= box.lines.end


@pytest.mark.parametrize(
    "written", ["<pre>没有闭合", "写 `<pre>` 时要写 `</pre>`。", "<pre>\n\n</pre>", "句中的 <pre>x</pre>"]
)
def test_a_tag_in_words_and_a_box_without_text_are_none(written: str, read_text: ReadText) -> None:
    """What does not fill whole lines, or never ends, stays the prose that it is."""
    reading = read_text(f"{HEAD}{written}\n\n后来的话。\n")

    assert boxes(reading) == []
    assert account(reading).missing == ()


def test_tags_inside_a_fence_are_code(read_text: ReadText) -> None:
    """A fence that shows how to write a box holds no box."""
    reading = read_text(f"{HEAD}```html\n<pre>\nx\n</pre>\n```\n")

    assert [(box.info, box.lines) for box in boxes(reading)] == [("html", Lines(5, 9))]


def test_a_secret_in_a_box_is_kept_back_and_accounted_for(read_text: ReadText) -> None:
    """What is kept back elsewhere is kept back here."""
    reading = read_text(f"{HEAD}<pre>\nread /home/anna/w.pt &lt;ok&gt;\n</pre>\n")

    assert account(reading).missing == ()


@pytest.mark.parametrize(
    ("below", "recorded"),
    [
        ("<pre>tensor([0., 0.])</pre>", "tensor([0., 0.])"),
        ("输出：\n\n<pre>\ntensor([0., 0.])\n</pre>", "tensor([0., 0.])"),
        ('<div class="wide">\n<pre>tensor([0., 0.])</pre>\n</div>', "tensor([0., 0.])"),
        ("<pre>注意：这里没有种子</pre>", None),
        ("先别看结果。再想一想。\n\n<pre>tensor([0., 0.])</pre>", None),
    ],
)
def test_a_box_below_code_is_its_output_as_a_fence_would_be(
    below: str, recorded: str | None, read_text: ReadText
) -> None:
    """A printed value adjoining or announced is recorded; words, and what stands apart, are not."""
    reading = read_text(f"# 张量\n\n```python\ntorch.zeros(2)\n```\n\n{below}\n\n后来的话。\n")

    assert session(reading).snippets[0].recorded == recorded
