"""What a preview or a list says of a text has words and no marks."""

import pytest

from kbtools.pages.plain_words import plain_words


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        (
            "See [[Bayes' theorem|Bayes]] and [[Areas/Expectation#Linearity]].",
            "See Bayes and Areas/Expectation#Linearity.",
        ),
        ('![[图.png]] 见 [书](a.md "题") 与 ![图](b.png)', "图.png 见 书 与 图"),
        ("- 甲\n- [ ] 乙\n  1. 丙\n> [!note] 丁\n> 戊", "甲 乙 丙 丁 戊"),
        ("**粗 `x` 的** ==亮== ~~删~~ `[[1, 2]]`", "粗 x 的 亮 删 [[1, 2]]"),
        ("a ** b == c 与 __init__ 与 x[0]", "a ** b == c 与 __init__ 与 x[0]"),
        (r"\[\[neither\]\] 2 \* 3", "[[neither]] 2 * 3"),
        ("试了：\n```python\na = 1\n```\n完", "试了： a = 1 完"),
        ("### 小标题\n正文 #易错 ^p1", "小标题 正文 #易错"),
        (r"$a_{1} * \{b\}$ 与 100 % - 3", r"$a_{1} * \{b\}$ 与 100 % - 3"),
    ],
)
def test_marks_go_and_words_stay(written: str, seen: str) -> None:
    """Links by the words that they show; code is never read as markup."""
    assert plain_words(written) == seen
