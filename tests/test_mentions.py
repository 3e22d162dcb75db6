"""Tags and links in what people write."""

import pytest

from kbtools.mentions import hashtags, tag_key, tag_path, wikilinks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#张量 先看形状，#易错/广播。", ("张量", "易错/广播")),
        ("见（#自动微分）和 #自动微分", ("自动微分",)),
        ("第 #12 题，C# 和 a#b，网址 x/#top，&#39;", ()),
        ("# 标题\n## 次级", ()),
        ("`#include` 之后 #c11-标准-", ("c11-标准",)),
        (r"\#不是标签", ()),
    ],
)
def test_hashtags_are_told_from_numbers_headings_and_code(text: str, expected: tuple[str, ...]) -> None:
    """Chinese tags end at punctuation."""
    assert hashtags(text) == expected


def test_wikilinks_are_told_without_their_words() -> None:
    """The alias is for show, and an embedded picture is no link."""
    text = "见 [[张量|形状]]、[[笔记#^b1]]，表里 [[甲\\|乙]]，![[图.png]]"

    assert wikilinks(text) == ("张量", "笔记#^b1", "甲")


def test_nested_tags_have_parts_and_spellings_one_key() -> None:
    """Width and letter case do not make another tag."""
    assert tag_path("#深度学习/优化/") == ("深度学习", "优化")
    assert len(tag_path("a/b/c/d/e/f/g")) == 5
    assert tag_key("ＡＢ/c") == tag_key("ab/C")
