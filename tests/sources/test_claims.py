"""The format is told from the content alone."""

import pytest

from kbtools.decode import decode
from kbtools.model import Source, SourceId
from kbtools.problems import SourceError
from kbtools.sources import read


def reader_of(text: str) -> str:
    """The reader that takes a text."""
    return read(Source(SourceId("a"), "a.txt", text)).reader


@pytest.mark.parametrize(
    "text",
    [
        "先说一句\n\n# 张量\n\n形状由 shape 给出\n",
        "> [!note] 提示\n> 内容\n\n## 张量\n\n文字\n",
        "见 [[别的笔记]]\n\n# 张量\n",
        "intro **b**\n\n## A\n\n- x\n",
    ],
)
def test_text_above_an_only_heading_makes_no_pasted_page(text: str) -> None:
    """One heading that stands alone is enough, wherever it stands."""
    assert reader_of(text) == "markdown"


@pytest.mark.parametrize(
    "text",
    [
        "张量的和\n\n# 先建一个张量\n\nx = torch.arange(4)\nx.sum()\n",
        "张量的和\n# 说明\nx = torch.arange(4)\n",
        "文章结束\n评论\n### 回答1: 写得很好, 谢谢分享\n收藏\n",
    ],
)
def test_a_comment_of_code_is_no_heading(text: str) -> None:
    """Neither is a mark that runs on in a page's tail."""
    assert reader_of(text) == "pasted"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (
            b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
            "the file is a Jupyter notebook",
        ),
        (b"a" * (20 * 1024 * 1024 + 1), "the file is over 20 MB"),
    ],
    ids=["notebook", "large"],
)
def test_what_no_reader_takes_is_told_with_the_next_step(data: bytes, what: str) -> None:
    """Instead of a page of raw data, or of minutes without a word."""
    with pytest.raises(SourceError) as caught:
        decode(data, "a")

    assert caught.value.problems[0].what.startswith(what)
    assert caught.value.problems[0].hint
